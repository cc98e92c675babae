import { describe, expect, test } from 'vitest';
import { countingGrades } from '#domain/attainment/countingGrades.ts';
import { attainment8Score, outcomeOfMeasure } from '#domain/attainment/outcomeOfMeasure.ts';
import { aResult, grades } from './aResult.ts';

type Sat = readonly [year: string, subject: string, value: string, entry?: 'first' | 'resit'];
const sat = (...entries: readonly Sat[]) =>
  entries.map(([academicYear, subject, value, entry = 'first']) =>
    aResult({ keyStage: 'KS4', component: 'grade', subject, value, entry, academicYear }),
  );

describe('Entries of several years', () => {
  test.each<[string, Sat[], string, string | undefined]>([
    [
      'the first, of year 10',
      [
        ['2023/24', 'maths', '3'],
        ['2024/25', 'maths', '4', 'resit'],
      ],
      '2024/25',
      '3',
    ],
    [
      'the first, though the file calls both so',
      [
        ['2024/25', 'maths', '4'],
        ['2023/24', 'maths', '3'],
      ],
      '2024/25',
      '3',
    ],
    [
      'the first, though it is better',
      [
        ['2023/24', 'maths', '6'],
        ['2024/25', 'maths', '4', 'resit'],
      ],
      '2024/25',
      '6',
    ],
    [
      'the earliest known of resits',
      [
        ['2023/24', 'maths', '3', 'resit'],
        ['2024/25', 'maths', '5', 'resit'],
      ],
      '2024/25',
      '3',
    ],
    [
      'nothing of a later year',
      [
        ['2024/25', 'maths', '3'],
        ['2025/26', 'maths', '4', 'resit'],
      ],
      '2024/25',
      '3',
    ],
    ['nothing of a later year, where nothing else is', [['2025/26', 'maths', '4', 'resit']], '2024/25', undefined],
    [
      'the best of all years before 2013/14',
      [
        ['2010/11', 'maths', 'D'],
        ['2011/12', 'maths', 'C'],
      ],
      '2011/12',
      'C',
    ],
    [
      'the best still, where the early one was',
      [
        ['2010/11', 'maths', 'B'],
        ['2011/12', 'maths', 'C'],
      ],
      '2011/12',
      'B',
    ],
    // Department for Education, 29 September 2013: who has completed a GCSE keeps the better of it and the next time it is sat.
    [
      'the next entry after the rule, if better',
      [
        ['2012/13', 'maths', 'D'],
        ['2013/14', 'maths', 'C'],
      ],
      '2013/14',
      'C',
    ],
    [
      'the one before the rule, if better',
      [
        ['2012/13', 'maths', 'B'],
        ['2013/14', 'maths', 'C'],
      ],
      '2013/14',
      'B',
    ],
    [
      'no second entry after the rule',
      [
        ['2012/13', 'maths', 'E'],
        ['2013/14', 'maths', 'D'],
        ['2014/15', 'maths', 'C', 'resit'],
      ],
      '2014/15',
      'D',
    ],
    [
      'art of 2013/14 by the best',
      [
        ['2012/13', 'art', 'D'],
        ['2013/14', 'art', 'C', 'resit'],
      ],
      '2013/14',
      'C',
    ],
    [
      'art of 2014/15 by the first',
      [
        ['2013/14', 'art', 'D'],
        ['2014/15', 'art', 'C', 'resit'],
      ],
      '2014/15',
      'D',
    ],
    [
      'no grade of 2020 in a later year',
      [
        ['2019/20', 'maths', '5'],
        ['2020/21', 'maths', '3', 'resit'],
      ],
      '2020/21',
      '3',
    ],
    [
      'no grade of 2021 in a later year',
      [
        ['2020/21', 'maths', '5'],
        ['2021/22', 'maths', '3', 'resit'],
      ],
      '2021/22',
      '3',
    ],
    ['a grade of 2021 in its own', [['2020/21', 'maths', '5']], '2020/21', '5'],
    ['none, where 2021 has the only grade', [['2020/21', 'maths', '5']], '2021/22', undefined],
    [
      'an early entry that never had a result',
      [
        ['2023/24', 'maths', 'X'],
        ['2024/25', 'maths', '4'],
      ],
      '2024/25',
      '4',
    ],
  ])('count %s', (_what, entries, year, value) => {
    expect(countingGrades(sat(...entries), year)[0]?.grades[0]).toBe(value);
  });

  test('an early letter has the points of the year in which it counts', () => {
    const early = sat(['2015/16', 'maths', 'C'], ['2016/17', 'english-language', '5']);
    expect(outcomeOfMeasure('ks4-grade4-english-maths', early, '2016/17')).toBe('met');
    // A C was 5 points in 2015/16 and is no grade 5.
    expect(outcomeOfMeasure('ks4-grade5-english-maths', early, '2016/17')).toBe('notMet');
    expect(attainment8Score(early, '2016/17')).toBe(13);
  });

  test.each<[string, Sat[], string, number | 'missing']>([
    [
      'language doubled by literature',
      [
        ['2023/24', 'english-literature', '3'],
        ['2024/25', 'english-language', '4'],
      ],
      '2024/25',
      11,
    ],
    // Literature of 2021 has no points in 2022, and doubles language all the same.
    [
      'literature of 2021',
      [
        ['2020/21', 'english-literature', '6'],
        ['2021/22', 'english-language', '4'],
      ],
      '2021/22',
      8,
    ],
    [
      'maths of 2021 alone',
      [
        ['2020/21', 'maths', '6'],
        ['2021/22', 'history', '4'],
      ],
      '2021/22',
      4,
    ],
    ['early entries alone', [['2023/24', 'maths', '6']], '2024/25', 'missing'],
    [
      'literature sat after year 11',
      [
        ['2024/25', 'english-language', '4'],
        ['2025/26', 'english-literature', '4'],
      ],
      '2024/25',
      4,
    ],
  ])('Attainment 8: %s', (_what, entries, year, score) => {
    expect(attainment8Score(sat(...entries), year)).toBe(score);
  });

  test('a result of the year is needed: what was sat early says nothing of what has not come in', () => {
    const early = sat(['2023/24', 'english-literature', '3']);
    expect(outcomeOfMeasure('ks4-grade4-english-maths', early, '2024/25')).toBe('missing');
    const headline = aResult({ keyStage: 'KS4', subject: 'ks4-attainment8', component: 'headline', value: '40' });
    expect(
      outcomeOfMeasure('ks4-grade4-english-maths', [...early, { ...headline, academicYear: '2024/25' }], '2024/25'),
    ).toBe('missing');
    // A headline is of its own year.
    expect(
      attainment8Score([...sat(['2024/25', 'maths', '4']), { ...headline, academicYear: '2023/24' }], '2024/25'),
    ).toBe(8);
  });
});

