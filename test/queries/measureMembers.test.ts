import { describe, expect, it } from 'vitest';
import type { CohortRow, SessionsRow } from '#db/queries/cohorts.ts';
import type { SuspensionRow } from '#db/queries/suspensionsSince.ts';
import { aggregate } from '#service/figures/measures/aggregate.ts';
import { attendanceMembers } from '#service/figures/measures/attendanceMembers.ts';
import { exclusionMembers } from '#service/figures/measures/exclusionMembers.ts';
import { counted, excluded, missing } from '#service/figures/measures/member.ts';

const year = '2024/25';
const child = (childId: string, locality: string): CohortRow => ({
  academicYear: year,
  childId,
  ncYear: 9,
  locality,
  lac12: 1,
  uasc: 0,
  senStatus: null,
});
const said = (members: ReturnType<typeof attendanceMembers>) =>
  members.map(({ childId, locality, numerator, denominator }) => [childId, locality, numerator, denominator]);

describe('sessions of an absence measure', () => {
  const row = (locality: string, inCare: number, attended: number, unauthorised: number): SessionsRow => ({
    academicYear: year,
    childId: 'ana',
    locality,
    inCare,
    attended,
    authorised: 0,
    unauthorised,
    notPossible: 5,
  });
  const sessions = new Map([['ana', [row('EK3', 1, 90, 10), row('NK1', 1, 40, 0), row('unallocated', 0, 15, 5)]]]);

  it('count where the child was on the day, and with the child itself where it was not in care', () => {
    // The 20 sessions before care belong to nobody's locality: they stay with the child, which ended in North Kent.
    expect(said(attendanceMembers('absence-overall', year, [child('ana', 'NK1')], sessions))).toEqual([
      ['ana', 'EK3', 10, 100],
      ['ana', 'NK1', 5, 60],
    ]);
  });

  it('are one child, in its own locality, for a measure of children', () => {
    // 15 of 160 sessions missed, 9.4 %: no persistent absentee.
    expect(said(attendanceMembers('absence-persistent-10', year, [child('ana', 'NK1')], sessions))).toEqual([
      ['ana', 'NK1', 0, 1],
    ]);
  });
});

describe('events of an exclusion measure', () => {
  const event = (category: string, status = 'issued', locality: string | null = 'EK3'): SuspensionRow => ({
    academicYear: year,
    childId: 'ana',
    category,
    startDate: '2025-01-10',
    sessions: 4,
    status,
    locality,
  });
  const events = [event('SUSP'), event('SUSP', 'cancelled'), event('LNCH'), event('PERM'), event('PERM', 'quashed')];

  it.each([
    ['suspension-incident-rate', 1],
    ['exclusion-permanent-rate', 1],
  ] as const)('of %s are those of its kind that stand', (measure, count) => {
    const members = exclusionMembers(measure, [child('ana', 'NK1')], events);
    expect(said(members)).toEqual([['ana', 'NK1', 0, 1], ...Array(count).fill(['ana', 'EK3', 1, 0])]);
  });

  it('count a lunchtime as no suspension', () => {
    const only = (category: string) =>
      said(exclusionMembers('suspension-at-least-one', [child('ana', 'NK1')], [event(category)]));
    expect([only('LNCH'), only('SUSP'), only('PERM')]).toEqual([
      [['ana', 'NK1', 0, 1]],
      [['ana', 'NK1', 1, 1]],
      [['ana', 'NK1', 0, 1]],
    ]);
  });

  it('of a day not in care count with the child', () => {
    const members = exclusionMembers(
      'suspension-incident-rate',
      [child('ana', 'NK1')],
      [event('SUSP', 'issued', null)],
    );
    expect(said(members)).toEqual([
      ['ana', 'NK1', 0, 1],
      ['ana', 'NK1', 1, 0],
    ]);
  });
});

describe('what members add up to', () => {
  const words = () => '';

  it('has as its bounds what it would be if every missing child were lowest, and if every one were highest', () => {
    const scores = [counted('a', 'EK3', 30, 1, words), counted('b', 'EK3', 50, 1, words), missing('c', 'EK3', words)];
    expect(aggregate(scores, 'mean', { min: 0, max: 90 })).toMatchObject({
      value: 40,
      bounds: { lowest: 80 / 3, highest: 170 / 3 },
      inCohort: 3,
      missing: 1,
    });
    const shares = [counted('a', 'EK3', 1, 1, words), counted('b', 'EK3', 0, 1, words), missing('c', 'EK3', words)];
    expect(aggregate(shares, 'share').bounds).toEqual({ lowest: 100 / 3, highest: 200 / 3 });
  });

  it('leaves who is excluded out of the line below, and says why', () => {
    const members = [counted('a', 'EK3', 1, 1, words), excluded('b', 'EK3', 'disapplied')];
    expect(aggregate(members, 'share')).toMatchObject({
      denominator: 1,
      inCohort: 2,
      excluded: [{ reason: 'disapplied', count: 1 }],
    });
  });
});
