import { addDays, addMonths, latest, type PlainDate, partsOf, plainDate } from '#domain/calendar/plainDate.ts';

/**
 * The year that a looked-after return is of, 1 April to 31 March: that of the newest event it tells of. Whenever it is drawn, what
 * was in force after `to` it cannot know.
 *
 * Source: domain.md section 10 ("A return is the whole of its year").
 * @param days first and last days of its episodes; null is an episode that goes on
 * @param asOf the day it was drawn
 * @example yearOfReturn(['2024-06-03', '2025-02-11', null], '2025-07-15') // { from: '2024-04-01', to: '2025-03-31' }
 */
export function yearOfReturn(
  days: readonly (PlainDate | null)[],
  asOf: PlainDate,
): { readonly from: PlainDate; readonly to: PlainDate } {
  const newest = latest(days.filter((day) => day !== null && day <= asOf));
  const { year, month } = partsOf(newest ?? asOf);
  const from = plainDate(month >= 4 ? year : year - 1, 4, 1);
  return { from, to: addDays(addMonths(from, 12), -1) };
}

/**
 * Whether a return may be the first of the next year, in which nothing has begun or ended yet: it was drawn after the year of its
 * newest event, none of its episodes ends in that year, and returns that are here have ends in it. What it no longer says of
 * that year is then doubtful.
 *
 * @param ends those of its episodes; `held`: those of the episodes that returns here have
 * @example mayBeOfNextYear({ from: '2024-04-01', to: '2025-03-31' }, { asOf: '2025-05-01', ends: [null], held: ['2024-06-10'] }) // true
 */
export function mayBeOfNextYear(
  { from, to }: { from: PlainDate; to: PlainDate },
  { asOf, ends, held }: { asOf: PlainDate; ends: readonly (PlainDate | null)[]; held: readonly PlainDate[] },
): boolean {
  const isOfYear = (end: PlainDate | null) => end !== null && end > from && end <= to;
  return asOf > to && held.some(isOfYear) && !ends.some(isOfYear);
}

const IN_FORCE = ['careStart', 'placement', 'legalStatus', 'careEnd'] as const;

/** What is in force of a child's care, by the names that the list gives it. */
export type InForce = (typeof IN_FORCE)[number];

/**
 * The name of what a return says of what is in force. It is not the list's own: between two returns the one drawn later stands,
 * between a return and a list the one that knew of a later day.
 *
 * @example ofReturn('placement') // 'return placement'
 */
export const ofReturn = (what: InForce): string => `return ${what}`;

/** What a return speaks of, and asks lists about, as of no later day than the end of its year. */
export const toEndOfYear: ReadonlySet<string> = new Set([
  ...IN_FORCE,
  ...IN_FORCE.map(ofReturn),
  'responsibleAuthority',
]);

/** What a return says of what is in force. */
export const RETURN_IN_FORCE: readonly string[] = IN_FORCE.map(ofReturn);
