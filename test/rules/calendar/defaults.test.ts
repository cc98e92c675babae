import { describe, expect, it } from 'vitest';
import { academicYearsBetween } from '#domain/calendar/academicYear.ts';
import { bankHolidaysOfYear, defaultBankHolidays } from '#domain/calendar/defaults/bankHolidays.ts';
import { easterSunday } from '#domain/calendar/defaults/easterSunday.ts';
import { kentTermsBetween, kentTermsOfYear } from '#domain/calendar/defaults/kentTerms.ts';
import { dayOfWeek } from '#domain/calendar/plainDate.ts';
import { schoolDays } from '#domain/calendar/schoolDays.ts';
import { termOn } from '#domain/calendar/termOn.ts';
import { halfTermNumber } from '#domain/calendar/terms.ts';

const holidays = new Set(defaultBankHolidays().map(({ date }) => date));
const datesOf = (year: number) => bankHolidaysOfYear(year).map((each) => each.date.slice(5));

describe('default bank holidays', () => {
  it.each([
    [2005, '2005-03-27'],
    [2008, '2008-03-23'],
    [2011, '2011-04-24'],
    [2024, '2024-03-31'],
    [2025, '2025-04-20'],
    [2038, '2038-04-25'],
  ])('Easter Sunday of %i is %s', (year, expected) => {
    expect(easterSunday(year)).toBe(expected);
  });

  // As published at gov.uk/bank-holidays.
  it.each([
    [2010, ['01-01', '04-02', '04-05', '05-03', '05-31', '08-30', '12-27', '12-28']],
    [2011, ['01-03', '04-22', '04-25', '04-29', '05-02', '05-30', '08-29', '12-26', '12-27']],
    [2012, ['01-02', '04-06', '04-09', '05-07', '06-04', '06-05', '08-27', '12-25', '12-26']],
    [2015, ['01-01', '04-03', '04-06', '05-04', '05-25', '08-31', '12-25', '12-28']],
    [2020, ['01-01', '04-10', '04-13', '05-08', '05-25', '08-31', '12-25', '12-28']],
    [2022, ['01-03', '04-15', '04-18', '05-02', '06-02', '06-03', '08-29', '09-19', '12-26', '12-27']],
    [2023, ['01-02', '04-07', '04-10', '05-01', '05-08', '05-29', '08-28', '12-25', '12-26']],
    [2025, ['01-01', '04-18', '04-21', '05-05', '05-26', '08-25', '12-25', '12-26']],
    [2027, ['01-01', '03-26', '03-29', '05-03', '05-31', '08-30', '12-27', '12-28']],
  ])('%i has %j', (year, expected) => {
    expect(datesOf(year)).toEqual(expected);
  });

  it('are weekdays, each once, from 2005 to 2027', () => {
    const rows = defaultBankHolidays();
    expect(rows).toHaveLength(23 * 8 + 5);
    expect(new Set(rows.map((each) => each.date)).size).toBe(rows.length);
    expect(rows.every((each) => dayOfWeek(each.date) <= 5)).toBe(true);
    expect(rows[0]?.date).toBe('2005-01-03');
    expect(rows.at(-1)?.date).toBe('2027-12-28');
  });
});

describe('default Kent terms', () => {
  const years = academicYearsBetween('2005/06', '2026/27');

  it.each(years)('%s has six half-terms in order and 190 school days', (year) => {
    const terms = kentTermsOfYear(year);
    expect(terms.map(halfTermNumber)).toEqual([1, 2, 3, 4, 5, 6]);
    for (const [index, term] of terms.entries()) {
      expect(term.start < term.end).toBe(true);
      const before = terms[index - 1];
      if (before) expect(before.end < term.start).toBe(true);
      expect([term.start, term.end].every((day) => schoolDays(terms, holidays).includes(day))).toBe(true);
    }
    expect(schoolDays(terms, holidays)).toHaveLength(190);
    expect(terms.at(-1)?.end.slice(5, 7)).toBe('07');
  });

  it('names the half-term of a date', () => {
    const terms = kentTermsBetween('2023/24', '2024/25');
    expect(terms).toHaveLength(12);
    expect(termOn('2024-10-01', terms)).toMatchObject({ academicYear: '2024/25', term: 'autumn', half: 1 });
    expect(termOn('2024-10-30', terms)).toBeNull();
    expect(termOn('2025-01-06', terms)).toMatchObject({ academicYear: '2024/25', term: 'spring', half: 1 });
    expect(termOn('2024-08-15', terms)).toBeNull();
    expect(termOn('2024-07-01', terms)).toMatchObject({ academicYear: '2023/24', term: 'summer', half: 2 });
  });

  it.each([
    ['2024-05-06', false, 'early May bank holiday in term'],
    ['2024-05-07', true, 'the day after'],
    ['2024-10-05', false, 'Saturday in term'],
    ['2024-12-27', false, 'Christmas holiday'],
    ['2024-08-27', false, 'a working day, but no school day'],
  ])('%s is a school day: %s (%s)', (date, expected) => {
    expect(schoolDays(kentTermsBetween('2023/24', '2024/25'), holidays).includes(date)).toBe(expected);
  });
});
