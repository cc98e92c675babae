import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addSessionsOf,
  dateOfPlace,
  daysUntil,
  emptyDays,
  packDays,
  placeOfWeek,
  sumDays,
} from '#db/derived/sessionDays.ts';
import { codeTableOn, countWeekMarks, newTally, sessionCountsOf } from '#domain/attendance/countWeekMarks.ts';
import { academicYearOf } from '#domain/calendar/academicYear.ts';
import { addDays, dayOfWeek } from '#domain/calendar/plainDate.ts';

const year = '2024/25';
// 1 September 2024 is a Sunday: the week that holds it begins on 26 August.
const monday = (week: number) => addDays('2024-08-26', week * 7);

describe('places of days', () => {
  it.each([
    ['2024/25', '2024-09-01', 5],
    ['2024/25', '2024-09-02', 6],
    ['2024/25', '2024-09-06', 10],
    ['2024/25', '2024-09-07', 10],
    ['2024/25', '2024-09-08', 10],
    ['2024/25', '2025-08-31', 265],
    ['2025/26', '2025-09-01', 1],
    ['2025/26', '2025-08-31', 0],
    ['2022/23', '2023-08-31', 264],
  ])('%s has %i days up to %s', (academicYear, date, days) => {
    expect(daysUntil(academicYear, date)).toBe(days);
  });

  it('go to a date and back, for every school day of every year', () => {
    for (let date = '2015-09-01'; date < '2027-09-01'; date = addDays(date, 1)) {
      if (dayOfWeek(date) > 5) continue;
      expect(dateOfPlace(academicYearOf(date), daysUntil(academicYearOf(date), date) - 1)).toBe(date);
    }
  });
});

describe('packed days', () => {
  it('say each day by one character', () => {
    const days = emptyDays();
    addSessionsOf(days, placeOfWeek(year, monday(0)), '/ \\ / \\ / I O O # # ', codeTableOn(monday(0)), 0, 10);
    expect(packDays(days)).toBe(['##%', String.fromCharCode(33 + 18), String.fromCharCode(33 + 54)].join(''));
    expect(sumDays(packDays(days), 0, 10)).toEqual({
      attended: 5,
      authorised: 1,
      unauthorised: 2,
      notPossible: 2,
      last: 4,
    });
    expect(sumDays(packDays(days), 1, 3)).toMatchObject({ attended: 3, authorised: 1, unauthorised: 0, last: 2 });
    expect(sumDays('', 0, 10)).toEqual({ attended: 0, authorised: 0, unauthorised: 0, notPossible: 0, last: -1 });
  });

  it('add up, to any date, to what the marks themselves count', () => {
    const code = fc.constantFrom('/ ', '\\ ', 'I ', 'O ', 'M ', '# ', 'L ', '  ', '? ');
    const week = fc.array(code, { minLength: 10, maxLength: 10 }).map((codes) => codes.join(''));
    fc.assert(
      fc.property(fc.array(week, { maxLength: 53 }), fc.nat({ max: 370 }), (weeks, day) => {
        const until = addDays('2024-08-26', day);
        const days = emptyDays();
        const tally = newTally();
        for (const [index, marks] of weeks.entries()) {
          const table = codeTableOn(monday(index));
          addSessionsOf(days, placeOfWeek(year, monday(index)), marks, table, 0, 10);
          for (let of = 0; of < 5; of += 1)
            if (addDays(monday(index), of) <= until) countWeekMarks(marks, table, tally, of * 2, of * 2 + 2);
        }
        const { last, ...counts } = sumDays(packDays(days), 0, daysUntil(year, until));
        expect(counts).toEqual(sessionCountsOf(tally));
        expect(last < 0 || dateOfPlace(year, last) <= until).toBe(true);
      }),
    );
  });
});
