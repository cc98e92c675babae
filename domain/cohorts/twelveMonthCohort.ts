import { addDays, addMonths, type PlainDate } from '#domain/calendar/plainDate.ts';
import { type Episode, isRespite } from './episode.ts';
import { periodOn } from './lookedAfterOn.ts';
import { type EpisodeProblem, type PeriodOfCare, periodsOfCare } from './periodsOfCare.ts';

/** A child's standing to the 12-month cohort, with the reason when it is not in it. */
export type TwelveMonthStanding = {
  readonly inCohort: boolean;
  readonly reason: 'inCohort' | 'notLookedAfterOnDate' | 'lessThanTwelveMonths' | 'respiteOnly';
  /** The period of care on the cohort date, if there is one. */
  readonly period: PeriodOfCare | null;
  readonly problems: readonly EpisodeProblem[];
};

/**
 * The latest day on which a period of care can begin and have lasted twelve months at the end of a cohort date: the year
 * to 31 March begins on 1 April. `twelveMonthsBefore('2025-03-31')` is `'2024-04-01'`.
 */
export const twelveMonthsBefore = (cohortDate: PlainDate): PlainDate => addDays(addMonths(cohortDate, -12), 1);

/**
 * Whether a child belongs to the outcomes cohort LAC12: looked after continuously for at least 12 months at the cohort
 * date (see `outcomesCohortDate`), respite (legal status V3, V4) left out, computed from the episodes.
 *
 * Source: DfE, "Outcomes for children looked after by local authorities in England" (continuously for at least 12 months
 * at 31 March, excluding respite); domain section 4.
 * Example, cohort date 2025-03-31: in care since 2024-04-01 and left on 2025-04-02: in. Left on 2025-03-30: out. Came on
 * 2024-04-02: out, less than twelve months.
 */
export const twelveMonthCohort = (episodes: readonly Episode[], cohortDate: PlainDate): TwelveMonthStanding => {
  const { periods, problems } = periodsOfCare(episodes);
  const period = periodOn(periods, cohortDate);
  if (period !== null) {
    const inCohort = period.start <= twelveMonthsBefore(cohortDate);
    return { inCohort, reason: inCohort ? 'inCohort' : 'lessThanTwelveMonths', period, problems };
  }
  const inRespite = episodes.some(
    (each) => isRespite(each) && each.start <= cohortDate && (each.end === null || each.end > cohortDate),
  );
  return { inCohort: false, reason: inRespite ? 'respiteOnly' : 'notLookedAfterOnDate', period: null, problems };
};
