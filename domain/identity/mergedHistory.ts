import { addDays, type PlainDate } from '#domain/calendar/plainDate.ts';
import type { Dated } from '#domain/facts/factRows.ts';
import { foldedName } from './foldedName.ts';

type Stretch = { words: string; from: PlainDate; to: PlainDate | null };

/** Stretches in their order, those that go on in the same words as one. */
function joined<Row extends Dated>(rows: readonly Row[], words: (row: Row) => string): Stretch[] {
  const all: Stretch[] = [];
  for (const row of rows) {
    const last = all.at(-1);
    if (last?.to && last.words === words(row) && addDays(last.to, 1) === row.validFrom) last.to = row.validTo;
    else all.push({ words: words(row), from: row.validFrom, to: row.validTo });
  }
  return all;
}

const since = (day: PlainDate, stretches: readonly Stretch[]): Stretch[] =>
  stretches
    .filter(({ to }) => to === null || to >= day)
    .map((each) => ({ ...each, from: each.from < day ? day : each.from }));

/**
 * Whose history of one fact holds without anybody being asked: where both say the same for the same days, that of the record that
 * stays; where one begins earlier and says the same from the other's first day on, that one. Null where they contradict each
 * other in any day, an end or a gap among them. Of a longer history of the record that goes the spelling must be the same too:
 * it takes the place of what stands.
 *
 * Source: issue 8 section 3 (collisions are decided in the preview).
 * @param rows of each record, in the order of their days
 * @example SEN K since 2024-09-01 / E to 2020-08-31, K since 2020-09-01 // 'goes'
 * @example SEN K since 2024-09-01 / E since 2023-09-01 // null: somebody says which
 */
export function historyThatHolds<Row extends Dated>(
  [a, b]: readonly [readonly Row[], readonly Row[]],
  words: (row: Row) => string,
): 'stays' | 'goes' | null {
  const reaches = (longer: readonly Row[], shorter: readonly Row[], said: (row: Row) => string): boolean => {
    const [one, other] = [joined(longer, said), joined(shorter, said)];
    const first = other[0]?.from;
    return first !== undefined && JSON.stringify(since(first, one)) === JSON.stringify(other);
  };
  if (reaches(a, b, (row) => foldedName(words(row)))) return 'stays';
  return reaches(b, a, words) ? 'goes' : null;
}
