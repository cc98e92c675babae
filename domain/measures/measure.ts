import type { AcademicYear } from '#domain/calendar/academicYear.ts';

/**
 * The stable name of each measure. Everything stored (benchmarks, targets, report lines) names a measure by this id,
 * whatever wording a publication used that year; an id is never renamed or reused.
 */
export const MEASURE_IDS = [
  'ks2-reading-expected',
  'ks2-writing-expected',
  'ks2-maths-expected',
  'ks2-gps-expected',
  'ks2-rwm-expected',
  'ks2-english-level4',
  'ks2-reading-level4',
  'ks2-writing-level4',
  'ks2-maths-level4',
  'ks2-english-maths-level4',
  'ks2-rwm-level4',
  'ks4-5ac-english-maths',
  'ks4-5ac',
  'ks4-attainment8',
  'ks4-progress8',
  'ks4-grade4-english-maths',
  'ks4-grade5-english-maths',
  'ks4-ebacc-aps',
  'absence-overall',
  'absence-unauthorised',
  'absence-persistent-10',
  'absence-persistent-15',
  'absence-severe-50',
  'absence-missed-25-days',
  'suspension-at-least-one',
  'suspension-incident-rate',
  'exclusion-permanent-rate',
  'sen-support-share',
  'sen-plan-share',
  'sen-any-share',
  'pep-on-time',
  'pep-complete',
  'pep-quality-green',
] as const;

export type MeasureId = (typeof MEASURE_IDS)[number];

export type MeasureSubject = 'ks2' | 'ks4' | 'attendance' | 'exclusions' | 'sen' | 'peps';

/** 'percent' is 0 to 100 (incident rates per 100 pupils may exceed 100); 'points' are grade points; 'score' is Progress 8. */
export type MeasureUnit = 'percent' | 'points' | 'score';

/** Which way is better. */
export type Polarity = 'higher' | 'lower';

/** Figures of `year` and later are not comparable with figures before it, for this reason. */
export interface SeriesBreak {
  readonly year: AcademicYear;
  readonly reason: string;
}

/** Years inside a measure's life for which no figure exists, and the words to show instead of a figure. */
export interface YearsWithout {
  readonly years: readonly AcademicYear[];
  readonly words: string;
  /** true: no child can have a result of that year; false: only nothing was published, own rows may still hold data. */
  readonly noResults: boolean;
}

export interface Measure {
  readonly id: MeasureId;
  readonly name: string;
  readonly shortName: string;
  readonly unit: MeasureUnit;
  readonly polarity: Polarity;
  /** false: the measure describes a cohort (the share with SEN), so its figures are never rated or coloured. */
  readonly rated: boolean;
  readonly subject: MeasureSubject;
  readonly keyStage: 2 | 4 | null;
  /** The national curriculum year whose children form the cohort, null when every school-age child does. */
  readonly ncYear: 6 | 11 | null;
  readonly firstYear: AcademicYear;
  /** null: still in use. */
  readonly lastYear: AcademicYear | null;
  readonly seriesBreaks: readonly SeriesBreak[];
  readonly yearsWithout: readonly YearsWithout[];
  readonly definition: string;
  /** Numbers the measure went by, for finding it in older documents. */
  readonly aliases: readonly string[];
  /** true: the app computes it from children's rows; false: known from publications only. */
  readonly computable: boolean;
  /** Decimal places the measure is published and shown with. */
  readonly decimals: 1 | 2;
}
