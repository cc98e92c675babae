import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  academicYearOf,
  academicYearsBetween,
  addAcademicYears,
  endOfAcademicYear,
  isAcademicYear,
  nextAcademicYear,
  parseAcademicYear,
  previousAcademicYear,
  startOfAcademicYear,
} from '#domain/calendar/academicYear.ts';
import { addDays, dateOfDayNumber } from '#domain/calendar/plainDate.ts';

describe('academic years', () => {
  it.each([
    ['2024-08-31', '2023/24'],
    ['2024-09-01', '2024/25'],
    ['2024-12-31', '2024/25'],
    ['2025-01-01', '2024/25'],
    ['1999-09-01', '1999/00'],
  ])('%s belongs to %s', (date, year) => {
    expect(academicYearOf(date)).toBe(year);
  });

  it.each([
    ['2024/25', true],
    ['1999/00', true],
    ['2024/26', false],
    ['2024-25', false],
    ['24/25', false],
    [202425, false],
  ])('%s is an academic year: %s', (value, expected) => {
    expect(isAcademicYear(value)).toBe(expected);
  });

  it('knows its ends and its neighbours', () => {
    expect(startOfAcademicYear('2024/25')).toBe('2024-09-01');
    expect(endOfAcademicYear('2024/25')).toBe('2025-08-31');
    expect(previousAcademicYear('2000/01')).toBe('1999/00');
    expect(nextAcademicYear('1999/00')).toBe('2000/01');
    expect(addAcademicYears('2024/25', -10)).toBe('2014/15');
    expect(academicYearsBetween('2022/23', '2024/25')).toEqual(['2022/23', '2023/24', '2024/25']);
    expect(academicYearsBetween('2024/25', '2022/23')).toEqual([]);
  });

  it.each([
    ['2024/25', '2024/25'],
    ['2024-25', '2024/25'],
    ['2024/2025', '2024/25'],
    ['202425', '2024/25'],
    ['24/25', '2024/25'],
    [' 2009/10 ', '2009/10'],
    ['1999/2000', '1999/00'],
    ['2024/26', null],
    ['2024', null],
    ['summer 2024', null],
  ])('reads %s as %s', (text, expected) => {
    expect(parseAcademicYear(text)).toBe(expected);
  });

  it('covers every day exactly once', () => {
    fc.assert(
      fc.property(fc.integer({ min: -20_000, max: 40_000 }).map(dateOfDayNumber), (date) => {
        const year = academicYearOf(date);
        expect(isAcademicYear(year)).toBe(true);
        expect(date >= startOfAcademicYear(year) && date <= endOfAcademicYear(year)).toBe(true);
        expect(addDays(endOfAcademicYear(year), 1)).toBe(startOfAcademicYear(nextAcademicYear(year)));
      }),
    );
  });
});
