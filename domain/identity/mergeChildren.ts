import type { PlainDate } from '#domain/calendar/plainDate.ts';
import type { ChildRow, Dated, FactKind, FactRows, Facts } from '#domain/facts/factRows.ts';
import type { Problem } from '#domain/facts/ruling.ts';
import { historyThatHolds } from './mergedHistory.ts';
import { mergedIdentifiers } from './mergedIdentifiers.ts';
import { ofOneResult, ofOneSuspension, ofOneTarget, ofOneTime } from './mergedKinds.ts';
import { mergedPeps } from './mergedPeps.ts';
import { contentOf, type Merging, mergedRows, type OfChild, type RowsOfOneThing } from './mergedRows.ts';

/** Where both records say something and not the same: one of the two holds. */
export interface Collision {
  readonly id: string;
  readonly stays: string;
  readonly goes: string;
}

/** A row that is made twice: the one it becomes. */
export interface Alias {
  readonly kind: FactKind;
  readonly rowId: string;
  readonly intoId: string;
}

export interface Merged {
  /** What is then held of the child that stays; the record that goes has nothing left. */
  readonly facts: Facts;
  readonly collisions: readonly Collision[];
  readonly aliases: readonly Alias[];
  readonly problems: readonly Problem[];
}

/** Which of two holds, by the collision's id; null where nobody has said: that of the record that stays. */
export type Decided = (collision: string) => 'stays' | 'goes' | null;

type Stretch = OfChild & Dated;

/** The words of a stretch and its days. */
const inDays = (words: string, { validFrom, validTo }: Dated): string =>
  `${words}, ${validTo === null ? `since ${validFrom}` : `${validFrom} to ${validTo}`}`;

/**
 * Two records of one child as one: all that is held of the record that goes is held of the one that stays.
 *
 * - What both say alike is one row; the other becomes its alias. What only one says is kept, and what a row leaves unsaid is as
 *   the other has it.
 * - What holds for stretches of time (names, birth date, authority, SEN status, who works with the child, care that overlaps)
 *   is taken whole from one of the two: stretches of both, mixed, were never anybody's history. One that reaches further back
 *   and says the same since holds (`historyThatHolds`).
 * - Local ids, secret placements, results and targets of both are kept; of one test, entry, status and day there is one result.
 *   Secrecy is never lost. Two UPNs in force leave one,
 *   and the other still finds the child (`mergedIdentifiers`). Times at one school that overlap are one, and no mark is lost;
 *   suspensions are one of a day, category and school; of PEPs see `mergedPeps`.
 * - A closed record is never merged.
 *
 * Source: exchange.md section 4 (the same child twice); issue 8 section 3 (merging); domain.md section 1.
 * @example Ida under M1 and, made a second time, under M9 // Ida with both local ids, whatever stood on either
 */
