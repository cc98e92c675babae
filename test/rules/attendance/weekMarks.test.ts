import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeSetOn } from '#domain/attendance/attendanceCodes.ts';
import {
  codeTableOn,
  countWeekMarks,
  newTally,
  sessionCountsOf,
  slotsWithin,
} from '#domain/attendance/countWeekMarks.ts';
import { possibleSessions } from '#domain/attendance/sessionCounts.ts';
import { codeAt, EMPTY_WEEK, sessionAt, withCodeAt } from '#domain/attendance/weekMarks.ts';
import { countSessions } from '#test/make/countSessions.ts';
import { encodeWeek } from '#test/make/weekOf.ts';

const MONDAY = '2024-09-02';
const known = (codeSetOn(MONDAY)?.codes ?? []).map((each) => each.code);
const aCode = fc.constantFrom(...known, '', '-', 'F', 'zz');
const aWeek = fc.array(aCode, { minLength: 10, maxLength: 10 });

describe('packed weeks', () => {
  it('pack ten codes into twenty characters and back', () => {
    const codes = ['/', '\\', 'Y1', 'Y1', 'L', '\\', 'I', 'I', '', ''];
    const marks = encodeWeek(codes);
    expect(marks).toBe('/ \\ Y1Y1L \\ I I     ');
    expect(marks).toHaveLength(20);
    expect(codes.map((_, slot) => codeAt(marks, slot))).toEqual(codes);
    expect(codeAt(marks, 2)).toBe('Y1');
    expect(withCodeAt(marks, 2, 'O')).toBe('/ \\ O Y1L \\ I I     ');
    expect(EMPTY_WEEK).toHaveLength(20);
  });

  it.each([
    ['2024-09-02', 'AM', 0],
    ['2024-09-03', 'PM', 3],
    ['2024-09-06', 'PM', 9],
  ] as const)('%s %s is slot %i', (date, session, slot) => {
    expect(sessionAt(MONDAY, slot)).toEqual({ date, session });
  });

  it.each([
    ['2024-09-04', null, [4, 10]],
    ['2024-09-02', '2024-09-02', [0, 2]],
    ['2024-09-03', '2024-09-05', [2, 8]],
    ['2024-01-01', '2024-09-08', [0, 10]],
    ['2024-09-07', null, [10, 10]],
    ['2024-01-01', '2024-09-01', [0, 0]],
    ['2024-09-09', '2024-09-10', [10, 10]],
  ])('slots of the week of 2 September within %s to %s', (start, end, expected) => {
    expect(slotsWithin(MONDAY, { start, end })).toEqual(expected);
  });
});

describe('counting packed weeks', () => {
  it('counts each category, no mark and the unread', () => {
    const tally = newTally();
    countWeekMarks(encodeWeek(['/', '\\', 'I', 'O', '#', 'B', 'F', '-', '', 'Y1']), codeTableOn(MONDAY), tally);
    expect(sessionCountsOf(tally)).toEqual({ attended: 3, authorised: 1, unauthorised: 1, notPossible: 2 });
    expect(tally[6]).toBe(1);
    expect(tally[0]).toBe(2);
  });

  it('counts only the slots asked for, by the set of the date', () => {
    const tally = newTally();
    const marks = encodeWeek(['/', '\\', 'F', 'F', '/', '\\', '/', '\\', '/', '\\']);
    countWeekMarks(marks, codeTableOn('2023-09-04'), tally, 2, 6);
    expect(sessionCountsOf(tally)).toEqual({ attended: 2, authorised: 2, unauthorised: 0, notPossible: 0 });
  });

  it('reads nothing where no set is in force, and nothing beyond ASCII', () => {
    const tally = newTally();
    countWeekMarks(encodeWeek(Array(10).fill('/')), codeTableOn('1999-09-06'), tally);
    countWeekMarks('Ā '.repeat(10), codeTableOn(MONDAY), tally);
    expect(tally[6]).toBe(20);
    expect(possibleSessions(sessionCountsOf(tally))).toBe(0);
  });

  it('agrees with counting mark by mark, and every slot is counted once', () => {
    fc.assert(
      fc.property(aWeek, (codes) => {
        const tally = newTally();
        countWeekMarks(encodeWeek(codes), codeTableOn(MONDAY), tally);
        const { unread, ...counts } = countSessions(codes.map((code) => ({ date: MONDAY, code })));
        expect(sessionCountsOf(tally)).toEqual(counts);
        expect(tally[6]).toBe(unread.length);
        expect(tally.reduce((sum, n) => sum + n, 0)).toBe(10);
      }),
    );
  });

  it('adds up over any split of the week', () => {
    fc.assert(
      fc.property(aWeek, fc.integer({ min: 0, max: 10 }), (codes, at) => {
        const [whole, parts] = [newTally(), newTally()];
        const [marks, table] = [encodeWeek(codes), codeTableOn(MONDAY)];
        countWeekMarks(marks, table, whole);
        countWeekMarks(marks, table, parts, 0, at);
        countWeekMarks(marks, table, parts, at);
        expect(parts).toEqual(whole);
      }),
    );
  });
});
