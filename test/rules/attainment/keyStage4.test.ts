import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { attainment8, attainment8Range } from '#domain/attainment/attainment8.ts';
import { countingGrades } from '#domain/attainment/countingGrades.ts';
import { fiveGoodGrades } from '#domain/attainment/fiveGoodGrades.ts';
import { gradeInEnglishAndMaths } from '#domain/attainment/gradeInEnglishAndMaths.ts';
import { gradePoints, gradesIn } from '#domain/attainment/gradePoints.ts';
import { bucketOf } from '#domain/attainment/keyStage4Subjects.ts';
import { attainment8Score, outcomeOfMeasure } from '#domain/attainment/outcomeOfMeasure.ts';
import { aResult, grades } from './aResult.ts';

test.each([
  ['A*', '2015/16', 8],
  ['C', '2015/16', 5],
  ['G', '2015/16', 1],
  ['A*', '2016/17', 8.5],
  ['B', '2016/17', 5.5],
  ['C', '2016/17', 4],
  ['G', '2016/17', 1],
  ['9', '2016/17', 9],
  ['1', '2023/24', 1],
  ['U', '2023/24', 0],
  ['X', '2010/11', null],
  ['9', '2015/16', null],
  ['Pass', '2023/24', null],
])('grade %s in %s is %s points', (grade, year, points) => {
  expect(gradePoints(grade, year)).toBe(points);
});

test.each([
  ['7', ['7']],
  ['5-4', ['5', '4']],
  ['54', ['5', '4']],
  ['A*A', ['A*', 'A']],
  ['A*A*', ['A*', 'A*']],
  ['CC', ['C', 'C']],
  ['XX', ['X', 'X']],
  ['Q-Q', ['Q', 'Q']],
  ['A*', ['A*']],
])('the grades in %s are %o', (value, expected) => {
  expect(gradesIn(value)).toEqual(expected);
});

test.each([
  ['english', 'english'],
  ['english-literature', 'english'],
  ['maths', 'maths'],
  ['combined-science', 'ebacc'],
  ['french', 'ebacc'],
  ['drama', 'open'],
])('%s is %s', (subject, bucket) => {
  expect(bucketOf(subject)).toBe(bucket);
});

test('first entry counts since 2013/14, the best of all entries before', () => {
  const counted = (year: string, subject: string, ...entries: readonly ['first' | 'resit', string][]) =>
    countingGrades(
      entries.map(([entry, value]) =>
        aResult({ keyStage: 'KS4', component: 'grade', subject, value, entry, academicYear: year }),
      ),
      year,
    )[0]?.grades;
  expect(counted('2018/19', 'maths', ['first', '3'], ['resit', '4'])).toEqual(['3']);
  expect(counted('2018/19', 'maths', ['resit', '4'])).toEqual(['4']);
  expect(counted('2011/12', 'maths', ['first', 'D'], ['resit', 'C'])).toEqual(['C']);
  expect(counted('2018/19', 'maths', ['first', 'Merit'])).toBeUndefined();
  // In 2013/14 the first entry counted in English, maths and English Baccalaureate subjects alone.
  expect(counted('2013/14', 'maths', ['first', 'D'], ['resit', 'C'])).toEqual(['D']);
  expect(counted('2013/14', 'art', ['first', 'D'], ['resit', 'C'])).toEqual(['C']);
  expect(counted('2014/15', 'art', ['first', 'D'], ['resit', 'C'])).toEqual(['D']);
  // X and Q are no results yet.
  expect(counted('2018/19', 'maths', ['first', 'X'], ['resit', 'Q'])).toBeUndefined();
});

describe('five A*-C with English and maths', () => {
  const five = { english: 'C', maths: 'C', history: 'C', art: 'B', french: 'A' };
  test.each([
    ['five good grades', five, 'met', 'met'],
    ['English language will do', { ...five, english: 'U', 'english-language': 'C' }, 'met', 'met'],
    ['maths D of six', { ...five, maths: 'D', music: 'C' }, 'notMet', 'met'],
    ['no English of five', { maths: 'C', history: 'C', art: 'B', french: 'A', music: 'A*' }, 'notMet', 'met'],
    ['four good grades', { english: 'C', maths: 'C', history: 'C', art: 'B', french: 'D' }, 'notMet', 'notMet'],
    ['double science counts twice', { english: 'C', maths: 'C', history: 'C', 'combined-science': 'CC' }, 'met', 'met'],
    ['half a double science', { english: 'C', maths: 'C', history: 'C', 'combined-science': 'CD' }, 'notMet', 'notMet'],
    ['no grades', {}, 'missing', 'missing'],
  ])('%s', (_words, bySubject, withBoth, any) => {
    const results = grades('2010/11', bySubject);
    expect(fiveGoodGrades(results, '2010/11')).toBe(withBoth);
    expect(fiveGoodGrades(results, '2010/11', { withEnglishAndMaths: false })).toBe(any);
    expect(outcomeOfMeasure('ks4-5ac-english-maths', results, '2010/11')).toBe(withBoth);
    expect(outcomeOfMeasure('ks4-5ac', results, '2010/11')).toBe(any);
  });
});

