import { describe, expect, it, test } from 'vitest';
import { type AttainmentTargetSaid, attainmentTargetSaid } from '#domain/attainment/attainmentTargetSaid.ts';
import { type ResultSaid, resultSaid } from '#domain/attainment/resultSaid.ts';
import { subjectNamed } from '#domain/attainment/subjectNamed.ts';
import type { Facts } from '#domain/facts/factRows.ts';
import { aRecord, sayingOn } from '../identity/saying.ts';

type Given = Partial<ResultSaid> & { asOf?: string; later?: Record<string, string>; decided?: Record<string, string> };
let made = 0;
const tell = (facts: Facts, { asOf = '2025-12-01', later, decided, ...given }: Given) => {
  const qualification = given.qualification ?? null;
  const proposal: ResultSaid = {
    ...{ academicYear: '2024/25', keyStage: 'KS4', subject: 'maths', component: 'grade', entry: 'first' },
    ...{
      status: 'final',
      value: '4',
      issuedOn: null,
      others: [],
      namesEntry: false,
      namesQualification: qualification !== null,
    },
    ...given,
    qualification,
  };
  const fresh = () => {
    made += 1;
    return `r${String(made).padStart(3, '0')}`;
  };
  return resultSaid(facts, proposal, {
    ...sayingOn(asOf, { ...(later ? { later } : {}), ...(decided ? { decided } : {}) }),
    fresh,
  });
};
const all = (...said: Given[]): Facts => said.reduce<Facts>((facts, each) => tell(facts, each).facts, aRecord);
const held = ({ results }: Facts) =>
  results.map(({ value, qualification, supersedesId }) => {
    const over = results.find(({ id }) => id === supersedesId)?.value;
    return `${value} ${qualification ?? 'GCSE'}${over ? ` over ${over}` : ''}`;
  });

const PASS = { value: 'Pass', qualification: 'Functional Skills Level 1' };
const D = { subject: 'engineering', value: 'D' };
const BTEC = { ...D, qualification: 'BTEC Level 2' };

describe('Which result a row means, by its qualification', () => {
  test.each<[string, Given[], string[]]>([
    ['a Functional Skills pass beside a GCSE', [{}, PASS], ['4 GCSE', 'Pass Functional Skills Level 1']],
    ['the other way round', [PASS, {}], ['Pass Functional Skills Level 1', '4 GCSE']],
    ['the same pass again', [PASS, { ...PASS, asOf: '2026-01-10' }], ['Pass Functional Skills Level 1']],
    [
      'however its name is written',
      [PASS, { ...PASS, qualification: 'functional  skills level 1' }],
      ['Pass Functional Skills Level 1'],
    ],
    [
      'a re-mark is of its own qualification',
      [{}, PASS, { value: '5', asOf: '2026-01-10' }],
      ['4 GCSE', 'Pass Functional Skills Level 1', '5 GCSE over 4'],
    ],
    ['a D that a later file says is a BTEC’s', [D, BTEC], ['D BTEC Level 2']],
    ['and then comes once more without it', [D, BTEC, { ...D, asOf: '2026-01-10' }], ['D BTEC Level 2']],
    ['the BTEC’s D first', [BTEC, D], ['D BTEC Level 2']],
    ['a D that a file says is a GCSE’s', [BTEC, { ...D, namesQualification: true }], ['D BTEC Level 2', 'D GCSE']],
    ['another value', [D, { ...BTEC, value: 'M' }], ['D GCSE', 'M BTEC Level 2']],
    [
      'a vocational grade that had no name',
      [
        { ...D, value: 'D*', qualification: 'vocational', namesQualification: false },
        { ...BTEC, value: 'D*' },
      ],
      ['D* BTEC Level 2'],
    ],
    [
      'every version of it',
      [{ ...D, status: 'provisional', value: 'C' }, D, BTEC],
      ['C BTEC Level 2', 'D BTEC Level 2 over C'],
    ],
  ])('%s', (_what, said, expected) => expect(held(all(...said))).toEqual(expected));

  it('a file that has both has two results, in either order', () => {
    const row = (given: Given) => ({
      ...{
        academicYear: '2024/25',
        keyStage: 'KS4',
        component: 'grade',
        entry: 'first',
        namesEntry: false,
        issuedOn: null,
      },
      ...{ subject: 'engineering', value: 'D', qualification: given.qualification ?? null },
      namesQualification: given.qualification !== undefined,
    });
    const [gcse, btec] = [
      { ...D, others: [row(BTEC)] },
      { ...BTEC, others: [row(D)] },
    ];
    expect(held(all(gcse, btec))).toEqual(['D GCSE', 'D BTEC Level 2']);
    expect(held(all(btec, gcse))).toEqual(['D BTEC Level 2', 'D GCSE']);
  });

  it('is shown, and can be had the other way', () => {
    const ruling = tell(all(D), BTEC);
    expect(ruling.differences).toMatchObject([
      { was: 'KS4 engineering: D, GCSE', now: 'KS4 engineering: D, BTEC Level 2', as: 'correction', canFlip: true },
    ]);
    const what = ruling.differences?.[0]?.what ?? '';
    expect(ruling.said).toContain(what);
    const other = tell(all(D), { ...BTEC, decided: { [what]: 'change' } });
    expect(held(other.facts)).toEqual(['D GCSE', 'D BTEC Level 2']);
    expect(other.differences).toHaveLength(1);
  });
});

