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
      'full time again is a stretch of its own, and stays so',
      [year7, row('A', '2025-01-06', { partTimeSessions: saysNone, alternativeProvision: says(false) })],
      ['A Y7 2024-09-01 2025-01-05 6 sessions AP', 'A Y7 2025-01-06 -'],
    ],
    [
      'full time by the row that said part time',
      [year7, row('A', '2024-09-01', { partTimeSessions: saysNone })],
      ['A Y7 2024-09-01 - AP'],
    ],
    [
      'full time before a part-time timetable',
      [row('A', '2025-01-06', { partTimeSessions: says(3) }), row('A', '2024-12-20', { partTimeSessions: saysNone })],
      ['A Y? 2024-12-20 2025-01-05', 'A Y? 2025-01-06 - 3 sessions'],
    ],
    [
      'full time of one of whom no timetable is known changes nothing',
      [row('A', '2024-09-01', { ncYear: says(7) }), row('A', '2025-09-01', { partTimeSessions: saysNone })],
      ['A Y7 2024-09-01 -'],
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
      'one row for the whole time, over a time elsewhere and back',
      [
        row('A', '2024-09-01', { end: says('2025-03-09') }),
        row('A', '2025-03-17'),
        row('A', '2024-09-01', { ncYear: says(6) }),
      ],
      ['A Y6 2024-09-01 2025-03-16', 'A Y? 2025-03-17 -'],
    ],
    [
      'the same row again, after another timetable began',
      [year7, row('A', '2025-09-01', { ncYear: says(8), partTimeSessions: says(10) }), year7],
      ['A Y7 2024-09-01 2025-08-31 6 sessions AP', 'A Y8 2025-09-01 - 10 sessions AP'],
    ],
    [
      'another school of which no year group is said',
      [{ ...year7, end: says('2025-07-22') }, row('B', '2025-09-01')],
      ['A Y7 2024-09-01 2025-07-22 6 sessions AP', 'B Y8 2025-09-01 -'],
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
    const later = { 'enrolment A 2024-09-01': '2025-10-31', 'enrolment A 2024-09-01 year': '2025-10-31' };
    const older = { ...year7, ncYear: says(9) };
    expect(shown(enrolmentSaid(all(year7), older, sayingNow('2025-01-01', later)).facts)).toEqual(shown(all(year7)));
  });

  it('of an older file counts in what the newer one did not say', () => {
    const newer = all(row('A', '2024-09-01', { ncYear: says(7) }));
    const later = { 'enrolment A 2024-09-01': '2025-10-31', 'enrolment A 2024-09-01 year': '2025-10-31' };
    const older = { ...year7, ncYear: says(9), end: says('2025-07-22') };
    expect(shown(enrolmentSaid(newer, older, sayingNow('2025-01-01', later)).facts)).toEqual(shown(all(year7)));
  });

  it('that a later list ended is not opened again by an older file', () => {
    const ended = schoolOfListSaid(all(year7), { schoolId: 'B', ncYear: null }, sayingNow('2025-05-02')).facts;
    expect(shown(ended)).toEqual(['A Y7 2024-09-01 2025-05-01 6 sessions AP', 'B Y7 2025-05-02 -']);
    const again = enrolmentSaid(ended, year7, sayingNow('2025-03-01', { school: '2025-05-02' })).facts;
    expect(shown(again)).toEqual(shown(ended));
  });
});

