import { describe, expect, it } from 'vitest';
import {
  type EnrolmentRow,
  type EpisodeRow,
  type Facts,
  noFacts,
  type PepRow,
  type ResultRow,
} from '#domain/facts/factRows.ts';
import type { KnownChild } from '#domain/identity/childDirectory.ts';
import type { Earlier, Finding, OldChange } from '#domain/mending/finding.ts';
import { findingsOf } from '#domain/mending/findingsOf.ts';
import { madeTwice, mayBeOneBirth } from '#domain/mending/madeTwice.ts';

const childId = 'ida';
const enrolment = (changes: Partial<EnrolmentRow> = {}): EnrolmentRow => ({
  ...{ id: 'e', childId, schoolId: 'hill', ncYear: 8, kind: 'main', partTimeSessions: null },
  ...{ alternativeProvision: false, startDate: '2024-09-01', endDate: null },
  ...changes,
});
const pep = (changes: Partial<PepRow> = {}): PepRow => ({
  ...{ id: 'p', childId, schoolId: null, version: 1, amendsId: null, reason: 'review', status: 'due' },
  ...{ dueOn: '2024-12-13', heldOn: null, submittedOn: null, signedOffOn: null, gradedBy: null, gradedOn: null },
  ...{ noSchoolReason: null, reference: null },
  ...changes,
});
const episode = (changes: Partial<EpisodeRow>): EpisodeRow => ({
  ...{ id: 'c', childId, startDate: '2024-01-10', endDate: null, reasonStarted: 'L', legalStatus: 'C2' },
  ...{ needCode: null, placementType: 'U6', placementProvider: null, reasonCeased: null, homePostcode: null },
  ...{ reasonPlacementChange: null, placementPostcode: null, placementDistrictId: null, providerOfstedUrn: null },
  ...{ carer: null, confidential: false, confidentialReason: null, source: 'list' },
  ...changes,
});
const result = (id: string, value: string, receivedOn: string, supersedesId: string | null): ResultRow => ({
  ...{ id, childId, academicYear: '2023/24', keyStage: 'KS2', subject: 'maths', component: 'scaledScore', value },
  ...{ status: 'final', entry: 'first', receivedOn, source: 'import', supersedesId, issuedOn: receivedOn },
  qualification: null,
});
const moved = (...days: string[]): OldChange[] =>
  days.slice(1).map((now, at) => ({
    ...{ childId, kind: 'enrolments', rowId: 'e', field: 'startDate', old: days[at] ?? null, now },
  }));
const emptied = (field: string, ...values: (string | null)[]): OldChange[] =>
  values.slice(1).map((now, at) => ({ childId, kind: 'peps', rowId: 'p', field, old: values[at] ?? null, now }));

/** The PEP that is empty came first, the real one in a later import. */
const madeIn = new Map([
  ['p', 1],
  ['r', 2],
  ['together', 1],
]);
const find = (
  held: Partial<Facts>,
  changes: OldChange[] = [],
  earlier: Pick<Earlier, 'byEarlier' | 'targetsTakenOut'> = { byEarlier: new Map(), targetsTakenOut: [] },
): Finding[] => findingsOf({ ...noFacts, ...held }, { changes, today: '2025-03-31', madeIn, ...earlier });
const putRight = (held: Partial<Facts>, changes: OldChange[] = []) => {
  const [finding] = find(held, changes);
  if (!finding?.putRight) throw new Error('Nothing was found that can be put right.');
  return finding.putRight({ ...noFacts, ...held });
};

describe('a first day that was moved', () => {
  it.each([
    ['once', ['2023-09-01', '2024-09-01'], '2023-09-01'],
    ['each year', ['2022-09-01', '2023-09-01', '2024-09-01'], '2022-09-01'],
    ['back from a guess first, then forward', ['2024-01-08', '2023-09-01', '2024-09-01'], '2023-09-01'],
  ])('%s is found with the earliest', (_what, days, was) => {
    expect(find({ enrolments: [enrolment()] }, moved(...days))).toMatchObject([
      { kind: 'startMoved', was, is: '2024-09-01' },
    ]);
  });
  it.each([
    ['back, from a guess', ['2025-01-08', '2024-09-01'], enrolment()],
    ['forward, and its import was undone', ['2024-09-01', '2025-09-01', '2024-09-01'], enrolment()],
    ['forward, and somebody put it right since', ['2023-09-01', '2024-09-01'], enrolment({ startDate: '2023-09-01' })],
    ['forward, and it was changed since', ['2023-09-01', '2024-09-01'], enrolment({ startDate: '2024-11-01' })],
  ])('%s is not found', (_what, days, row) => {
    expect(find({ enrolments: [row] }, moved(...days))).toEqual([]);
  });
  it('begins again in the year of then', () => {
    const { facts } = putRight({ enrolments: [enrolment()] }, moved('2022-09-01', '2024-09-01'));
    expect(facts.enrolments).toMatchObject([{ startDate: '2022-09-01', ncYear: 6 }]);
  });
  it('stays where another enrolment at the school has its days', () => {
    const other = enrolment({ id: 'o', startDate: '2023-09-01', endDate: '2024-07-20' });
    const ruling = putRight({ enrolments: [enrolment(), other] }, moved('2023-09-01', '2024-09-01'));
    expect(ruling.problems).toHaveLength(1);
    expect(ruling.facts.enrolments).toEqual([enrolment(), other]);
  });
});

