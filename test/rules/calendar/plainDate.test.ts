import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  addYears,
  ageOn,
  dateOfDayNumber,
  dayNumber,
  dayOfWeek,
  daysBetween,
  earlierOf,
  isPlainDate,
  isWithin,
  laterOf,
  latest,
  mondayOf,
  partsOf,
  plainDate,
} from '#domain/calendar/plainDate.ts';

const aDate = fc.integer({ min: dayNumber('1600-01-01'), max: dayNumber('2399-12-31') }).map(dateOfDayNumber);

describe('plain dates', () => {
  it.each([
    ['2024-02-29', true],
    ['2023-02-29', false],
    ['1900-02-29', false],
    ['2000-02-29', true],
    ['2024-04-31', false],
    ['2024-13-01', false],
    ['2024-00-10', false],
    ['2024-9-01', false],
    ['01/09/2024', false],
    ['2024-09-01T00:00:00', false],
    ['', false],
    [20240901, false],
    [null, false],
  ])('%s is a plain date: %s', (value, expected) => {
    expect(isPlainDate(value)).toBe(expected);
  });

  it.each([
    ['1970-01-01', 0],
    ['1969-12-31', -1],
    ['2000-02-29', 11016],
    ['2024-09-01', 19967],
  ])('%s is day %i', (date, number) => {
    expect(dayNumber(date)).toBe(number);
    expect(dateOfDayNumber(number)).toBe(date);
  });

  it.each([
    ['2024-02-28', 2, '2024-03-01'],
    ['2023-02-28', 1, '2023-03-01'],
    ['2024-01-01', -1, '2023-12-31'],
    ['2024-03-31', 0, '2024-03-31'],
    // The clocks change on these nights; a plain date does not notice.
    ['2024-03-30', 1, '2024-03-31'],
    ['2024-10-26', 2, '2024-10-28'],
  ])('%s and %i days is %s', (date, days, expected) => {
    expect(addDays(date, days)).toBe(expected);
    expect(daysBetween(date, expected)).toBe(days);
  });

  it.each([
    ['2024-08-31', 6, '2025-02-28'],
    ['2024-03-31', -1, '2024-02-29'],
    ['2024-01-15', 12, '2025-01-15'],
    ['2024-01-15', -13, '2022-12-15'],
  ])('%s and %i months is %s', (date, months, expected) => {
    expect(addMonths(date, months)).toBe(expected);
  });

  it.each([
    ['2024-09-02', 1],
    ['2024-09-01', 7],
    ['1970-01-01', 4],
    ['1969-12-28', 7],
  ])('%s is day %i of its week', (date, day) => {
    expect(dayOfWeek(date)).toBe(day);
  });

  it.each([
    ['2024-09-01', '2024-08-26'],
    ['2024-09-02', '2024-09-02'],
    ['2025-01-01', '2024-12-30'],
  ])('the week of %s begins on %s', (date, monday) => {
    expect(mondayOf(date)).toBe(monday);
  });

  it.each([
    ['2010-09-01', '2024-08-31', 13],
    ['2010-09-01', '2024-09-01', 14],
    ['2008-02-29', '2023-02-28', 14],
    ['2008-02-29', '2023-03-01', 15],
    ['2024-05-05', '2024-05-04', -1],
  ])('born %s, on %s aged %i', (born, date, age) => {
    expect(ageOn(born, date)).toBe(age);
  });

  it('picks the earlier, later and latest, nulls aside', () => {
    expect(laterOf('2024-01-01', '2023-12-31')).toBe('2024-01-01');
    expect(earlierOf('2024-01-01', '2023-12-31')).toBe('2023-12-31');
    expect(latest(['2024-01-01', null, '2024-05-01'])).toBe('2024-05-01');
    expect(latest([null])).toBeNull();
  });

  it('holds a dated fact on both of its ends', () => {
    expect(isWithin('2024-09-01', { start: '2024-09-01', end: null })).toBe(true);
    expect(isWithin('2024-09-02', { start: '2024-09-01', end: '2024-09-02' })).toBe(true);
    expect(isWithin('2024-09-03', { start: '2024-09-01', end: '2024-09-02' })).toBe(false);
    expect(isWithin('2024-08-31', { start: '2024-09-01', end: null })).toBe(false);
  });

  it('refuses parts that name no day', () => {
    expect(() => plainDate(2023, 2, 29)).toThrow(RangeError);
    expect(partsOf('2024-09-01')).toEqual({ year: 2024, month: 9, day: 1 });
    expect(addYears('2024-02-29', 1)).toBe('2025-02-28');
  });

  it('agrees with the Gregorian calendar of Date, for every day', () => {
    fc.assert(
      fc.property(aDate, (date) => {
        expect(isPlainDate(date)).toBe(true);
        const reference = new Date(`${date}T00:00:00Z`);
        expect(dayNumber(date)).toBe(reference.getTime() / 86_400_000);
        expect(dayOfWeek(date) % 7).toBe(reference.getUTCDay());
      }),
    );
  });

  it('adds and takes away the same days', () => {
    fc.assert(
      fc.property(aDate, fc.integer({ min: -100_000, max: 100_000 }), (date, days) => {
        expect(addDays(addDays(date, days), -days)).toBe(date);
        expect(daysBetween(date, addDays(date, days))).toBe(days);
      }),
    );
  });

  it('compares as strings in calendar order', () => {
    fc.assert(
      fc.property(aDate, aDate, (a, b) => {
        expect(a < b).toBe(daysBetween(a, b) > 0);
      }),
    );
  });
});