export function mergeChildren(stays: Facts, goes: Facts, decided: Decided, today: PlainDate): Merged {
  const [into, from] = [stays.child[0], goes.child[0]];
  const refused = (reason: string): Merged => ({
    facts: stays,
    collisions: [],
    aliases: [],
    problems: [{ field: 'goesId', value: from?.id ?? '', reason }],
  });
  if (!into || !from || into.id === from.id) return refused('Choose two records that are here');
  if (into.sealedOn !== null || from.sealedOn !== null)
    return refused('A record that adoption has closed is not merged');

  const collisions: Collision[] = [];
  const aliases: Alias[] = [];
  const merging: Merging = {
    moved: (row) => (row.childId === from.id ? { ...row, childId: into.id } : row),
    alias: (kind, row, intoRow) => aliases.push({ kind, rowId: row.id, intoId: intoRow.id }),
    fromGoes: (id, staysSays, goesSays) => {
      const before = collisions.filter((each) => each.id === id || each.id.startsWith(`${id} (`)).length;
      const own = before === 0 ? id : `${id} (${before + 1})`;
      const unlike = staysSays === goesSays ? '; they differ in what is not shown here' : '';
      collisions.push({ id: own, stays: `${staysSays}${unlike}`, goes: `${goesSays}${unlike}` });
      return decided(own) === 'goes';
    },
  };
  const { moved, alias } = merging;

  const wholes: Wholes = (kind, a, b, holds) => {
    const [lastOfA, lastOfB] = [a.at(-1), b.at(-1)];
    if (!lastOfA || !lastOfB) return [...a, ...b.map(moved)];
    const goesHolds = holds() === 'goes';
    for (const row of goesHolds ? a : b) alias(kind, row, goesHolds ? lastOfB : lastOfA);
    return goesHolds ? b.map(moved) : [...a];
  };
  const timeline = <Row extends Stretch>(
    kind: FactKind,
    id: string,
    rows: readonly [readonly Row[], readonly Row[]],
    words: (row: Row) => string,
  ): Row[] => {
    const [a, b] = rows.map(inOrder) as [Row[], Row[]];
    const all = (of: readonly Row[]) => of.map((row) => inDays(words(row), row)).join('; ');
    return wholes(
      kind,
      a,
      b,
      () => historyThatHolds([a, b], words) ?? (merging.fromGoes(id, all(a), all(b)) ? 'goes' : 'stays'),
    );
  };
  /** Rows of which the same may stand in both records; `how` says which are about one thing. */
  const one = <Row extends OfChild>(
    kind: FactKind,
    rows: readonly [readonly Row[], readonly Row[]],
    how: RowsOfOneThing<Row>,
  ): Row[] => mergedRows(kind, rows, how, merging);
  const pair = <Kind extends FactKind>(kind: Kind) => [stays[kind], goes[kind]] as const;
  const ofKind = <Row extends { kind: string }>([a, b]: readonly [readonly Row[], readonly Row[]], kind: string) =>
    [a.filter((row) => row.kind === kind), b.filter((row) => row.kind === kind)] as const;

  const nameOf = ({ forename, surname }: FactRows['names']) => [forename, surname].filter(Boolean).join(' ');
  const openLeaver = stays.possibleLeavers.find(({ resolvedOn }) => resolvedOn === null);
  const leavers = goes.possibleLeavers.filter((row) => {
    if (openLeaver && row.resolvedOn === null) alias('possibleLeavers', row, openLeaver);
    return !(openLeaver && row.resolvedOn === null);
  });
  const facts: Facts = {
    child: [childOf(into, from, merging.fromGoes)],
    identifiers: mergedIdentifiers(pair('identifiers'), merging, today),
    names: [
      ...timeline('names', 'legalName', ofKind(pair('names'), 'legal'), nameOf),
      ...timeline('names', 'knownAsName', ofKind(pair('names'), 'knownAs'), nameOf),
    ],
    birthDates: timeline('birthDates', 'dateOfBirth', pair('birthDates'), bornOn),
    uasc: timeline('uasc', 'uasc', pair('uasc'), () => 'unaccompanied'),
    authorities: timeline('authorities', 'responsibleAuthority', pair('authorities'), ({ laCode }) => laCode),
    professionals: ['socialWorker', 'reviewingOfficer'].flatMap((kind) =>
      timeline('professionals', kind, ofKind(pair('professionals'), kind), ({ name }) => name),
    ),
    episodes: episodesOf(pair('episodes'), wholes, merging),
    secretPlacements: [...stays.secretPlacements, ...goes.secretPlacements.map(moved)],
    enrolments: one('enrolments', pair('enrolments'), ofOneTime),
    senStatuses: timeline('senStatuses', 'senStatus', pair('senStatuses'), ({ status }) => status),
    results: one('results', pair('results'), ofOneResult([...stays.results, ...goes.results])),
    attainmentTargets: one('attainmentTargets', pair('attainmentTargets'), ofOneTarget),
    suspensions: one('suspensions', pair('suspensions'), ofOneSuspension),
    ...mergedPeps(stays, goes, merging),
    possibleLeavers: [...stays.possibleLeavers, ...leavers.map(moved)],
  };
  return { facts: withoutDangling(facts, aliases), collisions, aliases, problems: [] };
}