describe('The timetable of an enrolment, where a newer file and an older one differ', () => {
  const ten = row('A', '2024-09-01', { partTimeSessions: says(10) });
  const three = row('A', '2024-11-05', { partTimeSessions: says(3) });
  const march = (facts: Facts, said = ten, later = {}) =>
    enrolmentSaid(facts, said, sayingNow('2025-03-20', later)).facts;
  const january = (facts: Facts, later = {}) => enrolmentSaid(facts, three, sayingNow('2025-01-10', later)).facts;
  const expected = [
    'A Y? 2024-09-01 2024-11-04 10 sessions',
    'A Y? 2024-11-05 2025-03-19 3 sessions',
    'A Y? 2025-03-20 - 10 sessions',
  ];

  it('is on each day as the file of that day says, in either order and again', () => {
    const later = { 'enrolment A 2024-09-01': '2025-03-20', 'enrolment A 2024-09-01 sessions': '2025-03-20' };
    const [one, other] = [march(january(aRecord)), january(march(aRecord), later)];
    expect(shown(one)).toEqual(expected);
    expect(shown(other)).toEqual(expected);
    for (const both of [one, other]) {
      expect(shown(march(both))).toEqual(expected);
      expect(shown(january(both, later))).toEqual(expected);
    }
  });
  it('is full time again from the day of the newer file on, in either order and again', () => {
    const full = row('A', '2024-09-01', { partTimeSessions: saysNone });
    const later = { 'enrolment A 2024-09-01': '2025-03-20', 'enrolment A 2024-09-01 sessions': '2025-03-20' };
    for (const both of [march(january(aRecord), full), january(march(aRecord, full), later)]) {
      const again = ['A Y? 2024-09-01 2024-11-04', 'A Y? 2024-11-05 2025-03-19 3 sessions', 'A Y? 2025-03-20 -'];
      expect(shown(both)).toEqual(again);
      expect(shown(march(both, full))).toEqual(again);
      expect(shown(january(both, later))).toEqual(again);
    }
  });
  it('that a newer file called full is not part-time by an older row that begins before', () => {
    const newer = march(aRecord, row('A', '2025-01-06', { partTimeSessions: saysNone }));
    const later = { 'enrolment A 2025-01-06': '2025-03-20', 'enrolment A 2025-01-06 sessions': '2025-03-20' };
    const older = row('A', '2024-12-20', { partTimeSessions: says(3), end: says('2025-01-10') });
    expect(shown(enrolmentSaid(newer, older, sayingNow('2025-01-10', later)).facts)).toEqual([
      'A Y? 2024-12-20 2025-01-05 3 sessions',
      'A Y? 2025-01-06 -',
    ]);
  });
  it('stands where the same file gives both, or a newer one gave the second', () => {
    const both = ['A Y? 2024-09-01 2024-11-04 10 sessions', 'A Y? 2024-11-05 - 3 sessions'];
    expect(shown(march(january(aRecord), { ...ten, alsoFrom: ['2024-11-05'] }))).toEqual(both);
    expect(shown(march(january(aRecord), ten, { 'enrolment A 2024-11-05': '2025-04-01' }))).toEqual(both);
  });
  it('of the year before is not that of a later day: a row speaks for its own academic year', () => {
    const year = all(year7, row('A', '2025-09-01', { ncYear: says(8), partTimeSessions: says(10) }));
    expect(shown(enrolmentSaid(year, year7, sayingNow('2025-11-05')).facts)).toEqual(shown(year));
  });
  it('an open end of one row opens no other row that the same file ends', () => {
    const ended = all(row('A', '2025-09-01', { end: says('2025-10-15'), partTimeSessions: says(10) }));
    const open = { ...year7, partTimeSessions: says(10), alsoFrom: ['2025-09-01'] };
    expect(shown(enrolmentSaid(ended, open, sayingNow('2025-11-05')).facts)).toEqual([
      'A Y7 2024-09-01 2025-10-15 10 sessions AP',
    ]);
  });
});

describe('The year group that is said in the summer holiday', () => {
  const year6 = row('A', '2024-09-01', { ncYear: says(6) });
  const august = (facts: Facts, said: EnrolmentSaid) =>
    shown(enrolmentSaid(facts, said, sayingNow('2025-08-26')).facts);
  test.each([
    [
      'the year to come, of the enrolment that goes on',
      row('A', '2024-09-01', { ncYear: says(7) }),
      ['A Y6 2024-09-01 -'],
    ],
    ['the year that ends', year6, ['A Y6 2024-09-01 -']],
    [
      'an enrolment that begins in it',
      row('B', '2025-08-26', { kind: says('dual'), ncYear: says(7) }),
      ['A Y6 2024-09-01 -', 'B Y6 2025-08-26 -'],
    ],
  ])('%s', (_what, said, expected) => {
    expect(august(all(year6), said)).toEqual(expected);
  });
  it('of a child of whom nothing is recorded goes by the birth date', () => {
    const birth = {
      id: 'b',
      childId: 'c',
      dateOfBirth: '2014-05-05',
      disputed: false,
      validFrom: '2014-05-05',
      validTo: null,
    };
    expect(august({ ...aRecord, birthDates: [birth] }, row('A', '2024-09-01', { ncYear: says(7) }))).toEqual([
      'A Y6 2024-09-01 -',
    ]);
  });
});

