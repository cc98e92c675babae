import { addDays, type PlainDate } from '#domain/calendar/plainDate.ts';
import type { ChildRow, Dated, FactKind, FactRows, Facts } from '#domain/facts/factRows.ts';
import type { Problem } from '#domain/facts/ruling.ts';
import { foldedName } from './foldedName.ts';
import { UPN_ISSUER } from './upnSaid.ts';

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

type OfChild = { readonly id: string; readonly childId: string };
type Stretch = OfChild & Dated;

/** The words of a stretch and its days. */
const inDays = (words: string, { validFrom, validTo }: Dated): string =>
  `${words}, ${validTo === null ? `since ${validFrom}` : `${validFrom} to ${validTo}`}`;

/**
 * Two records of one child as one: all that is held of the record that goes is held of the one that stays.
 *
 * - What both say alike is one row; the other becomes its alias. What only one says is kept.
 * - What holds for stretches of time (names, birth date, authority, SEN status, who works with the child, care that overlaps)
 *   is taken whole from one of the two: stretches of both, mixed, were never anybody's history.
 * - Local ids, results, targets and secret placements of both are kept; secrecy is never lost. Two UPNs in force leave one,
 *   and the other still finds the child. Enrolments of one school and first day are one, and no mark is lost.
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
  const alias = (kind: FactKind, row: { id: string }, intoRow: { id: string }) =>
    aliases.push({ kind, rowId: row.id, intoId: intoRow.id });
  /** Whether that of the record that goes holds. */
  const fromGoes = (id: string, staysSays: string, goesSays: string): boolean => {
    collisions.push({ id, stays: staysSays, goes: goesSays });
    return decided(id) === 'goes';
  };
  const moved = <Row extends OfChild>(row: Row): Row => (row.childId === from.id ? { ...row, childId: into.id } : row);

  const wholes = <Row extends OfChild>(
    kind: FactKind,
    id: string,
    a: readonly Row[],
    b: readonly Row[],
    { same, words }: { same: boolean; words: (rows: readonly Row[]) => string },
  ): Row[] => {
    const [lastOfA, lastOfB] = [a.at(-1), b.at(-1)];
    if (!lastOfA || !lastOfB) return [...a, ...b.map(moved)];
    const goesHolds = !same && fromGoes(id, words(a), words(b));
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
    const [lastOfA, lastOfB] = [a.at(-1), b.at(-1)];
    const same =
      lastOfA !== undefined && lastOfB !== undefined && foldedName(words(lastOfA)) === foldedName(words(lastOfB));
    return wholes(kind, id, a, b, { same, words: (all) => all.map((row) => inDays(words(row), row)).join('; ') });
  };
  /** Rows of which the same may stand in both records; `key` says which are about one thing. */
  const one = <Row extends OfChild>(
    kind: FactKind,
    rows: readonly [readonly Row[], readonly Row[]],
    { key, words }: { key: (row: Row) => string; words?: (row: Row) => string },
  ): Row[] => {
    const [a, b] = rows;
    const kept = [...a];
    const places = new Map(a.map((row, at) => [key(row), at]));
    for (const row of b) {
      const at = places.get(key(row)) ?? -1;
      const twin = kept[at];
      if (!twin) kept.push(moved(row));
      else if (words && !isAlike(row, twin) && fromGoes(`${kind} ${key(row)}`, words(twin), words(row))) {
        alias(kind, twin, row);
        kept[at] = moved(row);
      } else alias(kind, row, twin);
    }
    return kept;
  };
  const pair = <Kind extends FactKind>(kind: Kind) => [stays[kind], goes[kind]] as const;
  const ofKind = <Row extends { kind: string }>([a, b]: readonly [readonly Row[], readonly Row[]], kind: string) =>
    [a.filter((row) => row.kind === kind), b.filter((row) => row.kind === kind)] as const;

  const nameOf = ({ forename, surname }: FactRows['names']) => [forename, surname].filter(Boolean).join(' ');
  const peps = one('peps', pair('peps'), {
    key: ({ dueOn, version }) => `${dueOn} version ${version}`,
    words: ({ status, heldOn }) => `${status}${heldOn === null ? '' : `, held ${heldOn}`}`,
  });
  const keptPeps = new Set(peps.map(({ id }) => id));
  const ofKeptPeps = <Row extends { pepId: string }>(rows: readonly Row[]) =>
    rows.filter(({ pepId }) => keptPeps.has(pepId));
  const openLeaver = stays.possibleLeavers.find(({ resolvedOn }) => resolvedOn === null);
  const leavers = goes.possibleLeavers.filter((row) => {
    if (openLeaver && row.resolvedOn === null) alias('possibleLeavers', row, openLeaver);
    return !(openLeaver && row.resolvedOn === null);
  });
  const facts: Facts = {
    child: [childOf(into, from, fromGoes)],
    identifiers: identifiersOf(one('identifiers', pair('identifiers'), { key: identifierKey }), fromGoes, {
      own: new Set(stays.identifiers.map(({ id }) => id)),
      today,
    }),
    names: [
      ...timeline('names', 'legalName', ofKind(pair('names'), 'legal'), nameOf),
      ...timeline('names', 'knownAsName', ofKind(pair('names'), 'knownAs'), nameOf),
    ],
    birthDates: timeline('birthDates', 'dateOfBirth', pair('birthDates'), ({ dateOfBirth }) => dateOfBirth),
    uasc: timeline('uasc', 'uasc', pair('uasc'), () => 'unaccompanied'),
    authorities: timeline('authorities', 'responsibleAuthority', pair('authorities'), ({ laCode }) => laCode),
    professionals: ['socialWorker', 'reviewingOfficer'].flatMap((kind) =>
      timeline('professionals', kind, ofKind(pair('professionals'), kind), ({ name }) => name),
    ),
    episodes: episodesOf(pair('episodes'), wholes, moved),
    secretPlacements: [...stays.secretPlacements, ...goes.secretPlacements.map(moved)],
    enrolments: one('enrolments', pair('enrolments'), {
      key: ({ schoolId, kind, startDate }) => `${schoolId ?? kind} ${startDate}`,
      words: ({ kind, ncYear, endDate }) => `${kind}, year ${ncYear ?? 'not known'}, to ${endDate ?? 'now'}`,
    }),
    senStatuses: timeline('senStatuses', 'senStatus', pair('senStatuses'), ({ status }) => status),
    results: one('results', pair('results'), { key: ({ supersedesId: _, ...row }) => contentOf(row) }),
    attainmentTargets: one('attainmentTargets', pair('attainmentTargets'), { key: contentOf }),
    suspensions: one('suspensions', pair('suspensions'), {
      key: ({ category, startDate }) => `${category} ${startDate}`,
      words: ({ sessions, status }) => `${sessions} sessions, ${status}`,
    }),
    peps,
    pepSections: ofKeptPeps([...stays.pepSections, ...goes.pepSections]),
    pepTargets: ofKeptPeps([...stays.pepTargets, ...goes.pepTargets]),
    possibleLeavers: [...stays.possibleLeavers, ...leavers.map(moved)],
  };
  return { facts: withoutDangling(facts, aliases), collisions, aliases, problems: [] };
}

