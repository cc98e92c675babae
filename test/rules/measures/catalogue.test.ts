import { describe, expect, test } from 'vitest';
import { isAcademicYear } from '#domain/calendar/academicYear.ts';
import { catalogue, isMeasureId, measureOf } from '#domain/measures/catalogue.ts';
import { MEASURE_IDS, type MeasureId } from '#domain/measures/measure.ts';
import { breaksBetween, measureInYear } from '#domain/measures/measureInYear.ts';

describe('the catalogue', () => {
  test('holds each id exactly once, and only ids of the list', () => {
    expect(catalogue.map((measure) => measure.id).toSorted()).toEqual([...MEASURE_IDS].toSorted());
  });

  test('every measure has names, a definition and well-formed years', () => {
    for (const measure of catalogue) {
      expect(measure.name.length && measure.shortName.length && measure.definition.length).toBeGreaterThan(0);
      expect(measure.id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)+$/);
      const years = [
        measure.firstYear,
        ...(measure.lastYear === null ? [] : [measure.lastYear]),
        ...measure.seriesBreaks.map((seriesBreak) => seriesBreak.year),
        ...measure.yearsWithout.flatMap((gap) => gap.years),
      ];
      for (const year of years) expect(isAcademicYear(year), `${measure.id} ${year}`).toBe(true);
      for (const year of years) expect(year >= measure.firstYear, `${measure.id} ${year}`).toBe(true);
    }
    expect(new Set(catalogue.map((measure) => measure.shortName)).size).toBe(catalogue.length);
  });

  test('SEN shares describe and are never rated; absence is better lower; Progress 8 needs national estimates', () => {
    expect(catalogue.filter(({ subject }) => subject === 'sen').every((measure) => !measure.rated)).toBe(true);
    expect(
      catalogue.filter(({ subject }) => subject === 'attendance').every((measure) => measure.polarity === 'lower'),
    ).toBe(true);
    expect(catalogue.filter((measure) => !measure.computable).map((measure) => measure.id)).toEqual([
      'ks4-progress8',
      'ks4-ebacc-aps',
    ]);
  });

  test('ids from outside are recognised', () => {
    expect(isMeasureId('ks4-attainment8')).toBe(true);
    expect(isMeasureId('KS4 Attainment 8')).toBe(false);
  });
});

test.each<[MeasureId, string, string | true]>([
  ['ks2-rwm-expected', '2018/19', true],
  ['ks2-rwm-expected', '2019/20', 'no KS2 tests in 2020 and 2021'],
  ['ks2-rwm-expected', '2020/21', 'no KS2 tests in 2020 and 2021'],
  ['ks2-rwm-expected', '2014/15', 'KS2 RWM: not measured before 2015/16'],
  ['ks2-maths-level4', '2014/15', true],
  ['ks2-maths-level4', '2015/16', 'KS2 maths L4+: not measured after 2014/15'],
  ['ks4-attainment8', '2019/20', true],
  ['ks4-progress8', '2019/20', 'no Progress 8 for 2020 and 2021'],
  ['ks4-progress8', '2024/25', 'no Progress 8 for 2024/25 and 2025/26 (no KS2 tests in 2020 and 2021)'],
  ['absence-overall', '2019/20', true],
])('%s in %s: %s', (id, year, expected) => {
  const inYear = measureInYear(measureOf(id), year);
  expect(inYear.applies ? true : inYear.words).toBe(expected);
});

test('a year in which nothing was published still applies, with words', () => {
  const inYear = measureInYear(measureOf('absence-overall'), '2019/20');
  expect(inYear.applies && inYear.notPublished).toMatch(/not published/);
});

test.each<[MeasureId, string, string, string[]]>([
  ['ks4-attainment8', '2018/19', '2019/20', ['2019/20']],
  ['ks4-attainment8', '2015/16', '2017/18', ['2016/17', '2017/18']],
  ['ks4-attainment8', '2017/18', '2015/16', ['2016/17', '2017/18']],
  ['ks4-attainment8', '2017/18', '2018/19', []],
  ['ks2-english-level4', '2010/11', '2011/12', ['2011/12']],
  ['ks4-5ac-english-maths', '2012/13', '2013/14', ['2013/14']],
])('breaks of %s from %s to %s', (id, from, to, years) => {
  expect(breaksBetween(measureOf(id), from, to).map((seriesBreak) => seriesBreak.year)).toEqual(years);
});
