import { describe, expect, test } from 'vitest';
import { combineOutcomes } from '#domain/attainment/combineOutcomes.ts';
import {
  expectedStandardByTeacher,
  expectedStandardByTest,
  scaledScoreOf,
} from '#domain/attainment/expectedStandard.ts';
import { keyStage2OutcomeCodes, outcomeCodeOf } from '#domain/attainment/keyStage2OutcomeCodes.ts';
import { levelFourOrAbove, nationalCurriculumLevel } from '#domain/attainment/levelFourOrAbove.ts';
import { outcomeOfMeasure } from '#domain/attainment/outcomeOfMeasure.ts';
import type { ChildOutcome } from '#domain/attainment/result.ts';
import { aResult } from './aResult.ts';

const left = { excluded: 'L left the school' };
const lost = { excluded: 'M missing test script' };

test.each<[string | null, ChildOutcome]>([
  ['4', 'met'],
  ['4C', 'met'],
  ['5a', 'met'],
  ['Level 6', 'met'],
  ['L4', 'met'],
  ['3A', 'notMet'],
  ['2', 'notMet'],
  ['W', 'notMet'],
  ['A', 'notMet'],
  ['B', 'notMet'],
  ['H', 'notMet'],
  ['J', 'notMet'],
  ['Q', 'notMet'],
  ['U', 'notMet'],
  ['N', 'notMet'],
  ['L', left],
  ['M', lost],
  [null, 'missing'],
  ['', 'missing'],
  ['?', 'missing'],
])('level 4 or above in 2010/11: %s is %o', (value, outcome) => {
  expect(levelFourOrAbove(value, '2010/11')).toEqual(outcome);
});

test.each<[string | null, ChildOutcome]>([
  ['100', 'met'],
  ['120', 'met'],
  ['99', 'notMet'],
  ['80', 'notMet'],
  ['79', 'missing'],
  ['121', 'missing'],
  ['A', 'notMet'],
  ['B', 'notMet'],
  ['H', 'notMet'],
  ['J', 'notMet'],
  ['Q', 'notMet'],
  ['U', 'notMet'],
  ['NS', 'notMet'],
  ['AS', 'met'],
  ['L', left],
  ['M', lost],
  [null, 'missing'],
  ['N', 'notMet'],
])('expected standard by test in 2023/24: %s is %o', (value, outcome) => {
  expect(expectedStandardByTest(value, '2023/24')).toEqual(outcome);
});

test.each<[string | null, ChildOutcome]>([
  ['EXS', 'met'],
  ['GDS', 'met'],
  ['exs', 'met'],
  ['WTS', 'notMet'],
  ['PKF', 'notMet'],
  ['D', 'notMet'],
  ['A', 'notMet'],
  ['L', left],
  [null, 'missing'],
])('expected standard in writing: %s is %o', (value, outcome) => {
  expect(expectedStandardByTeacher(value, '2023/24')).toEqual(outcome);
});

test('levels, scores and codes are read strictly', () => {
  expect(nationalCurriculumLevel('9')).toBeNull();
  expect(nationalCurriculumLevel('EXS')).toBeNull();
  expect(scaledScoreOf('100.5')).toBeNull();
  expect(outcomeCodeOf('EXS', 'teacherAssessment', '2010/11')).toBeNull();
  expect(outcomeCodeOf('T', 'test', '2010/11')?.counts).toBe('notMet');
  expect(outcomeCodeOf('T', 'test', '2015/16')).toBeNull();
});

test('every academic year from 1994/95 has exactly one table of each assessment', () => {
  for (const assessment of ['test', 'teacherAssessment'] as const) {
    for (const year of ['1994/95', '2014/15', '2015/16', '2024/25']) {
      const tables = keyStage2OutcomeCodes.filter(
        (t) => t.assessment === assessment && t.from <= year && (t.to === null || year <= t.to),
      );
      expect(tables).toHaveLength(1);
    }
  }
});

test("an authority's own dated table is used instead of the default", () => {
  const tables = [
    {
      assessment: 'test',
      from: '2015/16',
      to: null,
      codes: [{ code: 'Z', meaning: 'withdrawn', counts: 'excluded' }],
    },
  ] as const;
  expect(expectedStandardByTest('Z', '2023/24', tables)).toEqual({ excluded: 'Z withdrawn' });
  expect(expectedStandardByTest('A', '2023/24', tables)).toBe('missing');
});

