import type { PlainDate } from '#domain/calendar/plainDate.ts';
import type { Episode } from './episode.ts';
import { type PeriodOfCare, periodsOfCare } from './periodsOfCare.ts';

/**
 * The period of care that covers a date, or null. Care covers its first day and not the day it ended: whoever ceased to be
 * looked after on 31 March is not looked after at 31 March.
 *
 * Source: SSDA903 guide, children looked after at 31 March (ceased on or before that day is a leaver of the year).
 * Example: a period from 2023-05-02 to 2024-03-31 covers 2024-03-30 and not 2024-03-31.
 */
export const periodOn = (periods: readonly PeriodOfCare[], date: PlainDate): PeriodOfCare | null =>
  periods.find((each) => each.start <= date && (each.end === null || each.end > date)) ?? null;

/**
 * Whether a child was looked after on a date, respite (V3, V4) left out unless asked for.
 *
 * Source: as `periodOn`; respite as in the national statistics.
 * Example: with one open episode from 2024-04-02 `lookedAfterOn(episodes, '2024-04-02')` is true, the day before false.
 */
export const lookedAfterOn = (
  episodes: readonly Episode[],
  date: PlainDate,
  options: { readonly includeRespite?: boolean } = {},
): boolean => periodOn(periodsOfCare(episodes, options).periods, date) !== null;
