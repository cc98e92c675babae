import type { Measure, YearsWithout } from './measure.ts';

const NO_TESTS: YearsWithout = {
  years: ['2019/20', '2020/21'],
  words: 'no KS2 tests in 2020 and 2021',
  noResults: true,
};

const shared = {
  unit: 'percent',
  polarity: 'higher',
  rated: true,
  subject: 'ks2',
  keyStage: 2,
  ncYear: 6,
  aliases: [],
  computable: true,
  decimals: 1,
} as const;

const expected = {
  ...shared,
  firstYear: '2015/16',
  lastYear: null,
  yearsWithout: [NO_TESTS],
  seriesBreaks: [],
} as const;
const levels = { ...shared, firstYear: '1994/95', lastYear: '2014/15', yearsWithout: [], seriesBreaks: [] } as const;

const writingFramework = {
  year: '2017/18',
  reason: 'writing teacher assessment framework changed; not comparable with 2016 and 2017',
} as const;
const writingByTeacher = {
  year: '2011/12',
  reason: 'writing by teacher assessment instead of a test from 2011/12',
} as const;

/** Key stage 2 measures. Source: domain.md section 5; series breaks from the definitions in reference/benchmarks.csv. */
export const keyStage2Measures: readonly Measure[] = [
  {
    ...expected,
    id: 'ks2-reading-expected',
    name: 'KS2 expected standard in reading',
    shortName: 'KS2 reading',
    definition:
      'Pupils at the end of key stage 2 with a reading scaled score of 100 or more, of those with an outcome.',
  },
  {
    ...expected,
    id: 'ks2-writing-expected',
    name: 'KS2 expected standard in writing (teacher assessment)',
    shortName: 'KS2 writing',
    seriesBreaks: [writingFramework],
    definition: 'Pupils assessed by their teacher as working at the expected standard (EXS) or greater depth (GDS).',
  },
  {
    ...expected,
    id: 'ks2-maths-expected',
    name: 'KS2 expected standard in maths',
    shortName: 'KS2 maths',
    definition: 'Pupils at the end of key stage 2 with a maths scaled score of 100 or more, of those with an outcome.',
  },
  {
    ...expected,
    id: 'ks2-gps-expected',
    name: 'KS2 expected standard in grammar, punctuation and spelling',
    shortName: 'KS2 GPS',
    definition:
      'Pupils with a grammar, punctuation and spelling scaled score of 100 or more, of those with an outcome.',
  },
  {
    ...expected,
    id: 'ks2-rwm-expected',
    name: 'KS2 expected standard in reading, writing and maths',
    shortName: 'KS2 RWM',
    seriesBreaks: [writingFramework],
    definition:
      'Pupils at the expected standard in all three: reading and maths scaled score 100 or more, writing EXS or GDS.',
  },
  {
    ...levels,
    id: 'ks2-english-level4',
    name: 'KS2 level 4 or above in English',
    shortName: 'KS2 English L4+',
    seriesBreaks: [writingByTeacher],
    // The seed prints NI99 beside maths and NI100 beside English; nationally it is the other way round (domain.md section 3).
    aliases: ['NI99'],
    definition: 'Pupils at the end of key stage 2 at national curriculum level 4 or above in English.',
  },
  {
    ...levels,
    id: 'ks2-reading-level4',
    name: 'KS2 level 4 or above in reading',
    shortName: 'KS2 reading L4+',
    definition: 'Pupils at the end of key stage 2 at national curriculum level 4 or above in reading.',
  },
  {
    ...levels,
    id: 'ks2-writing-level4',
    name: 'KS2 level 4 or above in writing',
    shortName: 'KS2 writing L4+',
    seriesBreaks: [writingByTeacher],
    definition: 'Pupils at level 4 or above in writing: by test to 2010/11, by teacher assessment from 2011/12.',
  },
  {
    ...levels,
    id: 'ks2-maths-level4',
    name: 'KS2 level 4 or above in maths',
    shortName: 'KS2 maths L4+',
    aliases: ['NI100'],
    definition: 'Pupils at the end of key stage 2 at national curriculum level 4 or above in maths.',
  },
  {
    ...levels,
    id: 'ks2-english-maths-level4',
    name: 'KS2 level 4 or above in both English and maths',
    shortName: 'KS2 English and maths L4+',
    seriesBreaks: [writingByTeacher],
    aliases: ['NI73'],
    definition: 'Pupils at the end of key stage 2 at national curriculum level 4 or above in English and in maths.',
  },
  {
    ...levels,
    id: 'ks2-rwm-level4',
    name: 'KS2 level 4 or above in reading, writing and maths',
    shortName: 'KS2 RWM L4+',
    firstYear: '2011/12',
    definition: 'Pupils at level 4 or above in reading (test), writing (teacher assessment) and maths (test).',
  },
];
