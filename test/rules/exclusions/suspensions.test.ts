import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultBankHolidays } from '#domain/calendar/defaults/bankHolidays.ts';
import { kentTermsBetween } from '#domain/calendar/defaults/kentTerms.ts';
import { addDays, dateOfDayNumber, dayNumber } from '#domain/calendar/plainDate.ts';
import { schoolDays } from '#domain/calendar/schoolDays.ts';
import { DEFAULT_EXCLUSION_REASONS, reasonProblems } from '#domain/exclusions/exclusionReasons.ts';
import { standingSuspendedDays, suspendedDaysBetween } from '#domain/exclusions/standingSuspendedDays.ts';
import { isStanding, type Suspension, suspendedDays } from '#domain/exclusions/suspension.ts';
import { suspensionDates } from '#domain/exclusions/suspensionDates.ts';
import { suspensionLimits } from '#domain/exclusions/suspensionLimits.ts';

const terms = kentTermsBetween('2023/24', '2025/26');
const open = new Set(schoolDays(terms, new Set(defaultBankHolidays().map(({ date }) => date))));
const isSchoolDay = (date: string) => open.has(date);
const susp = (start: string, sessions: number, more: Partial<Suspension> = {}): Suspension => ({
  category: 'SUSP',
  status: 'issued',
  start,
  sessions,
  ...more,
});
const calendar = { terms, isSchoolDay };

describe('categories and reasons', () => {
  it('holds the codes of the guidance', () => {
    const codes = 'PP PA VP VA OW BU RA LG DS SM DA DM TH DB MT PH OT'.split(' ');
    expect(DEFAULT_EXCLUSION_REASONS.map((each) => each.code)).toEqual(codes);
  });

  it.each([
    [['PP', 'VA', 'DB'], '2024-10-01', []],
    [['PP', 'VA', 'DB', 'TH'], '2024-10-01', [{ code: 'TH', problem: 'tooMany' }]],
    [[], '2024-10-01', [{ code: '', problem: 'noReason' }]],
    [['OT'], '2020-03-01', []],
    [['OT'], '2021-10-01', [{ code: 'OT', problem: 'notValidOnDate' }]],
    [['MT'], '2015-10-01', [{ code: 'MT', problem: 'notValidOnDate' }]],
    [['ZZ'], '2024-10-01', [{ code: 'ZZ', problem: 'unknown' }]],
    [['DB', 'DB'], '2024-10-01', [{ code: 'DB', problem: 'repeated' }]],
  ])('%j on %s: %j', (codes, date, expected) => {
    expect(reasonProblems(codes, date)).toEqual(expected);
  });
});

describe('suspended days', () => {
  it.each([
    ['SUSP', 5, 2.5],
    ['SUSP', 2, 1],
    ['LNCH', 3, 1.5],
    ['PERM', 0, 0],
  ] as const)('%s of %i sessions is %s days', (category, sessions, expected) => {
    expect(suspendedDays({ category, sessions })).toBe(expected);
  });

  it.each([
    ['issued', true],
    ['cancelled', false],
    ['reinstated', false],
    ['quashed', false],
  ] as const)('%s stands: %s', (status, expected) => {
    expect(isStanding({ status })).toBe(expected);
  });

  it.each<[string, Suspension, [string, number][]]>([
    [
      'over a weekend',
      susp('2024-09-06', 5),
      [
        ['2024-09-06', 2],
        ['2024-09-09', 2],
        ['2024-09-10', 1],
      ],
    ],
    [
      'from an afternoon',
      susp('2024-09-09', 4, { startsInAfternoon: true }),
      [
        ['2024-09-09', 1],
        ['2024-09-10', 2],
        ['2024-09-11', 1],
      ],
    ],
    [
      'over half-term',
      susp('2024-10-25', 4),
      [
        ['2024-10-25', 2],
        ['2024-11-04', 2],
      ],
    ],
    [
      'at lunchtimes',
      susp('2024-09-09', 2, { category: 'LNCH' }),
      [
        ['2024-09-09', 1],
        ['2024-09-10', 1],
      ],
    ],
    ['for good', susp('2024-09-09', 0, { category: 'PERM' }), []],
    ['beyond the calendar', susp('2030-01-07', 4), [['2030-01-07', 4]]],
  ])('fall on school days: %s', (_, suspension, expected) => {
    const dates = suspensionDates(suspension, isSchoolDay);
    expect(dates.map((each) => [each.date, each.sessions])).toEqual(expected);
  });

  it('count between dates, standing ones only', () => {
    const two = [susp('2024-09-06', 5), susp('2024-09-16', 6, { status: 'quashed' })];
    expect(suspendedDaysBetween(two, '2024-09-09', '2024-09-30', isSchoolDay)).toBe(1.5);
    expect(standingSuspendedDays(two, '2024/25', '2024-09-06', isSchoolDay)).toBe(1);
    expect(standingSuspendedDays(two, '2024/25', '2025-08-31', isSchoolDay)).toBe(2.5);
    expect(standingSuspendedDays(two, '2023/24', '2025-08-31', isSchoolDay)).toBe(0);
  });

  const aDay = fc.integer({ min: dayNumber('2024-07-01'), max: dayNumber('2025-10-31') }).map(dateOfDayNumber);
  const aSuspension = fc.record({
    category: fc.constantFrom('SUSP', 'PERM', 'LNCH'),
    status: fc.constantFrom('issued', 'cancelled', 'reinstated', 'quashed'),
    start: aDay,
    sessions: fc.nat({ max: 30 }),
  }) as fc.Arbitrary<Suspension>;

  it('never fall as the date moves on within one academic year', () => {
    fc.assert(
      fc.property(fc.array(aSuspension, { maxLength: 6 }), aDay, fc.nat({ max: 120 }), (list, date, later) => {
        const before = standingSuspendedDays(list, '2024/25', date, isSchoolDay);
        const after = standingSuspendedDays(list, '2024/25', addDays(date, later), isSchoolDay);
        expect(after).toBeGreaterThanOrEqual(before);
      }),
    );
  });

  it('put every session of a suspension on one day', () => {
    fc.assert(
      fc.property(aSuspension, (suspension) => {
        const sum = suspensionDates(suspension, isSchoolDay).reduce((total, each) => total + each.sessions, 0);
        expect(sum).toBe(suspendedDays(suspension) * 2);
      }),
    );
  });
});

