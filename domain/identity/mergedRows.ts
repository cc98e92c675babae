import type { FactKind } from '#domain/facts/factRows.ts';

export type OfChild = { readonly id: string; readonly childId: string };
/** The rows of the record that stays, and of the one that goes. */
export type OfBoth<Row> = readonly [readonly Row[], readonly Row[]];

/** What merging two records does with a row. */
export interface Merging {
  /** The row as one of the record that stays. */
  readonly moved: <Row extends OfChild>(row: Row) => Row;
  /** Notes that a row is made twice, and the one it becomes. */
  readonly alias: (kind: FactKind, row: { readonly id: string }, into: { readonly id: string }) => void;
  /** Asks which of two holds, by what each says: whether it is that of the record that goes. */
  readonly fromGoes: (id: string, stays: string, goes: string) => boolean;
}

/**
 * Which row of one record is which of the other: by the first way of telling in which they are the same, then by the next. Each
 * row is taken once, so that two rows never become one because both are like a third.
 *
 * @example suspended at Hill / at Hill and at Dale on one day // Hill is Hill; Dale is nobody's
 */
export function pairedRows<Row extends { readonly id: string }>(
  [a, b]: OfBoth<Row>,
  ways: readonly ((one: Row, other: Row) => boolean)[],
): Map<Row, Row> {
  const pairs = new Map<Row, Row>();
  const taken = new Set<Row>();
  for (const same of ways)
    for (const other of b) {
      if (taken.has(other)) continue;
      const one = a.find((row) => !pairs.has(row) && same(row, other));
      if (!one) continue;
      pairs.set(one, other);
      taken.add(other);
    }
  return pairs;
}

/**
 * How rows of one kind are told from each other. `filled` is a row with what it leaves unsaid as another has it; `content` is what
 * two of one thing must say alike for nobody to be asked: all that they say, unless given.
 */
export interface RowsOfOneThing<Row> {
  readonly same: readonly ((one: Row, other: Row) => boolean)[];
  readonly key: (row: Row) => string;
  readonly words: (row: Row) => string;
  readonly filled?: (row: Row, other: Row) => Row;
  readonly content?: (row: Row) => string;
}

/**
 * Rows of both records, those about one thing once: what one of them leaves unsaid as the other has it, and where they say
 * different things, as it is decided.
 */
export function mergedRows<Row extends OfChild>(
  kind: FactKind,
  [a, b]: OfBoth<Row>,
  { same, key, words, filled = (row) => row, content = contentOf }: RowsOfOneThing<Row>,
  { moved, alias, fromGoes }: Merging,
): Row[] {
  const pairs = pairedRows([a, b], same);
  const kept = a.map((row) => {
    const twin = pairs.get(row);
    if (!twin) return row;
    const [one, other] = [filled(row, twin), filled(twin, row)];
    const goesHolds = content(one) !== content(other) && fromGoes(`${kind} ${key(row)}`, words(row), words(twin));
    alias(kind, goesHolds ? row : twin, goesHolds ? twin : row);
    return moved(goesHolds ? other : one);
  });
  const paired = new Set(pairs.values());
  return [...kept, ...b.filter((row) => !paired.has(row)).map(moved)];
}

/** What a row says, whoever's it is. */
export const contentOf = ({ id: _id, childId: _child, ...says }: OfChild): string => JSON.stringify(says);

/** A code that is made of words, as words. @example inWords('partlyMet') // 'partly met' */
export const inWords = (code: string): string =>
  /^[a-z]/.test(code) ? code.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`) : code;
