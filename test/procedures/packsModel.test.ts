import { describe, expect, test } from 'vitest';
import type { PepRow } from '#db/queries/peps.ts';
import type { ResultRow, TargetRow } from '#db/queries/results.ts';
import { kentTermsBetween } from '#domain/calendar/defaults/kentTerms.ts';
import { attainmentOfPack } from '#service/packs/assemble/schoolPackAttainment.ts';
import { attendanceOfPack } from '#service/packs/assemble/schoolPackAttendance.ts';
import { samePerson } from '#service/packs/assemble/schoolPackPeople.ts';
import { lastPepOn } from '#service/packs/assemble/schoolPackPeps.ts';
import { secretsOf } from '#service/packs/assemble/schoolPackSecrets.ts';
import { suspensionsOfPack } from '#service/packs/assemble/schoolPackSuspensions.ts';
import { NOT_ASSESSED } from '#service/packs/model/packModel.ts';
import { weekOf } from '#test/make/weekOf.ts';

const asAt = '2025-03-31';
const contentOf = <Value>(section: { available: true; value: Value } | { available: false; reason: string }): Value => {
  if (!section.available) throw new Error(section.reason);
  return section.value;
};

describe('attendance', () => {
  const terms = kentTermsBetween('2022/23', '2025/26');
  const setting = { asAt, terms, bankHolidays: new Set<string>(), targetPercent: 95 };
  const onRoll = [{ childId: '', start: '2024-09-01', end: null }];

  test('the half-terms add up to the year; nothing after the date counts; years before need a roll', () => {
    const weeks = ['2024-09-02', '2024-11-04', '2025-03-31', '2025-04-07'].map((weekStart) => ({
      weekStart,
      marks: weekOf('/ \\ I O / \\ / \\ / \\'),
    }));
    const { thisYear, series, earlierYears } = contentOf(attendanceOfPack({ weeks, enrolments: onRoll }, setting));
    expect(thisYear).toMatchObject({ possible: 22, attended: 18, authorised: 2, unauthorised: 2 });
    expect(series.reduce((sum, point) => sum + point.possible, 0)).toBe(22);
    expect(series.map((point) => point.label)).toEqual(['Autumn 1', 'Autumn 2', 'Spring 1', 'Spring 2']);
    expect(thisYear.coverageWords).toMatch(/^marks for 3 of \d+ weeks on roll$/);
    expect(earlierYears).toEqual([]);
  });

  test('marks that are no possible session are no denominator, and no marks at all are no nought', () => {
    const closed = [{ weekStart: '2024-09-02', marks: weekOf('#') }];
    expect(attendanceOfPack({ weeks: closed, enrolments: onRoll }, setting)).toEqual({
      available: false,
      reason: 'no register marks have reached the team',
    });
  });
});

describe('attainment', () => {
  const result = (more: Partial<ResultRow>): ResultRow => ({
    childId: '',
    id: JSON.stringify(more),
    academicYear: '2023/24',
    keyStage: 'KS2',
    subject: 'maths',
    component: 'scaledScore',
    value: '97',
    status: 'final',
    entry: 'first',
    dateReceived: '2024-07-09',
    issuedOn: null,
    supersedes: null,
    ...more,
  });
  const outlook = (more: Partial<TargetRow>): TargetRow => ({
    childId: '',
    kind: 'target',
    academicYear: '2023/24',
    keyStage: 'KS2',
    subject: 'maths',
    component: 'scaledScore',
    value: '100',
    setOn: '2023-10-01',
    ...more,
  });

  test('final stands over provisional; statutory subjects without a result are missing', () => {
    const { rows, points, scale } = contentOf(
      attainmentOfPack([result({}), result({ value: '99', status: 'provisional', id: 'p' })], [outlook({})], asAt),
    );
    expect(points).toEqual(['KS2 2023/24']);
    expect(rows.map((row) => [row.subject, row.results])).toEqual([
      ['Reading', [null]],
      ['Writing', [null]],
      ['Maths', ['97']],
    ]);
    expect(rows[2]).toMatchObject({ target: '100', onTrack: { rag: 'red', words: 'Below target' } });
    expect(scale).toMatchObject({ unit: 'scaled score', rows: [{ subject: 'Maths', result: 97, target: 100 }] });
  });

  test('the result of the target’s own assessment decides over the prediction for it', () => {
    const predicted = outlook({ kind: 'prediction', value: '95' });
    const track = (results: ResultRow[]) =>
      contentOf(attainmentOfPack(results, [outlook({}), predicted], asAt)).rows.find((row) => row.subject === 'Maths')
        ?.onTrack?.words;
    expect(track([])).toBe('Below target');
    expect(track([result({ value: '104' })])).toBe('Target met');
  });

  test('a target of another scale is not judged; a subject nobody expects is not assessed', () => {
    const results = [
      result({}),
      result({
        academicYear: '2024/25',
        keyStage: 'termly',
        component: 'teacherAssessment',
        subject: 'english',
        value: 'AT',
        dateReceived: '2024-12-15',
      }),
    ];
    const far = outlook({ academicYear: '2028/29', keyStage: 'KS4', component: 'grade', value: '5' });
    const { points, rows } = contentOf(attainmentOfPack(results, [far], asAt));
    expect(points).toEqual(['KS2 2023/24', 'Autumn 2024']);
    const row = (subject: string) => rows.find((each) => each.subject === subject);
    expect(row('Maths')).toMatchObject({ results: ['97', NOT_ASSESSED], target: '5', onTrack: null });
    expect(row('English')?.results).toEqual([NOT_ASSESSED, 'At']);
  });

  test('nothing at all is said in words', () => {
    expect(attainmentOfPack([], [], asAt)).toMatchObject({ available: false });
  });
});

