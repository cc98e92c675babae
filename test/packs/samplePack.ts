import type { ChildPack, PackContext, SchoolPack } from '#service/packs/model/packModel.ts';
import { packQuestions } from '#service/packs/model/packQuestions.ts';

/** Synthetic people: 'Testerton', 'Samplesson' and the like exist nowhere; the forenames exercise diacritics. */
const NAMES: [string, string, string | null][] = [
  ['Rowan', 'Testerton', 'Ro'],
  ['Yıldız', 'Samplesson', null],
  ['Łukasz', 'Demowski', 'Łuki'],
  ['Griffiths', 'Mockford-Ñandú', null],
  ['Siân', 'Exampleby', null],
];

export function aContext(overrides: Partial<PackContext> = {}): PackContext {
  return {
    school: { name: 'Demonstration Primary & Nursery School', urn: '999001', laestab: '886/9001', phase: 'Primary' },
    designatedTeacher: { name: 'M. Sample' },
    dsl: { name: 'D. Placeholder', contact: '01234 567 890' },
    authorityName: 'Kent County Council',
    teamName: 'Virtual School Kent',
    preparedOn: '2025-04-02',
    asAt: '2025-03-31',
    preparedBy: 'A. Head',
    returnTo: { name: 'A. Head', contact: 'a.head@example.org', by: '2025-05-02' },
    demonstration: true,
    ...overrides,
  };
}

