import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultBankHolidays } from '#domain/calendar/defaults/bankHolidays.ts';
import { dateOfDayNumber, dayNumber } from '#domain/calendar/plainDate.ts';
import { addWorkingDays, isWorkingDay, workingDaysBetween } from '#domain/calendar/workingDays.ts';

const holidays = new Set(defaultBankHolidays().map(({ date }) => date));

describe('working days', () => {
  it.each([
    ['2024-08-26', false, 'summer bank holiday'],
    ['2024-08-27', true, 'August counts'],
    ['2024-08-24', false, 'Saturday'],
    ['2024-08-25', false, 'Sunday'],
    ['2024-03-29', false, 'Good Friday'],
    ['2024-10-30', true, 'half-term break'],
  ])('%s is a working day: %s (%s)', (date, expected) => {
    expect(isWorkingDay(date, holidays)).toBe(expected);
  });

  it.each([
    ['2024-12-20', 10, '2025-01-08'],
    ['2024-08-16', 10, '2024-09-02'],
    ['2024-08-17', 1, '2024-08-19'],
    ['2024-03-28', 1, '2024-04-02'],
    ['2024-04-02', -1, '2024-03-28'],
    ['2024-08-26', 0, '2024-08-26'],
    ['2024-07-01', 20, '2024-07-29'],
  ])('%s and %i working days is %s', (date, days, expected) => {
    expect(addWorkingDays(date, days, holidays)).toBe(expected);
    expect(workingDaysBetween(date, expected, holidays) === days || days < 0).toBe(true);
  });

  it('refuses half a working day', () => {
    expect(() => addWorkingDays('2024-09-02', 1.5, holidays)).toThrow(RangeError);
  });

  it('lands on a working day that is exactly so many away', () => {
    const aDate = fc.integer({ min: dayNumber('2006-01-01'), max: dayNumber('2026-12-31') }).map(dateOfDayNumber);
    fc.assert(
      fc.property(aDate, fc.integer({ min: 1, max: 200 }), (date, days) => {
        const landed = addWorkingDays(date, days, holidays);
        expect(isWorkingDay(landed, holidays)).toBe(true);
        expect(workingDaysBetween(date, landed, holidays)).toBe(days);
        expect(workingDaysBetween(landed, date, holidays)).toBe(-days);
      }),
    );
  });
});
