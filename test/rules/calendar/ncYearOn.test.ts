import { describe, expect, test } from 'vitest';
import { ncYearOn } from '#domain/calendar/ncYearOn.ts';

describe('the national curriculum year on a date', () => {
  test.each([
    ['the year recorded, in its own academic year', '2024-03-31', { start: '2023-09-01', ncYear: 7 }, '2012-01-05', 7],
    ['one more after 1 September', '2024-09-01', { start: '2023-09-01', ncYear: 7 }, '2012-01-05', 8],
    ['not yet on 31 August', '2024-08-31', { start: '2023-09-01', ncYear: 7 }, '2012-01-05', 7],
    [
      'out of year: the record outranks the date of birth',
      '2025-03-31',
      { start: '2024-09-01', ncYear: 6 },
      '2012-01-05',
      6,
    ],
    ['a disputed date of birth moves nothing', '2025-03-31', { start: '2024-09-01', ncYear: 11 }, '2001-01-01', 11],
    [
      'an enrolment begun in the summer belongs to the year that ends',
      '2024-10-01',
      { start: '2024-06-03', ncYear: 5 },
      null,
      6,
    ],
    ['no record: by date of birth', '2025-03-31', null, '2014-03-10', 6],
    ['a record without a year: by date of birth', '2025-03-31', { start: '2024-09-01', ncYear: null }, '2014-03-10', 6],
    ['nothing known', '2025-03-31', null, null, null],
    ['beyond year 13', '2025-09-01', { start: '2023-09-01', ncYear: 12 }, '2007-01-05', null],
  ] as const)('%s', (_name, date, recorded, dateOfBirth, expected) => {
    expect(ncYearOn(date, recorded, dateOfBirth)).toBe(expected);
  });
});
