import { expect, it, test } from 'vitest';
import { type SuspensionSaid, suspensionSaid } from '#domain/exclusions/suspensionSaid.ts';
import type { Facts } from '#domain/facts/factRows.ts';
import { says, saysIfGiven, saysNothing } from '#domain/facts/said.ts';
import { aRecord, sayingOn } from '../identity/saying.ts';

const suspension = (at: string | null, more: Partial<SuspensionSaid> = {}): SuspensionSaid => ({
  schoolId: saysIfGiven(at),
  category: 'SUSP',
  startDate: '2025-01-10',
  sessions: says(4),
  reasons: [],
  status: saysNothing,
  examAffected: saysNothing,
  isOneOfSeveral: false,
  isBeside: () => false,
  ...more,
});
let turn = 0;
const say = (facts: Facts, said: SuspensionSaid, more: Parameters<typeof sayingOn>[1] = {}) => {
  turn += 1;
  const at = turn;
  const saying = sayingOn('2025-02-01', more);
  return suspensionSaid(facts, said, { ...saying, fresh: () => `${at} ${saying.fresh()}` });
};
const all = (...sayings: SuspensionSaid[]): Facts =>
  sayings.reduce<Facts>((facts, said) => say(facts, said).facts, aRecord);
const shown = ({ suspensions }: Facts) => suspensions.map(({ schoolId, sessions }) => `${schoolId} ${sessions}`);
const [alpha, beta] = [
  suspension('alpha', { isOneOfSeveral: true }),
  suspension('beta', { sessions: says(6), isOneOfSeveral: true }),
];

test.each<[string, SuspensionSaid[], string[]]>([
  ['the same again', [suspension('alpha'), suspension('alpha')], ['alpha 4']],
  ['another length', [suspension('alpha'), suspension('alpha', { sessions: says(2) })], ['alpha 2']],
  ['two schools in one file', [alpha, beta], ['alpha 4', 'beta 6']],
  ['the same file again', [alpha, beta, alpha, beta], ['alpha 4', 'beta 6']],
  ['in the other order', [beta, alpha], ['beta 6', 'alpha 4']],
  ['one known, then a file with two', [suspension('alpha'), alpha, beta], ['alpha 4', 'beta 6']],
  [
    'two known, then a row of one of them',
    [alpha, beta, suspension('beta', { sessions: says(3) })],
    ['alpha 4', 'beta 3'],
  ],
  ['a school said later', [suspension(null), suspension('alpha')], ['alpha 4']],
  ['a school not said', [suspension('alpha'), suspension(null, { sessions: says(2) })], ['alpha 2']],
])('%s', (_what, sayings, expected) => expect(shown(all(...sayings))).toEqual(expected));

it('another school is a correction, or a second one where a person says so', () => {
  const facts = all(suspension('alpha'));
  const put = say(facts, suspension('beta'));
  expect([shown(put.facts), put.differences]).toMatchObject([
    ['beta 4'],
    [{ was: 'alpha', now: 'beta', as: 'correction' }],
  ]);
  const decided = { 'suspension SUSP 2025-01-10 elsewhere': 'change' };
  expect(shown(say(facts, suspension('beta'), { decided }).facts)).toEqual(['alpha 4', 'beta 4']);
});

it('is a second one by itself where the child is on the registers of both schools', () => {
  const on = (schoolId: string) => ({
    ...{ id: schoolId, childId: 'c', schoolId, ncYear: 8, kind: 'main', partTimeSessions: null },
    ...{ alternativeProvision: false, startDate: '2024-09-01', endDate: null },
  });
  const facts = { ...all(suspension('alpha')), enrolments: [on('alpha'), on('beta')] };
  const { facts: now, differences } = say(facts, suspension('beta'));
  expect([shown(now), differences]).toMatchObject([['alpha 4', 'beta 4'], [{ as: 'change', canFlip: true }]]);
  const decided = { 'suspension SUSP 2025-01-10 elsewhere': 'correction' };
  expect(shown(say(facts, suspension('beta'), { decided }).facts)).toEqual(['beta 4']);
});

it('an older file puts no school right, and of two schools neither', () => {
  const later = { 'suspension SUSP 2025-01-10': '2025-03-01' };
  const older = say(all(suspension('alpha')), suspension('beta'), { later });
  expect([shown(older.facts), older.differences]).toMatchObject([['alpha 4'], [{ canFlip: true }]]);
  const second = { 'suspension SUSP 2025-01-10 elsewhere': 'change' };
  expect(shown(say(all(suspension('alpha')), suspension('beta'), { later, decided: second }).facts)).toEqual([
    'alpha 4',
    'beta 4',
  ]);
  const two = { 'suspension SUSP 2025-01-10 alpha': '2025-03-01', 'suspension SUSP 2025-01-10 beta': '2025-03-01' };
  expect(shown(say(all(alpha, beta), suspension('beta', { sessions: says(1) }), { later: two }).facts)).toEqual([
    'alpha 4',
    'beta 6',
  ]);
});

it('asks which is meant where two schools gave one and the row names none', () => {
  expect(say(all(alpha, beta), suspension(null)).problems).toMatchObject([{ field: 'school_urn' }]);
});
