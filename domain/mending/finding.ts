import type { PlainDate } from '#domain/calendar/plainDate.ts';
import type { FactKind, Facts, PepTargetRow } from '#domain/facts/factRows.ts';
import { type Ruling, refusedFor } from '#domain/facts/ruling.ts';

/** A field that version 0.2 changed, as its log has it; the latest last. */
export interface OldChange {
  readonly childId: string;
  readonly kind: FactKind;
  readonly rowId: string;
  /** As the fact's row calls it: 'startDate'. */
  readonly field: string;
  readonly old: string | number | boolean | null;
  readonly now: string | number | boolean | null;
}

export type FindingKind =
  | 'startMoved'
  | 'targetOverwritten'
  | 'resultTurnedBack'
  | 'blanked'
  | 'placementForgotten'
  | 'pepLeftEmpty'
  | 'madeTwice'
  | 'birthSplit'
  | 'nameSplit'
  | 'datedOnImport'
  | 'turnedBack'
  | 'careBegunTwice'
  | 'closedStill'
  | 'pepTargetLost';

/** How version 0.2 made a row: in which change set, in an import of which day, and the day in the name of that import's list. */
export interface MadeByEarlier {
  readonly set: number;
  readonly importedOn: PlainDate | null;
  readonly listOf: PlainDate | null;
}

/** What is known of the time of version 0.2, beside what is held now. */
export interface Earlier {
  readonly changes: readonly OldChange[];
  /** In which change set a PEP was made, by its id; of one that is not known nothing is concluded. */
  readonly madeIn: ReadonlyMap<string, number>;
  /** Of rows that version 0.2 made, by their id; none of what came since. */
  readonly byEarlier: ReadonlyMap<string, MadeByEarlier>;
  /** Targets of PEPs that version 0.2 took out, the latest last. */
  readonly targetsTakenOut: readonly PepTargetRow[];
  readonly today: PlainDate;
}

/** What version 0.2 did to facts without a word, for a person to decide. Its words have plain dates, and districts by id. */
export interface Finding {
  readonly kind: FindingKind;
  readonly childId: string;
  readonly rowId: string;
  /** What it is about, and at which school where it is at one. */
  readonly what: string;
  readonly schoolId: string | null;
  readonly was: string;
  readonly is: string;
  /** What putting it right does. */
  readonly mend: string;
  /** The facts put right, from what is held then; null where that is done elsewhere: two records are made one, a record is opened by two people. */
  readonly putRight: ((held: Facts) => Ruling) | null;
  /** The other record of the same child. */
  readonly otherChildId: string | null;
}

/** What 0.2 made of one field of a row: its values in their order, the one it left last. Empty where it changed nothing. */
export function valuesOf(
  changes: readonly OldChange[],
  kind: FactKind,
  rowId: string,
  field: string,
): readonly OldChange['now'][] {
  const own = changes.filter((change) => change.kind === kind && change.rowId === rowId && change.field === field);
  return own.length === 0 ? [] : [own[0]?.old ?? null, ...own.map(({ now }) => now)];
}

/** Facts put right, which nothing else is said of. */
export const mended = (facts: Facts): Ruling => ({ facts, problems: [], remarks: [], said: [] });

/** Refused because what was found is not there any more, or something stands in the way. */
export const cannotMend = (held: Facts, value: string, reason: string): Ruling =>
  refusedFor(held, { field: 'findingId', value, reason });
