import { describe, expect, it, test } from 'vitest';
import { type EnrolmentSaid, enrolmentSaid } from '#domain/enrolment/enrolmentSaid.ts';
import { schoolOfListSaid } from '#domain/enrolment/schoolOfListSaid.ts';
import type { Facts } from '#domain/facts/factRows.ts';
import { says, saysNone, saysNothing } from '#domain/facts/said.ts';
import { aRecord, sayingOn } from './identity/saying.ts';

const nothing = {
  kind: saysNothing,
  ncYear: saysNothing,
  partTimeSessions: saysNothing,
  alternativeProvision: saysNothing,
};
const row = (school: string, start: string, more: Partial<EnrolmentSaid> = {}): EnrolmentSaid => ({
  ...nothing,
  schoolId: school,
  schoolUrn: school,
  start,
  end: saysNone,
  ...more,
});
let turn = 0;
const sayingNow = (asOf: string, later: Record<string, string> = {}) => {
  turn += 1;
  const [at, saying] = [turn, sayingOn(asOf, { later })];
  return { ...saying, fresh: () => `${at}-${saying.fresh()}` };
};
const all = (...rows: EnrolmentSaid[]): Facts =>
  rows.reduce<Facts>((facts, said) => enrolmentSaid(facts, said, sayingNow('2025-10-31')).facts, aRecord);
const shown = ({ enrolments }: Facts) =>
  [...enrolments]
    .sort((a, b) => (a.startDate < b.startDate ? -1 : 1))
    .map((each) =>
      [
        each.schoolId,
        `Y${each.ncYear ?? '?'}`,
        each.startDate,
        each.endDate ?? '-',
        ...(each.partTimeSessions === null ? [] : [`${each.partTimeSessions} sessions`]),
        ...(each.alternativeProvision ? ['AP'] : []),
      ].join(' '),
    );

const year7 = row('A', '2024-09-01', { ncYear: says(7), partTimeSessions: says(6), alternativeProvision: says(true) });

