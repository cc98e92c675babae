import { describe, expect, it } from 'vitest';
import { fits } from '#renderer/data/fits.ts';
import { ageOfBackup, minutesInWords, timeOfDay } from '#renderer/frame/health.ts';

describe('a draft of an earlier version', () => {
  it.each<[string, unknown, unknown, boolean]>([
    ['the same kind', '', 'a reason', true],
    ['another kind', '', 3, false],
    ['the same fields', { name: '', years: [] }, { name: 'x', years: [6] }, true],
    ['more fields than now', { name: '' }, { name: 'x', old: 1 }, true],
    ['a field short', { name: '', years: [] }, { name: 'x' }, false],
    ['a field of another kind', { name: '' }, { name: ['x'] }, false],
    ['nothing where something may be', { folder: null }, { folder: '/home' }, true],
    ['a list for an object', {}, [], false],
    ['an object for a list', [], {}, false],
    ['an inherited field', { toString: '' }, {}, false],
  ])('%s', (_what, initial, value, fitting) => {
    expect(fits(initial, value)).toBe(fitting);
  });
});

describe('the health line', () => {
  const backup = (lastAt: string | null, problem: string | null = null) => ({ lastAt, problem, secondFolder: null });
  it.each([
    ['none', backup(null), 'No backup yet', true],
    ['of today', backup('2025-03-31T07:05:00Z'), 'Backup 08:05', false],
    ['of yesterday, late', backup('2025-03-30T22:59:00Z'), 'Backup yesterday', false],
    ['of today by Kent’s clocks', backup('2025-03-30T23:01:00Z'), 'Backup 00:01', false],
    ['of two days before', backup('2025-03-29T12:00:00Z'), 'Backup 2 days old', false],
    ['of three days before', backup('2025-03-28T12:00:00Z'), 'Backup 3 days old', true],
    ['made after a clock was put back', backup('2025-04-09T12:00:00Z'), 'Backup 09/04/2025 13:00', false],
    ['of today, but the copy failed', backup('2025-03-31T07:05:00Z', 'The disk is full.'), 'Last backup failed', true],
  ])('backup: %s', (_what, given, words, look) => {
    expect(ageOfBackup(given, '2025-03-31')).toEqual({ words, look });
  });

  it('minutes and times', () => {
    expect([0, 59, 60, 130].map(minutesInWords)).toEqual(['0 min', '59 min', '1 h', '2 h 10 min']);
    expect(timeOfDay('2025-03-30T23:30:00Z', '2025-03-31')).toBe('00:30');
    expect(timeOfDay('2025-03-29T23:30:00Z', '2025-03-31')).toBe('29/03/2025 23:30');
  });
});
