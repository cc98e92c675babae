import type { FactKind, Facts } from '#domain/facts/factRows.ts';
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
  | 'madeTwice';

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
  /** The facts put right, from what is held then; null where two records are looked at and made one instead. */
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