describe('A result that has not come (X, Q)', () => {
  const year = '2024/25';
  test.each<[string, Record<string, string>, string, string, number | 'missing']>([
    ['maths Q, English 4', { 'english-language': '4', maths: 'Q' }, 'missing', 'notMet', 'missing'],
    ['maths X, English 5', { 'english-language': '5', maths: 'X' }, 'missing', 'missing', 'missing'],
    ['maths Q, English 3', { 'english-language': '3', maths: 'Q' }, 'notMet', 'notMet', 'missing'],
    [
      'language Q, literature 3',
      { 'english-language': 'Q', 'english-literature': '3', maths: '4' },
      'missing',
      'notMet',
      'missing',
    ],
    [
      'language Q, literature 5',
      { 'english-language': 'Q', 'english-literature': '5', maths: '5' },
      'met',
      'met',
      'missing',
    ],
    [
      'language Q, literature 9',
      { 'english-language': 'Q', 'english-literature': '9', maths: '5' },
      'met',
      'met',
      'missing',
    ],
    ['history Q', { 'english-language': '4', maths: '4', history: 'Q' }, 'met', 'notMet', 'missing'],
    [
      'a double award QQ',
      { 'english-language': '4', maths: '4', 'combined-science': 'QQ' },
      'met',
      'notMet',
      'missing',
    ],
    ['nothing but X', { maths: 'X', history: 'Q' }, 'missing', 'missing', 'missing'],
    ['no English, maths Q', { history: '5', maths: 'Q' }, 'notMet', 'notMet', 'missing'],
    [
      'a vocational result that has not come',
      { 'english-language': '4', maths: '4', 'btec-sport': 'Q' },
      'met',
      'notMet',
      12,
    ],
  ])('%s', (_what, bySubject, four, five, score) => {
    const results = grades(year, bySubject);
    expect(outcomeOfMeasure('ks4-grade4-english-maths', results, year)).toBe(four);
    expect(outcomeOfMeasure('ks4-grade5-english-maths', results, year)).toBe(five);
    expect(attainment8Score(results, year)).toBe(score);
  });

  test('changes no Attainment 8 where a resit waits: the first entry counts', () => {
    const resit = aResult({
      keyStage: 'KS4',
      component: 'grade',
      subject: 'maths',
      value: 'Q',
      entry: 'resit',
      academicYear: year,
    });
    expect(attainment8Score([...grades(year, { maths: '4' }), resit], year)).toBe(8);
    const first = grades(year, { maths: 'Q' });
    expect(attainment8Score([...first, { ...resit, value: '4' }], year)).toBe('missing');
  });

  test.each<[string, string, string]>([
    ['Q', 'C', 'missing'],
    ['Q', 'D', 'notMet'],
    ['C', 'Q', 'missing'],
  ])('five A*-C: maths %s, English %s and three more C: %s', (maths, english, outcome) => {
    const results = grades('2010/11', { maths, english, history: 'C', art: 'C', french: 'C' });
    expect(outcomeOfMeasure('ks4-5ac-english-maths', results, '2010/11')).toBe(outcome);
  });

  test('five A*-C: not missing where the others are five already', () => {
    const results = grades('2010/11', { maths: 'C', english: 'C', history: 'C', art: 'C', french: 'C', drama: 'X' });
    expect(outcomeOfMeasure('ks4-5ac-english-maths', results, '2010/11')).toBe('met');
  });
});

test('another qualification in English, or one that waits, doubles nothing and takes no grade away', () => {
  const of = (subject: string, value: string, qualification: string | null) =>
    aResult({ keyStage: 'KS4', component: 'grade', subject, value, qualification, academicYear: '2024/25' });
  const gcses = [of('english-language', '4', null), of('maths', '4', null)];
  const others = [
    of('english', 'Pass', 'Functional Skills Level 1'),
    of('english-literature', 'Q', 'Entry Level Certificate'),
    of('maths', 'Pass', 'Functional Skills Level 1'),
  ];
  expect(attainment8Score([...gcses, ...others], '2024/25')).toBe(12);
  expect(attainment8Score([...others, ...gcses], '2024/25')).toBe(12);
  expect(outcomeOfMeasure('ks4-grade4-english-maths', [...gcses, ...others], '2024/25')).toBe('met');
  expect(outcomeOfMeasure('ks4-grade4-english-maths', others, '2024/25')).toBe('missing');
});
