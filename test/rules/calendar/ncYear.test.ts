import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { academicYearOfNcYear, defaultNcYear, type NcYear, ncYearLabel } from '#domain/calendar/ncYear.ts';
import { dateOfDayNumber, dayNumber } from '#domain/calendar/plainDate.ts';

describe('national curriculum years', () => {
  it.each([
    ['2013-08-31', '2024/25', 7],
    ['2013-09-01', '2024/25', 6],
    ['2020-08-31', '2024/25', 0],
    ['2020-09-01', '2024/25', -1],
    ['2021-09-01', '2024/25', null],
    ['2009-01-01', '2024/25', 11],
    ['2006-09-01', '2024/25', 13],
    ['2006-08-31', '2024/25', null],
  ])('born %s, in %s: year %s', (born, academicYear, expected) => {
    expect(defaultNcYear(born, academicYear)).toBe(expected);
  });

  it.each([
    [-1, 'Nursery'],
    [0, 'Reception'],
    [1, 'Year 1'],
    [2, 'Year 2'],
    [3, 'Year 3'],
    [6, 'Year 6'],
    [7, 'Year 7'],
    [9, 'Year 9'],
    [10, 'Year 10'],
    [11, 'Year 11'],
    [12, 'Year 12'],
    [13, 'Year 13'],
  ] as const)('year %i is %s', (ncYear, label) => {
    expect(ncYearLabel(ncYear)).toBe(label);
  });

  it('is the inverse of its academic year', () => {
    const born = fc.integer({ min: dayNumber('1990-01-01'), max: dayNumber('2024-12-31') }).map(dateOfDayNumber);
    fc.assert(
      fc.property(born, fc.integer({ min: -1, max: 13 }), (dateOfBirth, year) => {
        const ncYear = year as NcYear;
        expect(defaultNcYear(dateOfBirth, academicYearOfNcYear(dateOfBirth, ncYear))).toBe(ncYear);
      }),
    );
  });
});
