import { type BenchmarkCohort, cohortOfBenchmark } from './cohortOfBenchmark.ts';
import type { MeasureId } from './measure.ts';

/** What the value of a benchmark row is: a figure, a published gap, or a target somebody set. */
export type BenchmarkKind = 'value' | 'gap' | 'target';

/** How a target reads: the gap to peers is at most this, the rate is at most this, the rate is at least this. */
export type TargetKind = 'maximumGap' | 'maximumRate' | 'minimumRate';

/** What a percentage is of: it differs between publications of one measure (pupils or enrolments) and is shown with it. */
export type BenchmarkBasis = 'pupils' | 'sessions' | 'enrolments' | 'headcount' | 'none';

export interface BenchmarkRow {
  readonly measure: string;
  readonly cohort: string;
  readonly unit: string;
}

export interface MappedBenchmark extends BenchmarkCohort {
  readonly measureId: MeasureId;
  readonly kind: BenchmarkKind;
  readonly targetKind: TargetKind | null;
  readonly basis: BenchmarkBasis;
}

export type MeasureOfBenchmark =
  | { readonly ok: true; readonly value: MappedBenchmark }
  | {
      readonly ok: false;
      readonly error: { readonly code: 'unknownMeasure' | 'unknownCohort' | 'unknownUnit'; readonly detail: string };
    };

type Named = readonly [MeasureId, BenchmarkKind, TargetKind | null];

const value = (id: MeasureId): Named => [id, 'value', null];

/** Every name a measure goes by in the benchmarks file, once remarks in brackets that do not change the measure are gone. */
const NAMES: Readonly<Record<string, Named>> = {
  'KS2 expected standard reading': value('ks2-reading-expected'),
  'KS2 expected standard writing TA': value('ks2-writing-expected'),
  'KS2 expected standard maths': value('ks2-maths-expected'),
  'KS2 expected standard GPS': value('ks2-gps-expected'),
  'KS2 expected standard RWM combined': value('ks2-rwm-expected'),
  'KS2 level 4+ English': value('ks2-english-level4'),
  'KS2 level 4+ reading': value('ks2-reading-level4'),
  'KS2 level 4+ writing': value('ks2-writing-level4'),
  'KS2 level 4+ maths': value('ks2-maths-level4'),
  'KS2 level 4+ English & maths': value('ks2-english-maths-level4'),
  'KS2 level 4+ reading/writing(TA)/maths combined': value('ks2-rwm-level4'),
  'KS4 5+ A*-C incl. English & maths': value('ks4-5ac-english-maths'),
  'KS4 5+ A*-C (NOT incl. English & maths)': value('ks4-5ac'),
  'KS4 Attainment 8': value('ks4-attainment8'),
  'KS4 Progress 8': value('ks4-progress8'),
  'KS4 grade 4+ English & maths': value('ks4-grade4-english-maths'),
  'KS4 grade 5+ English & maths': value('ks4-grade5-english-maths'),
  'KS4 EBacc APS': value('ks4-ebacc-aps'),
  'Overall absence': value('absence-overall'),
  'Unauthorised absence': value('absence-unauthorised'),
  'Persistent absence (10% threshold)': value('absence-persistent-10'),
  'Persistent absence (15% threshold)': value('absence-persistent-15'),
  'Severe absence (50% threshold)': value('absence-severe-50'),
  'Missed 25+ days': value('absence-missed-25-days'),
  'At least one suspension/fixed-term exclusion': value('suspension-at-least-one'),
  'Suspension/fixed-term exclusion rate (incidents)': value('suspension-incident-rate'),
  'Permanent exclusion rate': value('exclusion-permanent-rate'),
  'SEN support share': value('sen-support-share'),
  'EHC plan/statement share': value('sen-plan-share'),
  'SEN any share': value('sen-any-share'),
  'KS4 5+ A*-C incl. E&M gap LAC vs non-LAC': ['ks4-5ac-english-maths', 'gap', null],
  'Target: KS2 English gap max': ['ks2-english-level4', 'target', 'maximumGap'],
  'Target: KS2 maths gap max': ['ks2-maths-level4', 'target', 'maximumGap'],
  'Target: KS4 gap max': ['ks4-5ac-english-maths', 'target', 'maximumGap'],
  'Target: 25+ days absence max': ['absence-missed-25-days', 'target', 'maximumRate'],
};

const BASES: Readonly<Record<string, BenchmarkBasis>> = {
  '%': 'pupils',
  '% pupils': 'pupils',
  '% sessions': 'sessions',
  '% enrolments': 'enrolments',
  '% of headcount': 'headcount',
  points: 'none',
  score: 'none',
  pp: 'none',
};

/** Remarks that name an indicator number and leave the measure what it is: '(NI101)', '(seed labels it NI99)', '(CF/C24)'. */
const REMARK = /\s*\((?:seed labels it )?(?:NI\s?\d+|CF\/C24|OC2\/C24)\)$/;

/**
 * Which measure a row of the benchmarks file is about, and whose figure it is.
 *
 * One measure appears under several names; a name, cohort or unit that is not known is a refusal with a reason, so no row
 * is left over silently. The subject printed in the row's own name decides, not the indicator number beside it: the seed
 * prints NI99 beside maths although nationally NI99 is English.
 * Source: domain.md section 3, reference/benchmarks.csv (789 rows).
 *
 * @example
 * measureOfBenchmark({ measure: 'KS2 level 4+ maths (seed labels it NI99)', cohort: 'LAC12', unit: '%' })
 *   // ok: measureId 'ks2-maths-level4', kind 'value', cohortKind 'LAC12', basis 'pupils'
 * measureOfBenchmark({ measure: 'Target: KS4 gap max', cohort: 'LAC12', unit: 'pp' })
 *   // ok: measureId 'ks4-5ac-english-maths', kind 'target', targetKind 'maximumGap'
 */
export function measureOfBenchmark(row: BenchmarkRow): MeasureOfBenchmark {
  const name = row.measure.trim().replace(REMARK, '');
  const named = Object.hasOwn(NAMES, name) ? NAMES[name] : undefined;
  if (named === undefined) return refused('unknownMeasure', `no measure is known as “${row.measure}”`);
  const cohort = cohortOfBenchmark(row.cohort);
  if (cohort === null) return refused('unknownCohort', `no cohort is known as “${row.cohort}”`);
  const basis = Object.hasOwn(BASES, row.unit.trim()) ? BASES[row.unit.trim()] : undefined;
  if (basis === undefined) return refused('unknownUnit', `no unit is known as “${row.unit}”`);
  const [measureId, kind, targetKind] = named;
  return { ok: true, value: { measureId, kind, targetKind, basis, ...cohort } };
}

function refused(code: 'unknownMeasure' | 'unknownCohort' | 'unknownUnit', detail: string): MeasureOfBenchmark {
  return { ok: false, error: { code, detail } };
}