test.each<[ChildOutcome[], ChildOutcome]>([
  [['met', 'met', 'met'], 'met'],
  [['met', 'notMet', 'met'], 'notMet'],
  [['missing', 'notMet', left], 'notMet'],
  [['met', 'missing', left], left],
  [['met', 'missing', 'met'], 'missing'],
  [[], 'missing'],
])('%o together are %o', (parts, whole) => {
  expect(combineOutcomes(parts)).toEqual(whole);
});

describe('the outcome of a measure from a child’s results', () => {
  const reading = aResult({ value: '104' });
  const writing = aResult({ subject: 'writing', component: 'teacherAssessment', value: 'EXS' });
  const maths = (value: string) => aResult({ subject: 'maths', value });
  const level = (subject: string, value: string) =>
    aResult({ subject, value, component: 'level', academicYear: '2010/11' });

  test('reading, writing and maths need all three', () => {
    expect(outcomeOfMeasure('ks2-rwm-expected', [reading, writing, maths('100')], '2023/24')).toBe('met');
    expect(outcomeOfMeasure('ks2-rwm-expected', [reading, writing, maths('99')], '2023/24')).toBe('notMet');
    expect(outcomeOfMeasure('ks2-rwm-expected', [reading, writing], '2023/24')).toBe('missing');
    expect(outcomeOfMeasure('ks2-rwm-expected', [reading, writing, maths('L')], '2023/24')).toEqual(left);
    expect(outcomeOfMeasure('ks2-rwm-expected', [], '2023/24')).toBe('missing');
  });

  test('only results of the year asked for count', () => {
    expect(outcomeOfMeasure('ks2-reading-expected', [reading], '2023/24')).toBe('met');
    expect(outcomeOfMeasure('ks2-reading-expected', [reading], '2022/23')).toBe('missing');
  });

  test('level 4 in English, in maths, and in both', () => {
    const both = [level('english', '4'), level('maths', '3')];
    expect(outcomeOfMeasure('ks2-english-level4', both, '2010/11')).toBe('met');
    expect(outcomeOfMeasure('ks2-maths-level4', both, '2010/11')).toBe('notMet');
    expect(outcomeOfMeasure('ks2-english-maths-level4', both, '2010/11')).toBe('notMet');
    expect(outcomeOfMeasure('ks2-rwm-level4', [level('reading', '4'), level('maths', '5')], '2010/11')).toBe('missing');
  });

  test('writing by teacher assessment stands in where there is no test level', () => {
    const assessed = aResult({
      subject: 'writing',
      component: 'teacherAssessment',
      value: '4',
      academicYear: '2012/13',
    });
    expect(outcomeOfMeasure('ks2-writing-level4', [assessed], '2012/13')).toBe('met');
  });

  test('a provisional result does not undo a final one', () => {
    const final = aResult({ value: '99' });
    const provisional = aResult({ value: '101', status: 'provisional', supersedes: final.id });
    expect(outcomeOfMeasure('ks2-reading-expected', [final, provisional], '2023/24')).toBe('notMet');
  });

  type Life = 'provisional' | 'revised' | 'final';
  test.each<[string, Life, Life, Life, string, ChildOutcome]>([
    ['a provisional headline gives way to final results', 'provisional', 'final', 'final', '104', 'met'],
    ['a final headline stands against provisional results', 'final', 'provisional', 'provisional', '104', 'notMet'],
    ['and against results of its own status', 'revised', 'revised', 'revised', '104', 'notMet'],
    ['final results of one subject settle nothing that is met', 'provisional', 'final', 'provisional', '104', 'notMet'],
  ])('%s', (_what, headline, reading, others, score, expected) => {
    const published = aResult({
      ...{ subject: 'ks2-rwm-expected', component: 'headline', value: 'notMet' },
      status: headline,
    });
    const results = [
      published,
      aResult({ subject: 'reading', value: score, status: reading }),
      aResult({ subject: 'maths', value: '100', status: others }),
      aResult({ subject: 'writing', component: 'teacherAssessment', value: 'EXS', status: others }),
    ];
    expect(outcomeOfMeasure('ks2-rwm-expected', results, '2023/24')).toBe(expected);
  });

  test('what is not an attainment percentage is a bug', () => {
    expect(() => outcomeOfMeasure('absence-overall', [], '2023/24')).toThrow(/not an attainment percentage/);
  });
});
