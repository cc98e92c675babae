import type { Overview } from '#contract/overview.ts';
import type { Figure } from '#contract/shared.ts';
import { authorityName, targetsOf } from '#db/queries/peers.ts';
import type { AcademicYear } from '#domain/calendar/academicYear.ts';
import type { PlainDate } from '#domain/calendar/plainDate.ts';
import type { ReportContext } from '../measures/reportRows.ts';
import { gapReport } from '../reports/gapReport.ts';
import { headlineMeasure, latestResultsYear } from './headlineMeasures.ts';

/** The gap of a key stage's headline measure in its latest year: the figure of the county (null) and each locality. */
export type Headline = {
  year: AcademicYear;
  title: string;
  rows: Map<string | null, Figure>;
  looked: Map<string | null, { value: number | null; n: number; peer: number | null }>;
  unit: string;
};

/** The headline gap of a key stage as at a date; null while no results have been received. */
export function headlineGap(context: ReportContext, keyStage: 2 | 4, asAt: PlainDate): Headline | null {
  const year = latestResultsYear(context.reader, keyStage, asAt);
  if (year === null) return null;
  const measure = headlineMeasure(keyStage, year);
  const authority = authorityName(context.reader);
  const target = targetsOf(context.reader, measure, authority).find(
    (row) => row.academicYear === year && row.kind === 'maximumGap',
  );
  const peer = target?.peer === 'England' ? 'England' : 'Kent';
  const report = gapReport(context, {
    measure,
    fromYear: year,
    toYear: year,
    peer,
    cohort: 'LAC12',
    by: 'locality',
    everyYear: false,
    uasc: 'with',
  });
  const rows = [...report.county, ...report.localities];
  return {
    year,
    title: `${report.measure.shortName} gap, ${peer} peers`,
    unit: report.measure.unit === 'percent' ? ' %' : '',
    rows: new Map(rows.map((row) => [row.localityId, row.gap])),
    looked: new Map(rows.map((row) => [row.localityId, { value: row.lookedAfter, n: row.withResult, peer: row.peer }])),
  };
}

/** The headline figure of the county (null) or a locality. */
export function gapOf(gap: Headline | null, localityId: string | null, asAt: PlainDate): Figure {
  const figure = gap?.rows.get(localityId);
  if (figure) return figure;
  return {
    value: null,
    unit: 'points',
    absent: 'notAvailable',
    numerator: null,
    denominator: null,
    n: null,
    cohort: '',
    coverage: null,
    bounds: null,
    interval: null,
    definition: 'No results of this key stage have been received by the date.',
    source: 'Results in this store',
    rag: null,
    target: null,
    change: null,
    drill: { figure: 'children', asAt, academicYear: null, localityId, measure: null },
  };
}

/** The headline gap as a tile. */
export function gapTile(key: 'ks2Gap' | 'ks4Gap', gap: Headline | null, figure: Figure): Overview['tiles'][number] {
  if (!gap)
    return { key, title: key === 'ks2Gap' ? 'KS2 gap' : 'KS4 gap', figure, detail: 'no results received by the date' };
  const { value, n, peer } = gap.looked.get(figure.drill?.localityId ?? null) ?? { value: null, n: 0, peer: null };
  const shown =
    gap.unit === ' %'
      ? value === null
        ? 'not available'
        : `${value.toFixed(1)} %`
      : value === null
        ? 'not available'
        : value.toFixed(1);
  return {
    key,
    title: gap.title,
    figure,
    detail: `${gap.year}: ${shown}, n ${n}; peers ${peer === null ? 'not published' : `${peer}${gap.unit}`}`,
  };
}
