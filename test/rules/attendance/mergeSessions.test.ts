import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type EnrolmentWeek, mergeSessions } from '#domain/attendance/mergeSessions.ts';
import { sumSessions } from '#domain/attendance/sessionCounts.ts';
import { codeAt, EMPTY_WEEK, type WeekMarks } from '#domain/attendance/weekMarks.ts';
import { encodeWeek } from '#test/make/weekOf.ts';

const decodeWeek = (marks: WeekMarks) => Array.from({ length: 10 }, (_, slot) => codeAt(marks, slot));

import { wholeYearAndInCare } from '#domain/attendance/wholeYearAndInCare.ts';

const MONDAY = '2024-09-02';
const week = (enrolmentId: string, isMain: boolean, first: string): EnrolmentWeek => ({
  enrolmentId,
  isMain,
  marks: encodeWeek([first, ...Array(9).fill('')]),
});

describe('marks of two enrolments', () => {
  it.each([
    ['D is ignored', ['D', '/'], '/', 0],
    ['D alone stays', ['D', ''], 'D', 0],
    ['not possible gives way to possible', ['Z', 'O'], 'O', 0],
    ['not possible twice is no conflict', ['#', 'X'], '#', 0],
    ['two real marks conflict, the main one counts', ['I', '/'], 'I', 1],
    ['the same mark twice is still a conflict', ['/', '/'], '/', 1],
    ['nothing at either', ['', '-'], '', 0],
    ['an unreadable mark is not hidden behind not possible', ['#', 'F'], 'F', 0],
  ])('%s', (_, [main = '', other = ''], kept, conflicts) => {
    const merged = mergeSessions(MONDAY, [week('a', true, main), week('b', false, other)]);
    expect(decodeWeek(merged.marks)[0]).toBe(kept);
    expect(merged.conflicts).toHaveLength(conflicts);
  });

  it('prefers attendance before absence where neither registration is the main one', () => {
    const merged = mergeSessions(MONDAY, [week('a', false, 'O'), week('b', false, 'I'), week('c', false, 'B')]);
    expect(merged.conflicts).toEqual([
      {
        date: MONDAY,
        session: 'AM',
        kept: { enrolmentId: 'c', code: 'B' },
        set: [
          { enrolmentId: 'b', code: 'I' },
          { enrolmentId: 'a', code: 'O' },
        ],
      },
    ]);
  });

  it('joins a move in the middle of the week without a conflict', () => {
    const old = encodeWeek(['/', '\\', '/', '\\', '', '', '', '', '', '']);
    const next = encodeWeek(['', '', '', '', '/', '\\', '/', '\\', '/', '\\']);
    const merged = mergeSessions(MONDAY, [
      { enrolmentId: 'a', isMain: true, marks: old },
      { enrolmentId: 'b', isMain: true, marks: next },
    ]);
    expect(decodeWeek(merged.marks)).toEqual(['/', '\\', '/', '\\', '/', '\\', '/', '\\', '/', '\\']);
    expect(merged.conflicts).toEqual([]);
  });

  it('gives an empty week for no enrolment and the marks themselves for one', () => {
    expect(mergeSessions(MONDAY, []).marks).toBe(EMPTY_WEEK);
    expect(mergeSessions(MONDAY, [week('a', true, 'D')]).marks.startsWith('D ')).toBe(true);
  });

  it('does not depend on the order of the enrolments and never counts a session twice', () => {
    const codes = fc.array(fc.constantFrom('/', 'B', 'I', 'O', 'D', '#', 'Z', '', '-', 'zz'), {
      minLength: 10,
      maxLength: 10,
    });
    const weeks = fc
      .array(fc.tuple(fc.boolean(), codes), { minLength: 1, maxLength: 4 })
      .map((rows) => rows.map(([isMain, row], i) => ({ enrolmentId: `e${i}`, isMain, marks: encodeWeek(row) })));
    fc.assert(
      fc.property(weeks, (rows) => {
        const forwards = mergeSessions(MONDAY, rows);
        const backwards = mergeSessions(MONDAY, [...rows].reverse());
        expect(backwards).toEqual(forwards);
        expect(forwards.marks).toHaveLength(20);
        expect(forwards.conflicts.length).toBeLessThanOrEqual(10);
      }),
    );
  });
});

describe('whole year and while in our care', () => {
  const weeks = [
    { weekBeginning: '2024-09-02', marks: encodeWeek(Array(10).fill('O')) },
    { weekBeginning: '2024-09-30', marks: encodeWeek(['O', 'O', '/', '\\', '/', '\\', '/', '\\', '/', '\\']) },
  ];

  it('are two figures', () => {
    const both = wholeYearAndInCare('2024/25', weeks, [{ start: '2024-10-01', end: null }]);
    expect(both.wholeYear).toEqual({ attended: 8, authorised: 0, unauthorised: 12, notPossible: 0 });
    expect(both.inOurCare).toEqual({ attended: 8, authorised: 0, unauthorised: 0, notPossible: 0 });
  });

  it('leave out the day care ended, and the whole of another year', () => {
    const both = wholeYearAndInCare('2024/25', weeks, [{ start: '2024-09-01', end: '2024-09-04' }]);
    expect(both.inOurCare.unauthorised).toBe(4);
    expect(wholeYearAndInCare('2023/24', weeks, []).wholeYear.unauthorised).toBe(0);
  });

  it('split a week that straddles 1 September', () => {
    const straddling = [{ weekBeginning: '2025-09-01', marks: encodeWeek(Array(10).fill('/')) }];
    expect(wholeYearAndInCare('2025/26', straddling, []).wholeYear.attended).toBe(10);
    const of2020 = [{ weekBeginning: '2020-08-31', marks: encodeWeek(Array(10).fill('/')) }];
    const before = wholeYearAndInCare('2019/20', of2020, []).wholeYear;
    const after = wholeYearAndInCare('2020/21', of2020, []).wholeYear;
    expect([before.attended, after.attended]).toEqual([2, 8]);
    expect(sumSessions([before, after]).attended).toBe(10);
  });
});
