import type { GapReport, GapRow } from '#contract/reports.ts';
import { SMALLEST_SHOWN_DENOMINATOR, SUPPRESSED } from '#domain/disclosure/primarySuppression.ts';
import type { Sum } from '#domain/disclosure/recoverableCounts.ts';
import { countsToHide } from '#domain/disclosure/secondarySuppression.ts';
import { halfUp } from '#domain/format/halfUp.ts';
import { isMeasureId, measureOf } from '#domain/measures/catalogue.ts';
import { kindOf } from '../measures/measureMembers.ts';

/** One line of a table that leaves the team: every cell as it is printed, `c` where suppressed. */
export type DisclosedRow = {
  year: string;
  area: string;
  inCohort: string;
  withResult: string;
  reached: string;
  lookedAfter: string;
  peer: string;
  gap: string;
  change: string;
  rating: string;
};

const ratings = {
  met: 'Met',
  floorMet: 'Floor met',
  missed: 'Missed',
  tooFew: 'too few to rate',
  noTarget: '',
} as const;

type Hidden = { reached: boolean; percentage: boolean; withResult: boolean; inCohort: boolean };

/** The events or children a figure counts among its children; null for a mean and for sessions, which tell no child. */
function reachedOf(report: GapReport, row: GapRow): number | null {
  const kind = isMeasureId(report.measure.id) ? kindOf(measureOf(report.measure.id)) : 'share';
  if (kind === 'share') return row.reached ?? 0;
  return kind === 'rate' ? (row.gap.numerator ?? 0) : null;
}

/** Which rows' counts are hidden: reached, not reached, with result, without result, in cohort; localities add up to the county. */
function hiddenIn(report: GapReport, rows: readonly GapRow[]): Hidden[] {
  const counts = rows.flatMap((row) => {
    const reached = reachedOf(report, row);
    return [
      reached,
      reached === null ? null : row.withResult - reached,
      row.withResult,
      row.inCohort - row.withResult,
      row.inCohort,
    ];
  });
  const total = rows.findIndex((row) => row.isCounty);
  const parts = rows.flatMap((row, index) => (row.isCounty ? [] : [index]));
  const sums: Sum[] = [
    ...rows.flatMap((_row, index) => [
      { total: index * 5 + 2, parts: [index * 5, index * 5 + 1] },
      { total: index * 5 + 4, parts: [index * 5 + 2, index * 5 + 3] },
    ]),
    ...(parts.length > 0 && total !== -1
      ? [0, 1, 2, 3, 4].map((which) => ({ total: total * 5 + which, parts: parts.map((part) => part * 5 + which) }))
      : []),
  ];
  const hidden = countsToHide(counts, sums);
  return rows.map((row, index) => {
    const [reached, notReached, withResult, , inCohort] = [0, 1, 2, 3, 4].map(
      (which) => hidden[index * 5 + which] === true,
    );
    const percentage =
      reached === true ||
      notReached === true ||
      withResult === true ||
      (row.withResult > 0 && row.withResult < SMALLEST_SHOWN_DENOMINATOR);
    return { reached: reached === true, percentage, withResult: withResult === true, inCohort: inCohort === true };
  });
}

/**
 * A gap report as it may leave the team: counts of 1 to 5 and what would reveal them are `c`, and the gap, change and
 * rating follow their figure (domain.md section 12). A change also tells the figure of the year before, so it is shown
 * only beside a report in which that one is shown too: hand over one year more than is printed.
 */
export function discloseGap(report: GapReport): DisclosedRow[] {
  const years = [...new Set(report.county.map((row) => row.academicYear))];
  const shown = new Set<string>();
  const cell = (hidden: boolean, value: number | null, decimals: number | null, unknown: string): string => {
    if (value === null) return unknown;
    if (hidden) return SUPPRESSED;
    return decimals === null ? String(value) : halfUp(value, decimals);
  };
  return years.flatMap((year) => {
    const ofYear = [...report.localities, ...report.county].filter((row) => row.academicYear === year);
    const hidden = hiddenIn(report, ofYear);
    return ofYear.map((row, index): DisclosedRow => {
      const hide = hidden[index] ?? { reached: true, percentage: true, withResult: true, inCohort: true };
      const words = row.lookedAfterAbsent === 'noTests' ? (row.peerNote ?? 'no tests') : 'not available';
      const { change, rag } = row.gap;
      if (!hide.percentage) shown.add(`${year} ${row.name}`);
      const changeTells = hide.percentage || (change !== null && !shown.has(`${change.since} ${row.name}`));
      return {
        year,
        area: row.name,
        inCohort: cell(hide.inCohort, row.inCohort, null, ''),
        withResult: cell(hide.withResult, row.withResult, null, ''),
        reached: cell(hide.reached, row.reached, null, ''),
        lookedAfter: cell(hide.percentage, row.lookedAfter, 1, words),
        peer: row.peer === null ? 'not published' : String(row.peer),
        gap: cell(hide.percentage, row.gap.value, 1, row.gap.absent === 'notPublished' ? 'peer not published' : words),
        change: changeTells && change ? SUPPRESSED : change ? `${halfUp(change.size, 1)} ${change.word}` : '',
        rating: hide.percentage && rag ? SUPPRESSED : rag ? ratings[rag] : '',
      };
    });
  });
}
