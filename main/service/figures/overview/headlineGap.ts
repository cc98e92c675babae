import type { Overview } from '#contract/overview.ts';
import type { Figure } from '#contract/shared.ts';
import { authorityName, targetsOf } from '#db/queries/peers.ts';
import { yearsWithResults } from '#db/queries/resultsAsAt.ts';
import type { AcademicYear } from '#domain/calendar/academicYear.ts';
import type { PlainDate } from '#domain/calendar/plainDate.ts';
import { halfUp } from '#domain/format/halfUp.ts';
import { gapReport } from '../gap/gapReport.ts';
import type { ReportContext } from '../measures/reportRows.ts';
import { headlineMeasure } from './headlineMeasures.ts';

type Looked = Map<string | null, { value: number | null; n: number; peer: number | null }>;

/** The gap of a key stage's headline measure in its latest year: the figure of the county (null) and each locality. */
export type Headline = {
  year: AcademicYear;
  title: string;
  rows: Map<string | null, Figure>;
  looked: Looked;
  unit: string;
  /** The own figures of a newer year whose peers are not published yet. */
  provisional: { year: AcademicYear; unit: string; looked: Looked } | null;
};

/** How many years back the last full gap is looked for. */
const YEARS_BACK = 5;

/**
 * The headline gap of a key stage as at a date: of the last year whose peers are published, with the own figure of a
 * newer one as provisional; null while no results have been issued.
 */
export function headlineGap(context: ReportContext, keyStage: 2 | 4, asAt: PlainDate): Headline | null {
  let newest: Headline | null = null;
  let looked = 0;
  for (const year of yearsWithResults(context.reader, `KS${keyStage}`, asAt)) {
    const headline = headlineOf(context, keyStage, year, asAt);
    newest ??= headline;
    const figure = headline.rows.get(null);
    if (figure?.value != null) {
      if (headline === newest) return headline;
      const own = newest.looked.get(null);
      return own?.value == null
        ? headline
        : { ...headline, provisional: { year: newest.year, unit: newest.unit, looked: newest.looked } };
    }
    looked += 1;
    if (looked > YEARS_BACK || figure?.absent !== 'notPublished') break;
  }
  return newest;
}

function headlineOf(context: ReportContext, keyStage: 2 | 4, year: AcademicYear, asAt: PlainDate): Headline {
  const measure = headlineMeasure(keyStage, year);
  const authority = authorityName(context.reader);
  const peers = targetsOf(context.reader, measure, authority)
    .filter((row) => row.academicYear === year && row.kind === 'maximumGap')
    .map((row) => row.peer);
  const peer = peers.includes('England') && !peers.includes(authority) ? 'England' : 'Kent';
  const report = gapReport(context, {
    measure,
    fromYear: year,
    toYear: year,
    peer,
    cohort: 'LAC12',
    by: 'locality',
    everyYear: false,
    uasc: 'with',
    asAt,
  });
  const rows = [...report.county, ...report.localities];
  return {
    year,
    title: `${report.measure.shortName} gap, ${peer} peers`,
    unit: report.measure.unit === 'percent' ? ' %' : '',
    rows: new Map(rows.map((row) => [row.localityId, row.gap])),
    looked: new Map(rows.map((row) => [row.localityId, { value: row.lookedAfter, n: row.withResult, peer: row.peer }])),
    provisional: null,
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
    definition: 'No results of this key stage were issued by the date.',
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
    return { key, title: key === 'ks2Gap' ? 'KS2 gap' : 'KS4 gap', figure, detail: 'no results issued by the date' };
  const localityId = figure.drill?.localityId ?? null;
  const { value, n, peer } = gap.looked.get(localityId) ?? { value: null, n: 0, peer: null };
  const newer = gap.provisional?.looked.get(localityId);
  const later =
    gap.provisional && newer && newer.value !== null
      ? `. ${gap.provisional.year} provisional: ${shown(newer.value, gap.provisional.unit)}, n ${newer.n}; peers not published yet`
      : '';
  return {
    key,
    title: gap.title,
    figure,
    detail: `${gap.year}: ${shown(value, gap.unit)}, n ${n}; peers ${peer === null ? 'not published' : `${peer}${gap.unit}`}${later}`,
  };
}

const shown = (value: number | null, unit: string): string =>
  value === null ? 'not available' : `${halfUp(value, 1)}${unit}`;
