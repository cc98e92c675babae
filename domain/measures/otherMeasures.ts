import type { Measure, SeriesBreak, YearsWithout } from './measure.ts';

const shared = {
  unit: 'percent',
  polarity: 'lower',
  rated: true,
  keyStage: null,
  ncYear: null,
  lastYear: null,
  yearsWithout: [],
  seriesBreaks: [],
  aliases: [],
  computable: true,
  decimals: 1,
} as const;

const absenceNotPublished: YearsWithout = {
  years: ['2019/20'],
  words: 'absence of 2019/20 was not published (schools closed from March 2020)',
  noResults: false,
};
const sixHalfTerms: SeriesBreak = { year: '2013/14', reason: 'six half terms instead of five' };
const schoolsPartlyClosed: SeriesBreak = { year: '2019/20', reason: 'schools partly closed in 2019/20 and 2020/21' };
const schoolsOpenAgain: SeriesBreak = { year: '2021/22', reason: 'schools open throughout again' };
const reforms2014: SeriesBreak = {
  year: '2014/15',
  reason: 'SEN support replaced School Action and School Action Plus; plans began to replace statements',
};

const attendance = { ...shared, subject: 'attendance', yearsWithout: [absenceNotPublished] } as const;
const exclusions = {
  ...shared,
  subject: 'exclusions',
  seriesBreaks: [schoolsPartlyClosed, schoolsOpenAgain],
} as const;
const sen = { ...shared, subject: 'sen', rated: false } as const;
const peps = { ...shared, subject: 'peps', polarity: 'higher', firstYear: '2010/11' } as const;

/** Attendance, exclusions, SEN and PEP measures. Sources: domain.md sections 3 and 6 to 8; reference/benchmarks.csv. */
export const otherMeasures: readonly Measure[] = [
  {
    ...attendance,
    id: 'absence-overall',
    name: 'Overall absence',
    shortName: 'Absence',
    firstYear: '2005/06',
    seriesBreaks: [sixHalfTerms],
    definition:
      'Sessions missed, authorised or not, as a percentage of possible sessions; to 2012/13 of the first five half-terms.',
  },
  {
    ...attendance,
    id: 'absence-unauthorised',
    name: 'Unauthorised absence',
    shortName: 'Unauthorised',
    firstYear: '2005/06',
    seriesBreaks: [sixHalfTerms],
    definition:
      'Sessions missed without authorisation as a percentage of possible sessions; to 2012/13 of the first five half-terms.',
  },
  {
    ...attendance,
    id: 'absence-persistent-10',
    name: 'Persistent absence (10 % or more)',
    shortName: 'Persistent absence',
    firstYear: '2012/13',
    seriesBreaks: [{ year: '2015/16', reason: 'the 10 % definition came into use; earlier years are applied back' }],
    definition: 'Pupils who missed 10 % or more of their own possible sessions. All-pupil figures count enrolments.',
  },
  {
    ...attendance,
    id: 'absence-persistent-15',
    name: 'Persistent absence (15 % threshold, to 2014/15)',
    shortName: 'Persistent absence (15 %)',
    firstYear: '2008/09',
    lastYear: '2014/15',
    yearsWithout: [],
    seriesBreaks: [sixHalfTerms],
    definition:
      'Pupils who missed at least the fixed number of sessions standing for 15 % of a typical year: 46 over five half-terms to 2012/13 (2008/09 and 2009/10 recalculated back), 56 over six since.',
  },
  {
    ...attendance,
    id: 'absence-severe-50',
    name: 'Severe absence (50 % or more)',
    shortName: 'Severe absence',
    firstYear: '2015/16',
    definition: 'Pupils who missed 50 % or more of their own possible sessions. All-pupil figures count enrolments.',
  },
  {
    ...attendance,
    id: 'absence-missed-25-days',
    name: 'Missed 25 or more days of school',
    shortName: '25+ days missed',
    firstYear: '1999/00',
    aliases: ['CF/C24', 'OC2/C24'],
    definition: "Looked-after children of school age who missed 25 or more days' schooling for any reason in the year.",
  },
  {
    ...exclusions,
    id: 'suspension-at-least-one',
    name: 'At least one suspension',
    shortName: 'Suspended at least once',
    firstYear: '2008/09',
    definition:
      'Pupils suspended (formerly: excluded for a fixed period) at least once in the year. Lunchtime suspensions alone are not counted here; each is half a day towards the limits of 5, 15 and 45 days.',
    decimals: 2,
  },
  {
    ...exclusions,
    id: 'suspension-incident-rate',
    name: 'Suspensions per 100 pupils',
    shortName: 'Suspension rate',
    firstYear: '2008/09',
    definition:
      'Suspensions in the year per 100 pupils; a pupil suspended three times counts three. Lunchtime suspensions are not counted here; each is half a day towards the limits of 5, 15 and 45 days.',
    decimals: 2,
  },
  {
    ...exclusions,
    id: 'exclusion-permanent-rate',
    name: 'Permanent exclusions per 100 pupils',
    shortName: 'Permanent exclusions',
    firstYear: '2002/03',
    definition: 'Permanent exclusions standing at the end of the year per 100 pupils.',
    decimals: 2,
  },
  {
    ...sen,
    id: 'sen-support-share',
    name: 'Share on SEN support',
    shortName: 'SEN support',
    firstYear: '2014/15',
    definition: 'Pupils on SEN support (no plan or statement) as a percentage of pupils.',
  },
  {
    ...sen,
    id: 'sen-plan-share',
    name: 'Share with an education, health and care plan or statement',
    shortName: 'EHC plan or statement',
    firstYear: '2002/03',
    seriesBreaks: [reforms2014],
    definition:
      'Pupils with an education, health and care plan or, until 2018, a statement, as a percentage of pupils.',
  },
  {
    ...sen,
    id: 'sen-any-share',
    name: 'Share with any special educational need',
    shortName: 'Any SEN',
    firstYear: '2002/03',
    seriesBreaks: [reforms2014],
    definition: 'Pupils with SEN support, a plan or a statement as a percentage of pupils.',
  },
  {
    ...peps,
    id: 'pep-on-time',
    name: 'PEPs on time',
    shortName: 'PEPs on time',
    definition: 'PEPs done by their due date, of those due; children who left before the due date are not counted.',
  },
  {
    ...peps,
    id: 'pep-complete',
    name: 'PEPs complete',
    shortName: 'PEPs complete',
    definition: 'PEPs with every required section filled in, of PEPs held.',
  },
  {
    ...peps,
    id: 'pep-quality-green',
    name: 'PEPs judged green',
    shortName: 'PEPs green',
    definition: 'PEPs whose overall quality is in the best grade of the rubric, of PEPs judged.',
  },
];