const inOrder = <Row extends Dated>(rows: readonly Row[]): Row[] =>
  [...rows].sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1));

const identifierKey = ({ kind, value, issuer }: FactRows['identifiers']): string => `${kind} ${value} ${issuer}`;

/** What a row says, whoever's it is. */
const contentOf = ({ id: _id, childId: _child, ...says }: OfChild): string => JSON.stringify(says);
const isAlike = (a: OfChild, b: OfChild): boolean => contentOf(a) === contentOf(b);

type FromGoes = (id: string, stays: string, goes: string) => boolean;

function childOf(into: ChildRow, from: ChildRow, fromGoes: FromGoes): ChildRow {
  const says = (column: 'sex' | 'ethnicity' | 'firstLanguage'): string | null => {
    const [a, b] = [into[column], from[column]];
    if (a === null || b === null || a === b) return a ?? b;
    return fromGoes(column, a, b) ? b : a;
  };
  const disabled = into.disabled || from.disabled;
  return { ...into, sex: says('sex'), ethnicity: says('ethnicity'), firstLanguage: says('firstLanguage'), disabled };
}

/**
 * Of two UPNs in force one stays so, and of two local ids of one authority that of the record that stays; the others still find
 * the child.
 */
function identifiersOf(
  rows: readonly FactRows['identifiers'][],
  fromGoes: FromGoes,
  { own, today }: { own: ReadonlySet<string>; today: PlainDate },
): FactRows['identifiers'][] {
  const ended = (row: FactRows['identifiers'], kind = row.kind) => {
    const yesterday = addDays(today, -1);
    return { ...row, kind, validTo: row.validFrom > yesterday ? row.validFrom : yesterday };
  };
  const inForce = (kind: string, issuer: string, isOwn: boolean) =>
    rows.find((row) => row.kind === kind && row.issuer === issuer && row.validTo === null && own.has(row.id) === isOwn);
  const [a, b] = [inForce('upn', UPN_ISSUER, true), inForce('upn', UPN_ISSUER, false)];
  const given = a && b ? (fromGoes('upn', a.value, b.value) ? a : b) : null;
  return rows.map((row) => {
    if (row === given) return ended(row, 'formerUpn');
    const isOther = row.kind === 'localId' && row.validTo === null && !own.has(row.id);
    return isOther && inForce('localId', row.issuer, true) ? ended(row) : row;
  });
}