test.each([
  [{ 'english-language': '3', 'english-literature': '5', maths: '4' }, '2018/19', 'met', 'notMet'],
  [{ 'english-language': '5', maths: '5' }, '2018/19', 'met', 'met'],
  [{ 'english-language': '9', maths: '3' }, '2018/19', 'notMet', 'notMet'],
  [{ 'english-language': '9' }, '2018/19', 'notMet', 'notMet'],
  [{ drama: '9' }, '2018/19', 'notMet', 'notMet'],
  [{}, '2018/19', 'missing', 'missing'],
])('grade 4 and 5 in English and maths: %o in %s', (bySubject, year, four, five) => {
  const results = grades(year, bySubject);
  expect(gradeInEnglishAndMaths(results, 4, year)).toBe(four);
  expect(gradeInEnglishAndMaths(results, 5, year)).toBe(five);
  expect(outcomeOfMeasure('ks4-grade4-english-maths', results, year)).toBe(four);
  expect(outcomeOfMeasure('ks4-grade5-english-maths', results, year)).toBe(five);
});

describe('Attainment 8', () => {
  const full = {
    'english-language': '5',
    'english-literature': '4',
    maths: '6',
    'combined-science': '5-4',
    history: '5',
    french: '3',
    art: '6',
    drama: '4',
  };
  test.each([
    ['every place filled', '2018/19', full, { score: 50, english: 10, maths: 12, ebacc: 14, open: 14 }],
    [
      'language alone is not doubled',
      '2018/19',
      { 'english-language': '5', maths: '4' },
      { score: 13, english: 5, maths: 8, ebacc: 0, open: 0 },
    ],
    [
      'literature graded U still doubles language',
      '2018/19',
      { 'english-language': '5', 'english-literature': 'U', maths: '4' },
      { score: 18, english: 10, maths: 8, ebacc: 0, open: 0 },
    ],
    [
      'a fourth EBacc subject counts as open',
      '2018/19',
      { maths: '1', history: '7', geography: '6', french: '5', biology: '4' },
      { score: 24, english: 0, maths: 2, ebacc: 18, open: 4 },
    ],
    [
      'open subjects never fill EBacc places',
      '2018/19',
      { art: '9', drama: '8', music: '7', dance: '6' },
      { score: 24, english: 0, maths: 0, ebacc: 0, open: 24 },
    ],
    [
      'letters of 2016',
      '2015/16',
      { english: 'C', maths: 'B', history: 'A*' },
      { score: 30, english: 10, maths: 12, ebacc: 8, open: 0 },
    ],
  ])('%s', (_words, year, bySubject, expected) => {
    expect(attainment8(grades(year, bySubject), year)).toEqual(expected);
  });

  test('the highest is 80, then 87, then 90, and is reached by top grades', () => {
    const top = (core: string, other: string) => ({
      'english-language': core,
      'english-literature': core,
      maths: core,
      ...Object.fromEntries(['history', 'geography', 'french', 'art', 'drama', 'music'].map((s) => [s, other])),
    });
    expect(attainment8Range('2015/16').max).toBe(80);
    expect(attainment8(grades('2015/16', top('A*', 'A*')), '2015/16')?.score).toBe(80);
    expect(attainment8Range('2017/18').max).toBe(90);
    expect(attainment8(grades('2017/18', top('9', '9')), '2017/18')?.score).toBe(90);
    // In 2016/17 English literature is 9 to 1 as well: it fills an open place better than an A*.
    expect(attainment8Range('2016/17').max).toBe(87);
  });

  test('missing without a grade; a published headline goes before the grades', () => {
    expect(attainment8Score([], '2018/19')).toBe('missing');
    expect(attainment8Score(grades('2018/19', full), '2018/19')).toBe(50);
    const headline = aResult({
      keyStage: 'KS4',
      subject: 'ks4-attainment8',
      component: 'headline',
      value: '48.5',
      academicYear: '2018/19',
    });
    expect(attainment8Score([...grades('2018/19', full), headline], '2018/19')).toBe(48.5);
    const met = { ...headline, subject: 'ks4-grade5-english-maths', value: 'notMet' };
    expect(outcomeOfMeasure('ks4-grade5-english-maths', [...grades('2018/19', full), met], '2018/19')).toBe('notMet');
  });

  test('lies within the range of its year and never falls when a grade is added', () => {
    const subjects = [...Object.keys(full), 'geography', 'biology', 'music', 'dance', 'computer-science'];
    const aGrade = fc.constantFrom('U', '1', '2', '3', '4', '5', '6', '7', '8', '9');
    const someGrades = fc.dictionary(fc.constantFrom(...subjects.filter((s) => s !== 'combined-science')), aGrade, {
      minKeys: 1,
    });
    fc.assert(
      fc.property(someGrades, fc.constantFrom(...subjects), aGrade, (bySubject, subject, grade) => {
        const before = attainment8(grades('2018/19', bySubject), '2018/19')?.score ?? 0;
        expect(before).toBeGreaterThanOrEqual(0);
        expect(before).toBeLessThanOrEqual(90);
        if (subject in bySubject) return;
        const after = attainment8(grades('2018/19', { ...bySubject, [subject]: grade }), '2018/19')?.score ?? 0;
        expect(after).toBeGreaterThanOrEqual(before);
      }),
    );
  });
});
