import type { GapRow } from '#contract/reports.ts';

/** One place on the time axis: a year, or the half-way point before a break in the series, where no line may cross. */
export type YearPoint = {
  /** Calendar year in which the academic year ends (2025 for 2024/25); a half before a series break. */
  year: number;
  lookedAfter: number | null;
  peer: number | null;
  /** 95 % interval as `[low, high]`, the shape recharts draws as a band. */
  band: [number, number] | null;
  gap: number | null;
};

/** A stretch of years without any tests, drawn as a grey band. */
export type NoTests = { from: number; to: number };

/** A year from which figures are made differently. */
export type SeriesBreak = { year: number; words: string };

/** One locality of the dot-and-interval chart. */
export type LocalityPoint = {
  name: string;
  gap: number | null;
  low: number | null;
  high: number | null;
  /** Children with a result. */
  n: number;
  /** What stands instead of a dot: 'n 9, too few to rate'. */
  words: string | null;
};

/**
 * The calendar year a school year's summer falls in, as charts and reports on results name it.
 * @example summerOf('2024/25') // 2025
 */
export const summerOf = (academicYear: string): number => Number(academicYear.slice(0, 4)) + 1;

/**
 * The county's rows as points on a time axis, oldest first, with an empty half-way point before each break in the
 * series: lines are not drawn across it, because figures on its two sides do not compare (domain.md section 3).
 */
export function yearPoints(rows: readonly GapRow[]): YearPoint[] {
  const points: YearPoint[] = [];
  for (const row of [...rows].sort((a, b) => a.academicYear.localeCompare(b.academicYear))) {
    const year = summerOf(row.academicYear);
    if (row.seriesBreak !== null && points.length > 0)
      points.push({ year: year - 0.5, lookedAfter: null, peer: null, band: null, gap: null });
    points.push({
      year,
      lookedAfter: row.lookedAfter,
      peer: row.peer,
      band: row.interval === null ? null : [row.interval.low, row.interval.high],
      gap: row.gap.value,
    });
  }
  return points;
}

/** The stretches of years without tests; years next to each other are one stretch. */
export function noTestsBands(rows: readonly GapRow[]): NoTests[] {
  const years = rows
    .filter((row) => row.lookedAfter === null && row.lookedAfterAbsent === 'noTests')
    .map((row) => summerOf(row.academicYear))
    .sort((a, b) => a - b);
  const bands: NoTests[] = [];
  for (const year of years) {
    const last = bands.at(-1);
    if (last !== undefined && last.to === year - 1) last.to = year;
    else bands.push({ from: year, to: year });
  }
  return bands;
}

/** The breaks in the series that lie inside the years shown (a break at the first year shown divides nothing). */
export function seriesBreaks(rows: readonly GapRow[]): SeriesBreak[] {
  const first = Math.min(...rows.map((row) => summerOf(row.academicYear)));
  return rows
    .filter((row) => row.seriesBreak !== null && summerOf(row.academicYear) > first)
    .map((row) => ({ year: summerOf(row.academicYear), words: row.seriesBreak ?? '' }));
}

const whyNone: Record<NonNullable<GapRow['gap']['absent']>, string> = {
  tooFew: 'too few to rate',
  notAvailable: 'no results',
  notPublished: 'peers not published',
  suppressed: 'suppressed',
  noTests: 'no tests',
};

const isDrawn = (row: GapRow): boolean => row.gap.value !== null && row.gap.rag !== 'tooFew';

const whyNot = (row: GapRow): string => whyNone[row.gap.value !== null ? 'tooFew' : (row.gap.absent ?? 'notAvailable')];

const localityOf = (row: GapRow): LocalityPoint => ({
  name: row.name,
  // Of too few children a dot would be read as a rating; the table beside it has the figure.
  gap: isDrawn(row) ? row.gap.value : null,
  low: isDrawn(row) ? (row.gap.interval?.low ?? null) : null,
  high: isDrawn(row) ? (row.gap.interval?.high ?? null) : null,
  n: row.withResult,
  words: isDrawn(row) ? null : `n ${row.withResult}, ${whyNot(row)}`,
});

/** Localities with the narrowest gap first; those without a figure last, by name. */
export function localityPoints(rows: readonly GapRow[]): LocalityPoint[] {
  return rows.map(localityOf).sort((a, b) => {
    if (a.gap !== null && b.gap !== null) return a.gap - b.gap;
    if (a.gap === null && b.gap === null) return a.name.localeCompare(b.name);
    return a.gap === null ? 1 : -1;
  });
}

/** An axis from zero: where it ends and the figures written on it. */
export type Axis = { top: number; ticks: number[] };

/**
 * An axis from zero past `highest` on a round step, with at most six ticks.
 * @example axisTo(68) // {top: 80, ticks: [0, 20, 40, 60, 80]}
 * @example axisTo(9.2) // {top: 10, ticks: [0, 2, 4, 6, 8, 10]}
 */
export function axisTo(highest: number): Axis {
  const reach = Math.max(highest, 0.5);
  const magnitude = 10 ** Math.floor(Math.log10(reach / 5));
  const step = magnitude * ([1, 2, 2.5, 5, 10].find((each) => Math.ceil(reach / (each * magnitude)) <= 5) ?? 10);
  const count = Math.ceil(reach / step);
  return { top: count * step, ticks: Array.from({ length: count + 1 }, (_, index) => index * step) };
}

/** The axis of rates: past the peers, the band and the target, and never past 100 for a percentage. */
export function rateAxis(points: readonly YearPoint[], unit: string, target: number | null): Axis {
  const highest = Math.max(
    target ?? 0,
    ...points.flatMap((point) => [point.peer ?? 0, point.lookedAfter ?? 0, point.band?.[1] ?? 0]),
  );
  return axisTo(unit === 'percent' ? Math.min(100, highest * 1.05) : highest * 1.05);
}

/** The gap axis on round steps: from zero, or from below it where a gap or its interval is negative. */
export function gapAxis(points: readonly LocalityPoint[], lines: readonly (number | null)[]): number[] {
  const values = [...points.flatMap((point) => [point.gap, point.low, point.high]), ...lines].filter(
    (value): value is number => value !== null,
  );
  const lowest = Math.min(0, ...values);
  const highest = Math.max(1, ...values);
  const step = axisTo(highest - lowest).ticks[1] ?? 1;
  const from = Math.floor(lowest / step);
  const to = Math.ceil(highest / step);
  return Array.from({ length: to - from + 1 }, (_, index) => (from + index) * step);
}