/** Care of both where it does not overlap; else the care of one of the two, whole. */
function episodesOf(
  [a, b]: readonly [readonly FactRows['episodes'][], readonly FactRows['episodes'][]],
  wholes: <Row extends OfChild>(
    kind: FactKind,
    id: string,
    a: readonly Row[],
    b: readonly Row[],
    how: { same: boolean; words: (rows: readonly Row[]) => string },
  ) => Row[],
  moved: <Row extends OfChild>(row: Row) => Row,
): FactRows['episodes'][] {
  const begins = (one: FactRows['episodes'], other: FactRows['episodes']) =>
    one.endDate === null || other.startDate < one.endDate;
  const overlaps = a.some(
    (x) => b.some((y) => begins(x, y) && begins(y, x)) || b.some((y) => x.startDate === y.startDate),
  );
  if (!overlaps) return [...a, ...b.map(moved)];
  const byStart = (rows: readonly FactRows['episodes'][]) =>
    [...rows].sort((x, y) => (x.startDate < y.startDate ? -1 : 1));
  const words = (rows: readonly FactRows['episodes'][]) =>
    `${rows.length} ${rows.length === 1 ? 'episode' : 'episodes'} from ${rows[0]?.startDate ?? ''}`;
  const [sortedA, sortedB] = [byStart(a), byStart(b)];
  const same = JSON.stringify(sortedA.map(contentOf)) === JSON.stringify(sortedB.map(contentOf));
  return wholes('episodes', 'care', sortedA, sortedB, { same, words });
}

/** Rows that name one which became another's alias name that other. */
function withoutDangling(facts: Facts, aliases: readonly Alias[]): Facts {
  const into = new Map(aliases.map(({ rowId, intoId }) => [rowId, intoId]));
  const place = (id: string | null) => (id === null ? null : (into.get(id) ?? id));
  return {
    ...facts,
    results: facts.results.map((row) => ({ ...row, supersedesId: place(row.supersedesId) })),
    peps: facts.peps.map((row) => ({ ...row, amendsId: place(row.amendsId) })),
  };
}
