import type { ReadConnection } from '#db/open.ts';
import type { AcademicYear } from '#domain/calendar/academicYear.ts';
import type { CohortKind } from '#domain/measures/cohortOfBenchmark.ts';
import type { MeasureId } from '#domain/measures/measure.ts';
import { standingBenchmark } from '#domain/measures/standingBenchmark.ts';

/**
 * Figures for years in which neither Kent's nor England's looked-after figure is in the benchmarks file: neighbouring
 * years carried on without jumps. They shape made-up children only and are shown nowhere as published.
 */
const ASSUMED: Partial<Record<MeasureId, Readonly<Record<AcademicYear, number>>>> = {
  'ks2-english-level4': { '2011/12': 50, '2012/13': 53, '2013/14': 56, '2014/15': 58 },
  'ks2-maths-level4': { '2011/12': 50, '2012/13': 54, '2013/14': 57, '2014/15': 59 },
  'ks2-english-maths-level4': { '2010/11': 38, '2011/12': 42, '2012/13': 48, '2013/14': 51, '2014/15': 53 },
  'ks2-reading-level4': { '2011/12': 58, '2012/13': 62, '2013/14': 65, '2014/15': 67 },
  'ks2-writing-level4': { '2011/12': 50, '2012/13': 53, '2013/14': 56, '2014/15': 58 },
  'ks2-rwm-level4': { '2011/12': 40, '2014/15': 50 },
  'ks4-5ac-english-maths': { '2005/06': 7, '2006/07': 8, '2007/08': 9.5, '2011/12': 14, '2015/16': 13.5 },
  'ks4-5ac': { '2005/06': 14, '2006/07': 17, '2007/08': 20, '2008/09': 24, '2015/16': 17.5 },
  'ks4-grade5-english-maths': { '2016/17': 7.3, '2017/18': 7.7 },
  'suspension-at-least-one': {
    ...{ '2008/09': 12.6, '2009/10': 12.4, '2010/11': 12.2, '2011/12': 11.4, '2012/13': 10.6 },
    ...{ '2013/14': 10.2, '2014/15': 10.3, '2024/25': 13.8 },
  },
  'sen-plan-share': { '2011/12': 24, '2012/13': 24.5, '2013/14': 25, '2014/15': 25.5, '2015/16': 26 },
  'sen-support-share': { '2011/12': 44, '2012/13': 43.3, '2013/14': 38, '2014/15': 32, '2015/16': 28 },
};

/** Where a rate comes from: Kent's own figure, England's in its place, or neither. */
export type TargetRate = { readonly value: number; readonly from: 'Kent' | 'England' | 'assumed' };

/** Answers what the county's looked-after figure of a measure and year is drawn towards; null where there is nothing. */
export type TargetRates = (measure: MeasureId, year: AcademicYear) => TargetRate | null;

type Row = {
  geography: string;
  cohortKind: CohortKind;
  variant: string;
  vintage: string;
  value: number;
  year: string;
  code: string;
};

/**
 * The 12-month cohort's published values from the store's benchmarks: Kent's where there is one, England's where not
 * (issue 2 section 5), an assumed one only where neither was published.
 */
export function targetRates(reader: ReadConnection): TargetRates {
  const rows = reader
    .prepare(
      `SELECT measure.code, geography, cohort_kind AS cohortKind, cohort_variant AS variant, vintage, academic_year AS year, value
       FROM benchmark JOIN measure ON measure.id = measure_id
       WHERE kind = 'value' AND cohort_kind = 'LAC12' AND geography IN ('Kent', 'England')`,
    )
    .all() as Row[];
  const byKey = new Map<string, Row[]>();
  for (const row of rows) {
    const key = `${row.code}|${row.year}|${row.geography}`;
    byKey.set(key, [...(byKey.get(key) ?? []), row]);
  }
  return (measure, year) => {
    for (const from of ['Kent', 'England'] as const) {
      const found = standingBenchmark(byKey.get(`${measure}|${year}|${from}`) ?? []);
      if (found) return { value: found.value, from };
    }
    const value = ASSUMED[measure]?.[year];
    return value === undefined ? null : { value, from: 'assumed' };
  };
}
