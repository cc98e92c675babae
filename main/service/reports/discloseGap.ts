import type { GapReport, GapRow } from '#contract/reports.ts';
import { isSmallCount, SMALLEST_SHOWN_DENOMINATOR, SUPPRESSED } from '#domain/disclosure/primarySuppression.ts';
import type { Sum } from '#domain/disclosure/recoverableCounts.ts';
import { countsToHide } from '#domain/disclosure/secondarySuppression.ts';

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

/** Which rows' counts are hidden: reached, not reached, with result, without result, in cohort; localities add up to the county. */
function hiddenShares(
  rows: readonly GapRow[],
): { reached: boolean; percentage: boolean; withResult: boolean; inCohort: boolean }[] {
  const counts = rows.flatMap((row) => [
    row.reached ?? 0,
    row.withResult - (row.reached ?? 0),
    row.withResult,
    row.inCohort - row.withResult,
    row.inCohort,
  ]);
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

/** For means and rates of sessions: figures on 1 to 5 children are hidden, and one more where the county's would tell it. */
function hiddenMeans(
  rows: readonly GapRow[],
): { reached: boolean; percentage: boolean; withResult: boolean; inCohort: boolean }[] {
  const small = rows.map((row) => isSmallCount(row.withResult) || isSmallCount(row.inCohort - row.withResult));
  const localities = rows.flatMap((row, index) => (row.isCounty || row.withResult === 0 ? [] : [index]));
  const lone = localities.filter((index) => small[index]);
  if (lone.length === 1) {
    const next = localities
      .filter((index) => !small[index])
      .sort((a, b) => (rows[a]?.withResult ?? 0) - (rows[b]?.withResult ?? 0))[0];
    if (next !== undefined) small[next] = true;
  }
  return small.map((hidden) => ({ reached: hidden, percentage: hidden, withResult: hidden, inCohort: hidden }));
}

/**
 * A gap report as it may leave the team: counts of 1 to 5 and what would reveal them are `c`, and the gap, change and
 * rating follow their figure (domain.md section 12). `suppressed` counts the cells hidden.
 */
export function discloseGap(report: GapReport): { rows: DisclosedRow[]; suppressed: number } {
  const years = [...new Set(report.county.map((row) => row.academicYear))];
  let suppressed = 0;
  const cell = (hidden: boolean, value: number | null, decimals: number | null, unknown: string): string => {
    if (value === null) return unknown;
    if (!hidden) return decimals === null ? String(value) : value.toFixed(decimals);
    suppressed += 1;
    return SUPPRESSED;
  };
  const rows = years.flatMap((year) => {
    const ofYear = [...report.localities, ...report.county].filter((row) => row.academicYear === year);
    const isShare = report.measure.unit === 'percent' && ofYear.some((row) => row.reached !== null);
    const hidden = isShare ? hiddenShares(ofYear) : hiddenMeans(ofYear);
    return ofYear.map((row, index): DisclosedRow => {
      const hide = hidden[index] ?? { reached: true, percentage: true, withResult: true, inCohort: true };
      const words = row.lookedAfterAbsent === 'noTests' ? (row.peerNote ?? 'no tests') : 'not available';
      const { change, rag } = row.gap;
      return {
        year,
        area: row.name,
        inCohort: cell(hide.inCohort, row.inCohort, null, ''),
        withResult: cell(hide.withResult, row.withResult, null, ''),
        reached: cell(hide.reached, row.reached, null, ''),
        lookedAfter: cell(hide.percentage, row.lookedAfter, 1, words),
        peer: row.peer === null ? 'not published' : String(row.peer),
        gap: cell(hide.percentage, row.gap.value, 1, row.gap.absent === 'notPublished' ? 'peer not published' : words),
        change: hide.percentage && change ? SUPPRESSED : change ? `${change.size.toFixed(1)} ${change.word}` : '',
        rating: hide.percentage && rag ? SUPPRESSED : rag ? ratings[rag] : '',
      };
    });
  });
  return { rows, suppressed };
}