describe('Which entry a row means', () => {
  const four: Given = { value: '4', issuedOn: '2025-01-09' };
  const resit: Given = { ...four, entry: 'resit', namesEntry: true };
  const entries = (...said: Given[]) => all(...said).results.map(({ value, entry }) => `${value} ${entry}`);
  test.each<[string, Given[], string[]]>([
    ['one that was taken for the first', [four, resit], ['4 resit']],
    ['and then comes again without an entry', [four, resit, four], ['4 resit']],
    ['the resit first', [resit, four], ['4 resit']],
    ['a first that was called a resit', [resit, { ...four, namesEntry: true }], ['4 first']],
    ['a first of another day', [{ ...four, issuedOn: '2024-08-22' }, resit], ['4 first', '4 resit']],
    ['another value', [{ ...four, value: '3' }, resit], ['3 first', '4 resit']],
    [
      'without a day nothing is known',
      [
        { ...four, issuedOn: null },
        { ...resit, issuedOn: null },
      ],
      ['4 first', '4 resit'],
    ],
    ['beside a first', [four, { value: '3', issuedOn: '2025-08-21' }, resit], ['4 resit', '3 first']],
  ])('%s', (_what, said, expected) => expect(entries(...said)).toEqual(expected));
});

describe('Assessments of the terms', () => {
  const term = (value: string, issuedOn: string | null, asOf = '2025-07-20'): Given => ({
    ...{ keyStage: 'termly', subject: 'reading', component: 'teacherAssessment', value, issuedOn, asOf },
  });
  test.each<[string, Given[], string[]]>([
    [
      'are results of their own by their day',
      [term('EXS', '2024-12-10'), term('EXS', '2025-03-20'), term('WTS', '2025-07-10')],
      ['EXS GCSE', 'EXS GCSE', 'WTS GCSE'],
    ],
    ['the same again', [term('EXS', '2024-12-10'), term('EXS', '2024-12-10')], ['EXS GCSE']],
    [
      'put right',
      [term('EXS', '2024-12-10'), term('WTS', '2024-12-10', '2025-08-01')],
      ['EXS GCSE', 'WTS GCSE over EXS'],
    ],
    [
      'without a day, by their term',
      [term('EXS', null, '2024-12-10'), term('EXS', null, '2024-12-17'), term('EXS', null, '2025-03-20')],
      ['EXS GCSE', 'EXS GCSE'],
    ],
    ['without a day, then with it', [term('EXS', null, '2024-12-15'), term('EXS', '2024-12-10')], ['EXS GCSE']],
    ['with a day, then without it', [term('EXS', '2024-12-10'), term('EXS', null, '2024-12-15')], ['EXS GCSE']],
  ])('%s', (_what, said, expected) => expect(held(all(...said))).toEqual(expected));
});