describe('suspensions', () => {
  const one = { childId: '', category: 'SUSP', start: '2025-01-21', sessions: 3, reasons: [] } as const;
  const reach = { to: asAt, covers: true, tooShort: false };
  const setting = { asAt, isSchoolDay: () => true, reach, anotherAuthority: false };

  test('only standing ones count; all are listed', () => {
    const both = [
      { ...one, reasons: [], status: 'issued' as const },
      { ...one, reasons: [], sessions: 10, status: 'quashed' as const },
    ];
    expect(contentOf(suspensionsOfPack(both, setting))).toMatchObject({
      standingSessions: 3,
      listedFrom: '2023-09-01',
    });
    expect(contentOf(suspensionsOfPack(both, setting)).rows).toHaveLength(2);
  });

  test('received to a day before, the day is said', () => {
    const short = { to: '2024-11-14', covers: false, tooShort: true };
    expect(contentOf(suspensionsOfPack([], { ...setting, reach: short })).receivedTo).toBe('2024-11-14');
    expect(contentOf(suspensionsOfPack([], setting)).receivedTo).toBe(undefined);
  });

  test('where nobody ever recorded one, none is not claimed', () => {
    expect(suspensionsOfPack([], { ...setting, reach: null }).available).toBe(false);
    expect(suspensionsOfPack([], { ...setting, anotherAuthority: true }).available).toBe(false);
  });
});

describe('the PEP that is shown', () => {
  const pep = (more: Partial<PepRow>): PepRow => ({
    childId: '',
    id: 'a',
    version: 1,
    amends: null,
    reason: 'termly',
    schoolName: null,
    status: 'signedOff',
    due: '2024-12-31',
    held: '2024-12-10',
    submitted: null,
    signedOff: null,
    gradedBy: null,
    gradedOn: null,
    ...more,
  });
  test.each([
    ['the one held last', [pep({}), pep({ id: 'b', due: '2025-03-31', held: '2025-03-01' })], 'b'],
    ['not one held after the date', [pep({}), pep({ id: 'b', due: '2025-04-30', held: '2025-04-01' })], 'a'],
    [
      'the signed-off one, not a draft to change it',
      [pep({}), pep({ id: 'b', version: 2, amends: 'a', status: 'draft' })],
      'a',
    ],
    ['its signed-off amendment', [pep({}), pep({ id: 'b', version: 2, amends: 'a' })], 'b'],
    [
      'the one that fell due, where none was held',
      [pep({ held: null }), pep({ id: 'b', due: '2025-04-30', held: null })],
      'a',
    ],
    ['none', [pep({ due: '2025-04-30', held: null })], undefined],
  ])('%s', (_name, peps, id) => {
    expect(lastPepOn(peps, asAt)?.id).toBe(id);
  });
});

describe('what gives a confidential placement away', () => {
  const episode = {
    legalStatus: 'C2',
    start: '2020-01-01',
    end: null,
    placementType: 'U6',
    postcode: 'CT20 1QZ',
    carer: "Mr & Mrs J O'Hiddén-Veil (foster carers)",
    district: 'Folkestone and Hythe',
    formerDistrict: 'Shepway',
  };
  const identity = {
    episodes: [episode],
    secrets: [{ from: '2020-01-01', to: null, kind: 'said' as const, reason: 'A risk' }],
    calledNow: null,
    legal: { forename: 'Ana', surname: 'Veil' },
    knownAs: null,
    locality: { id: '', name: 'East Kent 2', shortName: 'EK2' },
  };
  const around = { localities: ['East Kent 3'], heads: ['Helga Localhead'] };
  const names = secretsOf(identity, around, '2025-03-31') ?? (() => false);
  test.each([
    'Post to ct201qz',
    'C T 2 0 1 Q Z',
    'the CT20 bus',
    'Mrs OHIDDEN came',
    'the O’Hidden’s house',
    'Mrs O Hidden says so',
    'the Veils',
    'Mrs Veil reads with Ana Veil',
    'near Hythe',
    'in SHEPWAY',
    'the EK2 team',
    'the team of East Kent 3',
    'ask helga localhead',
    'swimming in Dymchurch',
  ])('withheld: %s', (text) => expect(names(text)).toBe(true));
  test.each(['Ana Veil reads well', 'VEIL, Ana', 'CT2 is another place', 'foster carers came', 'the fehythean', ''])(
    'printed: %s',
    (text) => expect(names(text)).toBe(false),
  );
  test('a child without one has no secret', () => {
    expect(secretsOf({ ...identity, secrets: [] }, around, '2025-03-31')).toBeNull();
  });
});

test.each([
  ['M. Sample', null, 'm.  SAMPLE', null, true],
  ['M. Sample', 'dt@x.org', 'N. Other', 'DT@x.org', true],
  ['M. Sample', 'dt@x.org', 'N. Other', null, false],
])('the same person: %s %s and %s %s', (name, email, other, otherEmail, same) => {
  expect(samePerson({ name, email, telephone: null }, { name: other, email: otherEmail, telephone: null })).toBe(same);
});
