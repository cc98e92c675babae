import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { isAcademicYear } from '#domain/calendar/academicYear.ts';
import { measureOf } from '#domain/measures/catalogue.ts';
import { cohortOfBenchmark } from '#domain/measures/cohortOfBenchmark.ts';
import { measureOfBenchmark } from '#domain/measures/measureOfBenchmark.ts';
import { cohortWords, standingBenchmark } from '#domain/measures/standingBenchmark.ts';

interface CsvRow {
  measure: string;
  geography: string;
  cohort: string;
  academic_year: string;
  value: string;
  unit: string;
  definition: string;
  source: string;
}
const csv = 'db/reference/benchmarks.csv'; // tests run from the root of the repository
const rows = parse(readFileSync(csv), { columns: true, bom: true }) as CsvRow[];
const mapped = rows.map((row) => {
  const result = measureOfBenchmark(row);
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.detail}`);
  return { row, ...result.value };
});

describe('every row of the shipped benchmarks', () => {
  test('there are 789 and none is left over', () => {
    expect(rows).toHaveLength(789);
    expect(rows.map((row) => measureOfBenchmark(row)).filter((result) => !result.ok)).toEqual([]);
  });

  test('no two rows share measure, kind, place, cohort, variant, vintage and year', () => {
    const keys = mapped.map((m) =>
      [m.measureId, m.kind, m.row.geography, m.cohortKind, m.variant, m.vintage, m.row.academic_year].join(' | '),
    );
    expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
  });

  test('each value lies in the life of its measure and not in a year without results', () => {
    for (const { row, measureId, kind } of mapped) {
      const measure = measureOf(measureId);
      expect(isAcademicYear(row.academic_year)).toBe(true);
      expect(row.academic_year >= measure.firstYear, `${measureId} ${row.academic_year}`).toBe(true);
      if (measure.lastYear !== null) expect(row.academic_year <= measure.lastYear).toBe(true);
      const without = measure.yearsWithout.some((gap) => gap.years.includes(row.academic_year));
      expect(kind === 'value' && without, `${measureId} ${row.academic_year}`).toBe(false);
    }
  });

  test('the unit of a row agrees with the unit of its measure, and percentages lie in 0 to 100', () => {
    for (const { row, measureId, kind, basis } of mapped) {
      const unit = measureOf(measureId).unit;
      if (kind === 'value') expect(basis === 'none' ? row.unit : 'percent').toBe(unit);
      if (unit === 'percent') expect(Number(row.value) >= 0 && Number(row.value) <= 100).toBe(true);
    }
  });

  test('one target each for KS2 English, KS2 maths, KS4 and 25 days, and one published gap', () => {
    const special = mapped.filter((m) => m.kind !== 'value');
    expect(special.map((m) => [m.measureId, m.kind, m.targetKind, Number(m.row.value)])).toEqual([
      ['ks4-5ac-english-maths', 'gap', null, 42.7],
      ['ks2-english-level4', 'target', 'maximumGap', 34],
      ['ks2-maths-level4', 'target', 'maximumGap', 33],
      ['ks4-5ac-english-maths', 'target', 'maximumGap', 36],
      ['absence-missed-25-days', 'target', 'maximumRate', 11],
    ]);
  });
});

test.each([
  ['KS2 level 4+ maths (seed labels it NI99)', 'ks2-maths-level4'],
  ['KS2 level 4+ English (seed labels it NI100)', 'ks2-english-level4'],
  ['KS4 5+ A*-C incl. English & maths (NI101)', 'ks4-5ac-english-maths'],
  ['Missed 25+ days (CF/C24)', 'absence-missed-25-days'],
  ['Missed 25+ days (OC2/C24)', 'absence-missed-25-days'],
  ['Persistent absence (15% threshold)', 'absence-persistent-15'],
])('%s is %s', (measure, measureId) => {
  expect(measureOfBenchmark({ measure, cohort: 'LAC12', unit: '%' })).toMatchObject({ ok: true, value: { measureId } });
});

test.each([
  [{ measure: 'KS3 level 5+', cohort: 'ALL', unit: '%' }, 'unknownMeasure'],
  [{ measure: 'constructor', cohort: 'ALL', unit: '%' }, 'unknownMeasure'],
  [{ measure: 'Overall absence', cohort: 'SOME', unit: '%' }, 'unknownCohort'],
  [{ measure: 'Overall absence', cohort: 'ALL', unit: 'days' }, 'unknownUnit'],
])('%o is refused as %s', (row, code) => {
  expect(measureOfBenchmark(row)).toMatchObject({ ok: false, error: { code } });
});

test.each([
  ['ALL', 'ALL', '', ''],
  ['LAC12', 'LAC12', '', ''],
  ['LAC6', 'LAC6', '', ''],
  ['NON-LAC', 'NON-LAC', '', ''],
  ['CIN', 'CIN', '', ''],
  ['GAP', 'LAC12', '', ''],
  ['LAC12 (2019 vintage)', 'LAC12', '', '2019 vintage'],
  ['LAC12 (earlier vintage)', 'LAC12', '', 'earlier vintage'],
  ['LAC12 (pre-2021 method)', 'LAC12', 'pre-2021 method', ''],
  ['LAC12 school age', 'LAC12', 'school age', ''],
  ['ALL (performance tables)', 'ALL', 'performance tables', ''],
])('cohort %s', (text, cohortKind, variant, vintage) => {
  expect(cohortOfBenchmark(text)).toEqual({ cohortKind, variant, vintage });
});

test('the standing value: current before an earlier vintage, state schools before all schools, none before a neighbour', () => {
  const of = (variant: string, vintage = '') => ({ cohortKind: 'ALL' as const, variant, vintage });
  expect(standingBenchmark([of('all schools'), of('state')])).toEqual(of('state'));
  expect(standingBenchmark([of('performance tables'), of('all schools'), of('')])).toEqual(of(''));
  expect(standingBenchmark([of('', '2020 vintage'), of('performance tables')])).toEqual(of('performance tables'));
  expect(standingBenchmark([of('', '2020 vintage')])).toEqual(of('', '2020 vintage'));
  expect(standingBenchmark([])).toBeNull();
  expect(cohortWords(of('state'))).toBe('all pupils (state)');
  expect(cohortWords(of(''))).toBe('all pupils');
});

test.each<[string, object, object, 'first' | 'second']>([
  ['final before provisional', { definition: 'x [Provisional]' }, { definition: 'x [Final]' }, 'second'],
  ['in whatever order they came', { definition: 'x [Final]' }, { definition: 'x [Provisional]' }, 'first'],
  ['revised before what says nothing', { source: 'DfE September' }, { source: 'DfE revised' }, 'second'],
  ['what says nothing before provisional', { source: 'DfE' }, { source: 'DfE provisional' }, 'first'],
  [
    'final before revised, though said before it',
    { source: 'final', saidOn: '2026-01-01' },
    { source: 'revised', saidOn: '2026-03-01' },
    'first',
  ],
  ['the newer of two that say nothing', { saidOn: '2026-12-15' }, { saidOn: '2026-09-10' }, 'first'],
  ['the later of the list where nothing tells', {}, {}, 'second'],
  ['the usual set of schools before the most settled', { variant: 'all schools', source: 'final' }, {}, 'second'],
])('of two published values of one kind: %s', (_what, first, second, expected) => {
  const of = (value: string, more: object) => ({
    cohortKind: 'ALL' as const,
    variant: '',
    vintage: '',
    value,
    ...more,
  });
  expect(standingBenchmark([of('first', first), of('second', second)])?.value).toBe(expected);
});
