import { describe, expect, it } from 'vitest';
import { codeSetOn, DEFAULT_ATTENDANCE_CODE_SETS } from '#domain/attendance/attendanceCodes.ts';
import { categoryOf } from '#domain/attendance/categoryOf.ts';

/** The table of domain section 6, copied as printed there. */
const SINCE_2024 = {
  attending: ['/', '\\', 'L'],
  attendingElsewhere: ['K', 'V', 'P', 'W', 'B'],
  authorised: ['C1', 'M', 'J1', 'S', 'C2', 'C', 'T', 'R', 'I', 'E'],
  unauthorised: ['G', 'N', 'O', 'U'],
  notPossible: ['D', 'Q', 'Y1', 'Y2', 'Y3', 'Y4', 'Y5', 'Y6', 'Y7', 'X', 'Z', '#'],
};

describe('attendance codes', () => {
  for (const [category, codes] of Object.entries(SINCE_2024)) {
    it.each(codes)(`%s is ${category} from 19 August 2024`, (code) => {
      expect(categoryOf(code, '2024-08-19')).toBe(category);
      expect(categoryOf(code, '2030-01-07')).toBe(category);
    });
  }

  it('holds exactly the codes of the table', () => {
    expect(codeSetOn('2025-01-06')?.codes).toHaveLength(Object.values(SINCE_2024).flat().length);
  });

  it.each([
    ['F', '2012-06-11', 'authorised'],
    ['H', '2012-06-11', 'authorised'],
    ['J', '2023-10-02', 'attendingElsewhere'],
    ['Y', '2023-10-02', 'notPossible'],
    ['C', '2024-08-18', 'authorised'],
    ['F', '2024-09-02', null],
    ['H', '2024-09-02', null],
    ['J', '2024-09-02', null],
    ['Y', '2024-09-02', null],
    ['K', '2024-08-18', null],
    ['J1', '2024-08-18', null],
    ['-', '2024-09-02', null],
    ['', '2024-09-02', null],
    ['/', '1999-09-06', null],
    ['i', '2024-09-02', null],
  ])('%s on %s is %s', (code, date, expected) => {
    expect(categoryOf(code, date)).toBe(expected);
  });

  it('has sets that follow each other without a gap, each code once and of one or two characters', () => {
    expect(codeSetOn('2024-08-18')?.id).toBe('before-2024');
    expect(codeSetOn('2024-08-19')?.id).toBe('2024');
    for (const set of DEFAULT_ATTENDANCE_CODE_SETS) {
      expect(new Set(set.codes.map((each) => each.code)).size).toBe(set.codes.length);
      expect(set.codes.every((each) => /^[!-~]{1,2}$/.test(each.code))).toBe(true);
    }
  });

  it('takes the sets of a profile in place of the default', () => {
    const own = [{ id: 'own', validFrom: '2020-01-01', validTo: null, codes: [] }];
    expect(categoryOf('/', '2024-09-02', own)).toBeNull();
  });
});