const inOrder = <Row extends Dated>(rows: readonly Row[]): Row[] =>
  [...rows].sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1));

const bornOn = ({ dateOfBirth, disputed }: FactRows['birthDates']): string =>
  `${dateOfBirth}${disputed ? ', disputed' : ''}`;

type Wholes = <Row extends OfChild>(
  kind: FactKind,
  a: readonly Row[],
  b: readonly Row[],
  holds: () => 'stays' | 'goes',
) => Row[];

function childOf(into: ChildRow, from: ChildRow, fromGoes: Merging['fromGoes']): ChildRow {
  const says = (column: 'sex' | 'ethnicity' | 'firstLanguage'): string | null => {
    const [a, b] = [into[column], from[column]];
    if (a === null || b === null || a === b) return a ?? b;
    return fromGoes(column, a, b) ? b : a;
  };
  const disabled = into.disabled || from.disabled;
  return { ...into, sex: says('sex'), ethnicity: says('ethnicity'), firstLanguage: says('firstLanguage'), disabled };
}

/** Care of both where it does not overlap; else the care of one of the two, whole. */
function episodesOf(
  [a, b]: readonly [readonly FactRows['episodes'][], readonly FactRows['episodes'][]],
  wholes: Wholes,
  { moved, fromGoes }: Merging,
): FactRows['episodes'][] {
  const begins = (one: FactRows['episodes'], other: FactRows['episodes']) =>
    one.endDate === null || other.startDate < one.endDate;
  const overlaps = a.some(
    (x) => b.some((y) => begins(x, y) && begins(y, x)) || b.some((y) => x.startDate === y.startDate),
  );
  if (!overlaps) return [...a, ...b.map(moved)];
  const byStart = (rows: readonly FactRows['episodes'][]) =>
    [...rows].sort((x, y) => (x.startDate < y.startDate ? -1 : 1));
  const content = ({ source: _, ...row }: FactRows['episodes']) => contentOf(row);
  const words = (rows: readonly FactRows['episodes'][], others: readonly FactRows['episodes'][]) => {
    const theirs = new Set(others.map(content));
    const only = rows.filter((row) => !theirs.has(content(row)));
    const each = only.map(
      (row) => `${row.legalStatus} ${row.placementType} ${row.startDate} to ${row.endDate ?? 'now'}`,
    );
    return [
      `${rows.length} ${rows.length === 1 ? 'episode' : 'episodes'} from ${rows[0]?.startDate ?? ''}`,
      ...each,
    ].join('; ');
  };
  const [sortedA, sortedB] = [byStart(a), byStart(b)];
  const same = JSON.stringify(sortedA.map(content)) === JSON.stringify(sortedB.map(content));
  return wholes('episodes', sortedA, sortedB, () =>
    same || !fromGoes('care', words(sortedA, sortedB), words(sortedB, sortedA)) ? 'stays' : 'goes',
  );
}

/** Rows that name one which became another's alias name that other; none comes to take its own place, by however many steps. */
function withoutDangling(facts: Facts, aliases: readonly Alias[]): Facts {
  const into = new Map(aliases.map(({ rowId, intoId }) => [rowId, intoId]));
  const place = (id: string | null) => (id === null ? null : (into.get(id) ?? id));
  const placeOf = new Map(facts.results.map((row) => [row.id, place(row.supersedesId)]));
  for (const id of placeOf.keys()) {
    const seen = new Set([id]);
    let last = id;
    for (let next = placeOf.get(id) ?? null; next !== null && !seen.has(next); next = placeOf.get(next) ?? null) {
      seen.add(next);
      last = next;
    }
    if (seen.has(placeOf.get(last) ?? '')) placeOf.set(last, null);
  }
  return {
    ...facts,
    results: facts.results.map((row) => ({ ...row, supersedesId: placeOf.get(row.id) ?? null })),
    peps: facts.peps.map((row) => ({ ...row, amendsId: place(row.amendsId) })),
  };
}