describe('A school that a list named, and that a file calls dual', () => {
  it('was no move: the main registration goes on', () => {
    const listed = schoolOfListSaid(all(year7), { schoolId: 'B', ncYear: null }, sayingNow('2025-03-15')).facts;
    expect(shown(listed)).toEqual(['A Y7 2024-09-01 2025-03-14 6 sessions AP', 'B Y7 2025-03-15 -']);
    const dual = row('B', '2025-01-10', { kind: says('dual') });
    const both = enrolmentSaid(listed, dual, sayingNow('2025-03-10', { school: '2025-03-15' })).facts;
    expect(shown(both)).toEqual(['A Y7 2024-09-01 - 6 sessions AP', 'B Y7 2025-01-10 -']);
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
  it.each(['2025-01-10', '2025-10-15'])('is no move where the child is dual there, from %s', (start) => {
    const both = all(row('A', '2024-09-01'), row('B', start, { kind: says('dual') }));
    const { facts, remarks } = schoolOfListSaid(both, { schoolId: 'B', ncYear: null }, sayingNow('2025-10-31'));
    expect(shown(facts)).toEqual(shown(both));
    expect(remarks).toMatchObject([
      { field: 'school_urn', reason: expect.stringMatching(/registered at this school as dual/) },
    ]);
    expect(list(both, 'C', '2025-10-31')).toContain('A Y? 2024-09-01 2025-10-30');
  });
  it('of a dual registration that has ended is a move', () => {
    const ended = all(row('A', '2024-09-01'), row('B', '2024-10-01', { kind: says('dual'), end: says('2025-02-01') }));
    expect(list(ended, 'B', '2025-10-31')).toContain('B Y? 2025-10-31 -');
  });
  it('keeps the year group that it does not say', () => {
    expect(list(all(year7), 'B', '2025-10-31')).toContain('B Y8 2025-10-31 -');
    const left = all(row('A', '2023-09-01', { ncYear: says(6), end: says('2025-02-01') }));
    expect(list(left, 'B', '2025-03-31')).toContain('B Y7 2025-02-02 -');
  });
  it('is the year group of its day, whenever the enrolment began', () => {
    expect(list(all(row('A', '2023-09-01')), 'A', '2025-03-31', 8)).toEqual(['A Y7 2023-09-01 -']);
  });
  it('in the summer holiday may give the year group to come, and rewrites no year that ends', () => {
    const year6 = all(row('A', '2024-09-01', { ncYear: says(6) }));
    expect(list(year6, 'A', '2025-08-26', 7)).toEqual(['A Y6 2024-09-01 -']);
    expect(list(year6, 'A', '2025-07-21', 7)).toEqual(['A Y6 2024-09-01 -']);
    expect(list(year6, 'A', '2025-07-14', 7)).toEqual(['A Y7 2024-09-01 -']);
    expect(list(year6, 'B', '2025-08-26', 7)).toEqual(['A Y6 2024-09-01 2025-08-25', 'B Y6 2025-08-26 -']);
    expect(list(year6, 'A', '2025-08-26', 8)).toEqual(['A Y8 2024-09-01 -']);
  });
  it('leaves two main registrations as they are', () => {
    const two = all(row('A', '2025-09-01'), row('B', '2025-09-15'));
    expect(list(two, 'A', '2025-10-31')).toEqual(shown(two));
  });
});