/** A child with something in every section; `seed` picks the name and shifts the figures. */
export function aChildPack(overrides: Partial<ChildPack> = {}, seed = 0): ChildPack {
  const [forename, surname, knownAs] = NAMES[seed % NAMES.length] ?? ['Rowan', 'Testerton', null];
  const unauthorised = 11 + (seed % 7);
  const facts: Omit<ChildPack, 'questions'> = {
    localId: `DEMO-${String(100 + seed)}`,
    header: {
      legalName: { forename, surname: seed < NAMES.length ? surname : `${surname} ${seed}` },
      knownAs,
      dateOfBirth: '2013-11-05',
      ncYear: '6',
      upn: 'A999001234567',
      senStatus: 'Education, health and care plan',
      assistantHead: { name: 'A. Head', contact: '01234 500 000' },
      placement: { type: 'Foster care', district: 'Thanet' },
    },
    attendance: {
      available: true,
      value: {
        thisYear: {
          academicYear: '2024/25',
          possible: 244,
          attended: 244 - 10 - unauthorised,
          authorised: 10,
          unauthorised,
          coverageWords: 'marks for 25 of 25 weeks',
        },
        seriesUnit: 'half-term',
        series: [
          { label: 'Autumn 1', possible: 70, attended: 68 },
          { label: 'Autumn 2', possible: 66, attended: 62 },
          { label: 'Spring 1', possible: 56, attended: 45 - (seed % 3) },
          { label: 'Spring 2', possible: 52, attended: 48 },
          { label: 'Summer 1', possible: 0, attended: 0 },
          { label: 'Summer 2', possible: 0, attended: 0 },
        ],
        targetPercent: 95,
        earlierYears: [
          {
            academicYear: '2023/24',
            possible: 372,
            attended: 356,
            authorised: 12,
            unauthorised: 4,
            coverageWords: 'marks for 38 of 38 weeks',
          },
          {
            academicYear: '2022/23',
            possible: 0,
            attended: 0,
            authorised: 0,
            unauthorised: 0,
            coverageWords: 'no marks: in another authority until July 2023',
          },
        ],
      },
    },
    attainment: {
      available: true,
      value: {
        points: ['KS1', 'Autumn', 'Spring'],
        rows: [
          row('Reading', ['WTS', '98', '101'], '100', '102', ['green', 'On track']),
          row('Writing', ['WTS', 'WTS', 'WTS'], 'EXS', 'WTS', ['red', 'Below']),
          row('Maths', ['EXS', '99', '97'], '103', '99', ['amber', 'One mark short']),
          row('Grammar, punctuation and spelling', [null, '96', '99'], '100', '100', ['green', 'On track']),
          row('Science', [null, null, null], null, null, null),
        ],
        scale: {
          unit: 'scaled score',
          min: 80,
          max: 120,
          expected: { value: 100, label: 'expected standard' },
          rows: [
            { subject: 'Reading', point: 'Spring', result: 101, target: 100 },
            { subject: 'Maths', point: 'Spring', result: 97, target: 103 },
            { subject: 'Grammar, punctuation and spelling', point: 'Spring', result: 99, target: 100 },
          ],
        },
        sourceNote:
          'Scaled scores run from 80 to 120; 100 is the expected standard. WTS: working towards; EXS: expected standard, by teacher assessment. Spring entered by the school, 14 March 2025.',
      },
    },
    suspensions: {
      available: true,
      value: {
        academicYear: '2024/25',
        standingSessions: 3,
        rows: [
          {
            date: '2025-01-21',
            category: 'Suspension',
            sessions: 3,
            reasons: ['Persistent or general disruptive behaviour', 'Verbal abuse against an adult'],
            status: 'issued',
          },
          { date: '2024-11-12', category: 'Suspension', sessions: 2, reasons: ['Damage'], status: 'cancelled' },
        ],
      },
    },
    lastPep: {
      available: true,
      value: {
        title: 'Spring 2025',
        dateHeld: '2025-03-06',
        due: '2025-03-14',
        timeliness: { rag: 'green', words: 'On time' },
        completeness: { filled: 8, of: 8 },
        overall: { rag: 'amber', words: 'Amber' },
        sections: [
          section('Child’s voice', 'green', 'Own words about the school trip and about maths.'),
          section('History and attainment', 'green', 'Complete from KS1; matches the school’s records.'),
          section('Needs and barriers', 'green', 'Speech and language need named, with the provision for it.'),
          section(
            'Previous targets evaluated',
            'amber',
            'Two of three evaluated; the maths sessions are described but not whether they worked.',
          ),
          section('New SMART targets', 'amber', 'The transition target has no date and no owner.'),
          section('Interventions and funding', 'green', 'Each request is costed against a target.'),
          section('Transition and stability', 'amber', 'The secondary school is named; no visit is booked.'),
          section('People and next date', 'green', 'All present; next meeting set for 3 July 2025.'),
        ],
        gradedBy: 'A. Head',
        gradedOn: '2025-03-11',
        nextDue: '2025-07-18',
      },
    },
    smartTargets: {
      available: true,
      value: [
        {
          what: 'Read for 20 minutes, five days a week, and talk about the book',
          who: 'Carer',
          when: '2025-05-23',
          where: 'Home',
          howOften: 'Daily',
          evaluation: {
            outcome: { rag: 'green', words: 'Met' },
            evidence: 'Reading score 98 to 101',
            on: '2025-03-06',
          },
        },
        {
          what: 'Four one-to-one maths sessions before May',
          who: 'Mr Trial',
          when: '2025-04-30',
          where: 'School',
          howOften: 'Weekly',
          evaluation: {
            outcome: { rag: 'amber', words: 'Under way' },
            evidence: '2 of 4 held; £160 of £240 pupil premium plus spent',
            on: '2025-03-06',
          },
        },
        {
          what: 'Two visits to the new secondary school by June',
          who: 'Designated teacher',
          when: null,
          where: null,
          howOften: null,
          evaluation: null,
        },
      ],
    },
  };
  const merged = { ...facts, ...overrides };
  return { ...merged, questions: overrides.questions ?? packQuestions(merged) };
}

/** A child about whom the team knows next to nothing: every section says so in words. */
export function anEmptyChildPack(): ChildPack {
  const nothing = { available: false, reason: 'nothing has been received from the school' } as const;
  const child = aChildPack({
    attendance: nothing,
    attainment: nothing,
    suspensions: nothing,
    lastPep: { available: false, reason: 'no PEP is recorded for this child' },
    smartTargets: nothing,
  });
  return {
    ...child,
    header: {
      legalName: child.header.legalName,
      knownAs: null,
      dateOfBirth: null,
      ncYear: null,
      upn: null,
      senStatus: null,
      assistantHead: null,
    },
  };
}

export function aSchoolPack(children = 3, overrides: Partial<PackContext> = {}): SchoolPack {
  return { ...aContext(overrides), children: Array.from({ length: children }, (_, index) => aChildPack({}, index)) };
}

function row(
  subject: string,
  results: (string | null)[],
  target: string | null,
  prediction: string | null,
  onTrack: ['green' | 'amber' | 'red', string] | null,
) {
  return {
    subject,
    results,
    target,
    prediction,
    onTrack: onTrack === null ? null : { rag: onTrack[0], words: onTrack[1] },
  };
}

function section(name: string, grade: 'green' | 'amber' | 'red', reason: string) {
  return { name, grade, reason };
}