describe('A re-mark that is taken back by a file without days of its own', () => {
  const said = 'result 2024/25 KS4 maths grade first final by its file';
  const [august, october, november] = [
    { value: '5', asOf: '2025-08-21' },
    { value: '6', asOf: '2025-10-10' },
    { value: '5', asOf: '2025-11-01' },
  ];
  const expected = ['5 GCSE', '6 GCSE over 5', '5 GCSE over 6'];
  test.each<[string, Given[], string[]]>([
    ['in order', [august, october, november], expected],
    ['the last file twice', [august, october, november, november], expected],
    ['an older file again', [august, october, november, october], expected],
    ['the oldest again', [august, october, november, august], expected],
    // November only confirmed what stood, and was not a version: October comes late.
    ['the re-mark’s file last', [august, november, { ...october, later: { [said]: '2025-11-01' } }], expected],
  ])('%s', (_what, given, versions) => expect(held(all(...given))).toEqual(versions));

  it('is shown, and can be had the other way', () => {
    const ruling = tell(all(august, october), november);
    const [difference] = ruling.differences ?? [];
    expect(difference).toMatchObject({ was: 'KS4 maths: 6', now: 'KS4 maths: 5', as: 'change', from: '2025-11-01' });
    const kept = tell(all(august, october), { ...november, decided: { [difference?.what ?? '']: 'correction' } });
    expect(held(kept.facts)).toEqual(['5 GCSE', '6 GCSE over 5']);
    expect(kept.differences).toHaveLength(1);
  });
});

describe('A target that is lowered and raised again by files without a day', () => {
  const set = (value: string, asOf: string, later: Record<string, string> = {}) => ({ value, asOf, later });
  const what = 'target 2024/25 KS4 maths grade by its file';
  test.each<[string, ReturnType<typeof set>[], string[]]>([
    ['in order', [set('5', '2025-01-10'), set('4', '2025-02-10'), set('5', '2025-03-10')], ['5', '4', '5']],
    ['an older file again', [set('5', '2025-01-10'), set('4', '2025-02-10'), set('5', '2025-01-10')], ['5', '4']],
    [
      'the lowered one last',
      [set('5', '2025-01-10'), set('5', '2025-03-10'), set('4', '2025-02-10', { [what]: '2025-03-10' })],
      ['5', '4', '5'],
    ],
  ])('%s', (_what, given, values) => {
    const of: Omit<AttainmentTargetSaid, 'value'> = {
      ...{ kind: 'target', academicYear: '2024/25', keyStage: 'KS4', subject: 'maths', component: 'grade' },
      setOn: null,
    };
    const facts = given.reduce<Facts>(
      (known, { value, asOf, later }) => attainmentTargetSaid(known, { ...of, value }, sayingOn(asOf, { later })).facts,
      aRecord,
    );
    const inOrder = facts.attainmentTargets.toSorted((a, b) => (a.setOn < b.setOn ? -1 : 1));
    expect(inOrder.map(({ value }) => value)).toEqual(values);
  });
});

test.each([
  ['English Lit', 'english-literature', null],
  ['Eng Lit', 'english-literature', null],
  ['English Literature (9-1)', 'english-literature', null],
  ['Combined Science: Trilogy', 'combined-science', null],
  ['Maths (Higher)', 'maths', null],
  ['GCSE Mathematics (9-1) Higher Tier', 'maths', null],
  ['Mathematics (Tier H)', 'maths', null],
  ['Computing', 'computer-science', null],
  ['Punjabi', 'panjabi', null],
  ['Foundation Learning', 'foundation-learning', null],
  ['Religious Studies (Short Course)', 'religious-studies', 'GCSE short course'],
  ['religious-studies-short-course', 'religious-studies', 'GCSE short course'],
  ['Grammar, punctuation & spelling', 'gps', null],
  ['Art and Design: Fine Art', 'art-and-design-fine-art', null],
])('the subject %s is %s', (text, subject, qualification) => {
  expect(subjectNamed(text)).toEqual({ subject, qualification });
});