describe('limits', () => {
  it('say nothing of five days in a term, and speak above', () => {
    expect(suspensionLimits([susp('2024-09-09', 10)], '2024/25', calendar).alerts).toEqual([]);
    const standing = suspensionLimits([susp('2024-09-09', 4), susp('2024-11-11', 7)], '2024/25', calendar);
    expect(standing).toMatchObject({
      daysInYear: 5.5,
      daysLeftInYear: 39.5,
      daysInTerm: { autumn: 5.5, spring: 0, summer: 0 },
      alerts: [{ kind: 'aboveFiveInTerm', term: 'autumn', days: 5.5, limit: 5 }],
    });
  });

  it('raise one alert above fifteen days in a term', () => {
    const { alerts } = suspensionLimits([susp('2024-09-09', 31)], '2024/25', calendar);
    expect(alerts).toEqual([{ kind: 'aboveFifteenInTerm', term: 'autumn', days: 15.5, limit: 15 }]);
  });

  it('divide a suspension over Christmas between two terms', () => {
    const { daysInTerm } = suspensionLimits([susp('2024-12-19', 8)], '2024/25', calendar);
    expect(daysInTerm).toEqual({ autumn: 2, spring: 2, summer: 0 });
  });

  it('tell of more than 45 days in the year, standing ones only', () => {
    const terms45 = [susp('2024-09-09', 30), susp('2025-01-06', 30), susp('2025-04-28', 30)];
    const atLimit = suspensionLimits(terms45, '2024/25', calendar);
    expect(atLimit).toMatchObject({ daysInYear: 45, daysLeftInYear: 0 });
    // Fifteen days in a term are above five and not above fifteen; 45 in the year are not above 45.
    expect(atLimit.alerts.map((each) => each.kind)).toEqual(Array(3).fill('aboveFiveInTerm'));
    const more = [...terms45, susp('2025-07-01', 1, { category: 'LNCH' })];
    const kinds = suspensionLimits(more, '2024/25', calendar).alerts.map((each) => each.kind);
    expect(kinds).toEqual(['aboveYearLimit', 'aboveFiveInTerm', 'aboveFiveInTerm', 'aboveFifteenInTerm']);
    const quashed = more.map((each) => ({ ...each, status: 'quashed' as const }));
    expect(suspensionLimits(quashed, '2024/25', calendar)).toMatchObject({ daysInYear: 0, alerts: [] });
  });

  it('tell of a public exam on a suspended day or after a permanent exclusion', () => {
    const publicExams = ['2025-05-12', '2025-06-09', '2026-05-11'];
    const alertsOf = (suspension: Suspension) =>
      suspensionLimits([suspension], '2024/25', { ...calendar, publicExams }).alerts;
    expect(alertsOf(susp('2025-05-12', 2))).toEqual([{ kind: 'examAffected', date: '2025-05-12' }]);
    expect(alertsOf(susp('2025-05-13', 2))).toEqual([]);
    expect(alertsOf(susp('2025-05-12', 2, { category: 'LNCH' }))).toEqual([]);
    expect(alertsOf(susp('2025-05-20', 0, { category: 'PERM' }))).toEqual([
      { kind: 'examAffected', date: '2025-06-09' },
    ]);
    expect(alertsOf(susp('2025-05-20', 0, { category: 'PERM', status: 'reinstated' }))).toEqual([]);
  });
});
