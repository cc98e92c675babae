import type { Measure, SeriesBreak } from './measure.ts';

const shared = {
  unit: 'percent',
  polarity: 'higher',
  rated: true,
  subject: 'ks4',
  keyStage: 4,
  ncYear: 11,
  lastYear: null,
  yearsWithout: [],
  seriesBreaks: [],
  aliases: [],
  computable: true,
  decimals: 1,
} as const;

const gradedWithoutExams: readonly SeriesBreak[] = [
  { year: '2019/20', reason: 'exams cancelled: grades by centres (2020) and teachers (2021)' },
  { year: '2021/22', reason: 'exams again, with grading between 2019 and 2021' },
  { year: '2022/23', reason: 'grading back to the standard of 2019' },
];
const newGcses: SeriesBreak = {
  year: '2016/17',
  reason: 'GCSEs graded 9 to 1 in English and maths; new point scores',
};
const wolfRules: SeriesBreak = {
  year: '2013/14',
  reason: 'first entry counts and equivalents are limited (Wolf review): lower figures than before',
};

/** Key stage 4 measures. Source: domain.md section 5; series breaks from the definitions in reference/benchmarks.csv. */
export const keyStage4Measures: readonly Measure[] = [
  {
    ...shared,
    id: 'ks4-5ac-english-maths',
    name: 'KS4 five or more A*-C including English and maths',
    shortName: '5+ A*-C incl. English and maths',
    firstYear: '1995/96',
    lastYear: '2015/16',
    seriesBreaks: [wolfRules],
    aliases: ['NI75', 'NI101'],
    definition:
      'Pupils at the end of key stage 4 with five or more GCSEs (or equivalent) at A*-C, English and maths among them.',
  },
  {
    ...shared,
    id: 'ks4-5ac',
    name: 'KS4 five or more A*-C, any subjects',
    shortName: '5+ A*-C',
    firstYear: '1987/88',
    lastYear: '2015/16',
    seriesBreaks: [wolfRules],
    definition: 'Pupils at the end of key stage 4 with five or more GCSEs (or equivalent) at A*-C in any subjects.',
  },
  {
    ...shared,
    id: 'ks4-attainment8',
    name: 'KS4 Attainment 8',
    shortName: 'Attainment 8',
    unit: 'points',
    firstYear: '2015/16',
    seriesBreaks: [
      newGcses,
      { year: '2017/18', reason: 'most subjects graded 9 to 1; the highest score is 90' },
      ...gradedWithoutExams,
    ],
    definition:
      'Mean points over eight subjects: English and maths double, three English Baccalaureate subjects, three open. ' +
      'Highest 90 since 2018.',
  },
  {
    ...shared,
    id: 'ks4-progress8',
    name: 'KS4 Progress 8',
    shortName: 'Progress 8',
    unit: 'score',
    firstYear: '2015/16',
    seriesBreaks: [{ year: '2017/18', reason: 'extremely negative scores are limited from 2018' }],
    yearsWithout: [
      { years: ['2019/20', '2020/21'], words: 'no Progress 8 for 2020 and 2021', noResults: true },
      {
        years: ['2024/25', '2025/26'],
        words: 'no Progress 8 for 2024/25 and 2025/26 (no KS2 tests in 2020 and 2021)',
        noResults: true,
      },
    ],
    definition:
      'Mean difference between Attainment 8 and the national mean of pupils with the same KS2 results, in grades.',
    // Needs the national estimates of each prior-attainment group, which are not held.
    computable: false,
    decimals: 2,
  },
  {
    ...shared,
    id: 'ks4-grade4-english-maths',
    name: 'KS4 grade 4 or above in English and maths',
    shortName: 'Grade 4+ English and maths',
    firstYear: '2016/17',
    seriesBreaks: gradedWithoutExams,
    definition:
      'Pupils at the end of key stage 4 with grade 4 or above in maths and in English language or literature.',
  },
  {
    ...shared,
    id: 'ks4-grade5-english-maths',
    name: 'KS4 grade 5 or above in English and maths',
    shortName: 'Grade 5+ English and maths',
    firstYear: '2016/17',
    seriesBreaks: gradedWithoutExams,
    definition:
      'Pupils at the end of key stage 4 with grade 5 or above in maths and in English language or literature.',
  },
  {
    ...shared,
    id: 'ks4-ebacc-aps',
    name: 'KS4 English Baccalaureate average point score',
    shortName: 'EBacc APS',
    unit: 'points',
    firstYear: '2017/18',
    seriesBreaks: gradedWithoutExams,
    definition: 'Mean points per pupil over the English Baccalaureate pillars, a pillar not entered counting nothing.',
    computable: false,
    decimals: 2,
  },
];