describe('a result that was turned back', () => {
  const chain = (again: string) => [
    result('1', '101', '2024-09-10', null),
    result('2', '104', '2025-02-01', '1'),
    result('3', '101', again, '2'),
  ];
  it('gives way to the re-mark again', () => {
    expect(putRight({ results: chain('2024-09-10') }).facts.results.map(({ id }) => id)).toEqual(['1', '2']);
  });
  it('is news where it has a later day of its own, and nothing where a newer one came since', () => {
    expect(find({ results: chain('2025-03-01') })).toEqual([]);
    expect(find({ results: [...chain('2024-09-10'), result('4', '104', '2025-03-01', '3')] })).toEqual([]);
  });
});

describe('values that were emptied', () => {
  const changes = [...emptied('heldOn', '2024-12-10', null), ...emptied('submittedOn', '2024-12-12', null)];
  it('come back, and the PEP stands where its dates lead it', () => {
    expect(putRight({ peps: [pep()] }, changes).facts.peps).toMatchObject([
      { heldOn: '2024-12-10', submittedOn: '2024-12-12', status: 'submitted' },
    ]);
  });
  it('are not looked at where they are held again, the same or another', () => {
    expect(find({ peps: [pep({ heldOn: '2024-12-11', submittedOn: '2024-12-12' })] }, changes)).toEqual([]);
    expect(find({ peps: [pep()] }, emptied('heldOn', null, '2024-12-10', null))).toHaveLength(1);
    expect(find({ peps: [pep()] }, emptied('gradedBy', null, null))).toEqual([]);
  });
});

describe('a placement that was forgotten', () => {
  const before = episode({
    id: 'b',
    startDate: '2022-01-10',
    endDate: '2024-01-10',
    reasonStarted: 'S',
    carer: 'Mrs Stone',
  });
  it('is as it was before the legal status changed', () => {
    expect(putRight({ episodes: [before, episode({})] }).facts.episodes[1]).toMatchObject({ carer: 'Mrs Stone' });
  });
  it.each([
    ['the placement changed too', episode({ placementType: 'K2' })],
    ['the round began for another reason', episode({ reasonStarted: 'B' })],
    ['another carer is said', episode({ carer: 'Mr Wood' })],
    ['there is a gap between', episode({ startDate: '2024-02-10' })],
  ])('is none where %s', (_what, row) => {
    expect(find({ episodes: [before, row] })).toEqual([]);
  });
});

describe('a PEP with nothing in it', () => {
  const real = pep({ id: 'r', dueOn: '2024-12-20', heldOn: '2024-12-18', status: 'submitted' });
  it('goes where the real one of its kind and term was held', () => {
    expect(putRight({ peps: [pep(), real] }).facts.peps).toEqual([real]);
  });
  it('goes where it is an empty version of one that was signed off', () => {
    const signed = pep({ id: 's', status: 'signedOff', heldOn: '2024-12-10', signedOffOn: '2025-01-10' });
    expect(find({ peps: [signed, pep({ version: 2, amendsId: 's' })] })).toMatchObject([
      { kind: 'pepLeftEmpty', rowId: 'p' },
    ]);
  });
  it.each([
    ['is still to come', pep({ dueOn: '2025-04-10' }), pep({ id: 'r', dueOn: '2025-03-20', heldOn: '2025-03-18' })],
    ['is of another term', pep({ dueOn: '2025-01-08' }), real],
    ['was made together with the other', pep(), { ...real, id: 'together' }],
    ['is of another kind', pep({ reason: 'initial' }), real],
    ['has a reference of its own', pep({ reference: '7' }), real],
  ])('stays where it %s', (_what, empty, held) => {
    expect(find({ peps: [empty, held] })).toEqual([]);
  });
});

describe('a child made twice', () => {
  const child = (id: string, born: string, more: Partial<KnownChild> = {}): KnownChild => ({
    ...{ id, upns: [], formerUpns: [], names: [{ surname: 'Sample', forename: 'Ida' }], births: [born] },
    ...{ localIds: [{ issuer: '886', value: id }], unaccompanied: false, care: null },
    ...more,
  });
  const pairs = (...children: KnownChild[]) => madeTwice(children, (id) => id === 'closed').length;
  it.each([
    ['2013-02-14', '2013-02-24', true],
    ['2013-02-03', '2013-03-02', true],
    ['2013-02-28', '2013-03-01', true],
    ['2013-02-14', '2013-02-14', true],
    ['2013-02-14', '2013-05-27', false],
    ['2013-01-01', '2014-01-01', false],
  ])('born on %s and %s: %s', (one, other, may) => {
    expect(mayBeOneBirth(one, other)).toBe(may);
    expect(mayBeOneBirth(other, one)).toBe(may);
    expect(pairs(child('M1', one), child('M9', other))).toBe(may ? 1 : 0);
  });
  it('is never found by name alone, of a closed record, or of an unaccompanied child', () => {
    const ida = child('M1', '2013-02-14');
    expect(pairs(ida, child('M9', '2010-07-30'))).toBe(0);
    expect(pairs(ida, child('closed', '2013-02-14'))).toBe(0);
    expect(pairs(ida, child('M9', '2013-02-14', { unaccompanied: true }))).toBe(0);
    expect(pairs(ida, child('M9', '2013-02-14', { names: [{ surname: 'Other', forename: 'Bo' }] }))).toBe(0);
  });
  it('is found once by a local id written in two ways', () => {
    const other = child('other', '2013-02-14', { localIds: [{ issuer: '886', value: '0m1' }] });
    const one = child('one', '2013-02-24', { localIds: [{ issuer: '886', value: 'M1' }] });
    expect(pairs(one, other)).toBe(1);
    expect(pairs(one, { ...other, localIds: [{ issuer: '887', value: 'm1' }], births: ['2010-07-30'] })).toBe(0);
  });
});
