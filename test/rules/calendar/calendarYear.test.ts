import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { academicYearStarting, endOfAcademicYear, startOfAcademicYear } from '#domain/calendar/academicYear.ts';
import { calendarYearProblem, HALVES_OF_A_YEAR, nameOfHalf } from '#domain/calendar/calendarYearProblem.ts';
import { bankHolidaysOfYear } from '#domain/calendar/defaults/bankHolidays.ts';
import { kentTermsOfYear } from '#domain/calendar/defaults/kentTerms.ts';
import { dayOfWeek } from '#domain/calendar/plainDate.ts';
import { yearLikeNeighbour } from '#domain/calendar/yearLikeNeighbour.ts';

const halves = kentTermsOfYear('2024/25');
const withHalf = (index: number, changes: Partial<(typeof halves)[number]>) =>
  halves.map((half, at) => (at === index ? { ...half, ...changes } : half));

describe('calendarYearProblem', () => {
  it('finds nothing wrong with any year that ships, in whatever order its halves come', () => {
    for (let year = 2005; year < 2027; year += 1) {
      const name = academicYearStarting(year);
      expect(calendarYearProblem(name, kentTermsOfYear(name))).toBeNull();
      expect(calendarYearProblem(name, kentTermsOfYear(name).reverse())).toBeNull();
    }
  });

  it.each([
    ['a half that is missing', halves.slice(1), 1, 'start', 'The dates of autumn, first half are missing'],
    [
      'a day that does not exist',
      withHalf(1, { end: '2024-02-30' }),
      2,
      'end',
      'Enter the last day of autumn, second half',
    ],
    [
      'a day of August before',
      withHalf(0, { start: '2024-08-30' }),
      1,
      'start',
      'Autumn, first half: 2024/25 runs from 1 September to 31 August',
    ],
    [
      'a day of September after',
      withHalf(5, { end: '2025-09-01' }),
      6,
      'end',
      'Summer, second half: 2024/25 runs from 1 September to 31 August',
    ],
    [
      'an end before its start',
      withHalf(2, { end: '2025-01-02' }),
      3,
      'end',
      'Spring, first half ends before it begins',
    ],
    [
      'a half inside the one before',
      withHalf(1, { start: '2024-10-21' }),
      2,
      'start',
      'Autumn, second half must begin after autumn, first half ends',
    ],
    [
      'a half on the last day of the one before',
      withHalf(1, { start: halves[0]?.end ?? '' }),
      2,
      'start',
      'Autumn, second half must begin after autumn, first half ends',
    ],
    ['a seventh half', [...halves, ...withHalf(0, {}).slice(0, 1)], 1, 'start', 'A year has six half-terms, each once'],
  ])('%s', (_what, given, number, end, message) => {
    expect(calendarYearProblem('2024/25', given)).toEqual({ number, end, message });
  });

  it('names halves as a person does', () => {
    expect(HALVES_OF_A_YEAR.map(nameOfHalf)[3]).toBe('spring, second half');
  });
});

describe('yearLikeNeighbour', () => {
  const holidaysAround = (year: number) =>
    new Set([...bankHolidaysOfYear(year), ...bankHolidaysOfYear(year + 1)].map((each) => each.date));

  it('keeps the weekdays of the year before', () => {
    const proposed = yearLikeNeighbour(halves, '2025/26', holidaysAround(2025));
    expect(proposed[0]).toMatchObject({ academicYear: '2025/26', term: 'autumn', half: 1, start: '2025-09-01' });
    expect(dayOfWeek(proposed[0]?.end ?? '')).toBe(5);
  });

  it('does not begin in August, and does not creep: after twenty years autumn still ends in the week before Christmas', () => {
    const [first] = yearLikeNeighbour(withHalf(0, { start: '2024-09-01' }), '2025/26', new Set());
    // 52 weeks after Sunday 1 September 2024 is 31 August.
    expect(first?.start).toBe('2025-09-01');
    let year = halves;
    for (let next = 2025; next < 2045; next += 1) {
      year = yearLikeNeighbour(year, academicYearStarting(next), holidaysAround(next));
      expect(year[1]?.end.slice(5) ?? '').toMatch(/^12-(1[5-9]|2[0-3])$/);
      expect(year[0]?.start.slice(5) ?? '').toMatch(/^09-0[1-9]$/);
    }
  });

  it('of any year that ships is a year without fault, a year later or earlier, open on every first and last day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2006, max: 2025 }), fc.constantFrom(1, -1), (year, step) => {
        const wanted = academicYearStarting(year + step);
        const holidays = holidaysAround(year + step);
        const proposed = yearLikeNeighbour(kentTermsOfYear(academicYearStarting(year)), wanted, holidays);
        expect(calendarYearProblem(wanted, proposed)).toBeNull();
        for (const { start, end } of proposed)
          for (const date of [start, end]) {
            expect(dayOfWeek(date)).toBeLessThan(6);
            expect(holidays.has(date)).toBe(false);
            expect(date >= startOfAcademicYear(wanted) && date <= endOfAcademicYear(wanted)).toBe(true);
          }
      }),
    );
  });

  it('is empty without a neighbour', () => {
    expect(yearLikeNeighbour([], '2025/26', new Set())).toEqual([]);
  });
});