describe('An enrolment', () => {
  test.each<[string, EnrolmentSaid[], string[]]>([
    [
      'a row a year confirms it',
      [year7, row('A', '2025-09-01', { ncYear: says(8) })],
      ['A Y7 2024-09-01 - 6 sessions AP'],
    ],
    [
      'the years in the other order',
      [row('A', '2025-09-01', { ncYear: says(8) }), year7],
      ['A Y7 2024-09-01 - 6 sessions AP'],
    ],
    [
      'another timetable is a stretch of its own',
      [year7, row('A', '2025-09-01', { ncYear: says(8), partTimeSessions: says(10) })],
      ['A Y7 2024-09-01 2025-08-31 6 sessions AP', 'A Y8 2025-09-01 - 10 sessions AP'],
    ],
    [
      'a repeated year is a stretch of its own',
      [year7, row('A', '2025-09-01', { ncYear: says(7) })],
      ['A Y7 2024-09-01 2025-08-31 6 sessions AP', 'A Y7 2025-09-01 - 6 sessions AP'],
    ],
    [
      'a first day that was guessed moves back',
      [row('A', '2024-09-01'), row('A', '2023-09-04')],
      ['A Y? 2023-09-04 -'],
    ],
    [
      'an end that is said',
      [year7, row('A', '2024-09-01', { end: says('2025-07-22') })],
      ['A Y7 2024-09-01 2025-07-22 6 sessions AP'],
    ],
    [
      'two schools at once',
      [row('A', '2025-09-01'), row('B', '2025-09-15')],
      ['A Y? 2025-09-01 -', 'B Y? 2025-09-15 -'],
    ],
    [
      'back at a school after a time elsewhere',
      [row('A', '2023-09-01', { end: says('2024-02-01') }), row('A', '2025-01-06')],
      ['A Y? 2023-09-01 2024-02-01', 'A Y? 2025-01-06 -'],
    ],
  ])('%s', (_what, rows, expected) => {
    expect(shown(all(...rows))).toEqual(expected);
    const again = all(...rows, rows.at(-1) as EnrolmentSaid);
    expect(shown(again)).toEqual(expected);
  });

  it('lists the other main registration', () => {
    const { remarks } = enrolmentSaid(all(row('A', '2025-09-01')), row('B', '2025-09-15'), sayingNow('2025-10-31'));
    expect(remarks).toMatchObject([
      { field: 'kind', reason: expect.stringMatching(/Two main registrations: another one, from 2025-09-01/) },
    ]);
  });

  it('is the stretch before one that a newer file gave, where the two differ', () => {
    const newer = all(row('A', '2025-09-01', { ncYear: says(8), partTimeSessions: says(10) }));
    const expected = ['A Y7 2024-09-01 2025-08-31 6 sessions AP', 'A Y8 2025-09-01 - 10 sessions AP'];
    expect(shown(enrolmentSaid(newer, year7, sayingNow('2024-10-31')).facts)).toEqual(expected);
    const repeated = all(row('A', '2025-09-01', { ncYear: says(7) }));
    const later = { 'enrolment A 2025-09-01': '2025-10-31' };
    expect(shown(enrolmentSaid(repeated, year7, sayingNow('2024-10-31', later)).facts)).toEqual([
      'A Y7 2024-09-01 2025-08-31 6 sessions AP',
      'A Y7 2025-09-01 - 6 sessions AP',
    ]);
  });

  it('is not turned back by an older file', () => {
    const later = { 'enrolment A 2024-09-01': '2025-10-31' };
    const older = { ...year7, ncYear: says(9) };
    expect(shown(enrolmentSaid(all(year7), older, sayingNow('2025-01-01', later)).facts)).toEqual(shown(all(year7)));
  });

  it('that a later list ended is not opened again by an older file', () => {
    const ended = schoolOfListSaid(all(year7), { schoolId: 'B', ncYear: null }, sayingNow('2025-05-02')).facts;
    expect(shown(ended)).toEqual(['A Y7 2024-09-01 2025-05-01 6 sessions AP', 'B Y? 2025-05-02 -']);
    const again = enrolmentSaid(ended, year7, sayingNow('2025-03-01', { school: '2025-05-02' })).facts;
    expect(shown(again)).toEqual(shown(ended));
  });
});

describe('The school of the list', () => {
  const list = (facts: Facts, school: string, asOf: string, ncYear: number | null = null, later = {}) =>
    shown(schoolOfListSaid(facts, { schoolId: school, ncYear }, sayingNow(asOf, later)).facts);

  it('begins with the academic year of the list where none is known', () => {
    expect(list(aRecord, 'A', '2025-03-31', 6)).toEqual(['A Y6 2024-09-01 -']);
  });
  it('changes from the day of the list', () => {
    expect(list(all(row('A', '2023-09-01')), 'B', '2025-03-31')).toEqual([
      'A Y? 2023-09-01 2025-03-30',
      'B Y? 2025-03-31 -',
    ]);
  });
  it('leaves an enrolment that began after the day of the list', () => {
    expect(list(all(row('B', '2025-06-01')), 'A', '2025-05-15')).toEqual(['B Y? 2025-06-01 -']);
  });
  it('is not turned back by an older list', () => {
    expect(list(all(row('A', '2023-09-01')), 'B', '2025-03-31', null, { school: '2025-04-07' })).toEqual([
      'A Y? 2023-09-01 -',
    ]);
  });
  it('a repeated year begins on 1 September', () => {
    expect(list(all(year7), 'A', '2025-10-31', 7)).toEqual([
      'A Y7 2024-09-01 2025-08-31 6 sessions AP',
      'A Y7 2025-09-01 - 6 sessions AP',
    ]);
  });
  it('leaves two main registrations as they are', () => {
    const two = all(row('A', '2025-09-01'), row('B', '2025-09-15'));
    expect(list(two, 'A', '2025-10-31')).toEqual(shown(two));
  });
});
