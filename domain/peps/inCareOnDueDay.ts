import { earlierOf, type PlainDate } from '#domain/calendar/plainDate.ts';

/**
 * Whether a child was looked after on the day a PEP fell due, as at a date: the day care began is in it, the day it ended
 * is not. A child who was out of care then is out of the denominator, also one who has come back since. An end after the
 * date asked about had not come yet.
 *
 * Source: domain.md section 8 ('Children who left care on or before the due date are out of the denominator').
 * @example care to 10 January and again from 1 March, due 20 January // false
 * @example care to 20 January, due 20 January // false
 */
export function inCareOnDueDay(
  due: PlainDate,
  care: readonly { readonly start: PlainDate; readonly end: PlainDate | null }[],
  asAt: PlainDate,
): boolean {
  return care.some(({ start, end }) => start <= due && (end === null || end > earlierOf(due, asAt)));
}
