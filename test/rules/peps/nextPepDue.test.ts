import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '#domain/calendar/plainDate.ts';
import { nextPepDue } from '#domain/peps/nextPepDue.ts';

const asAt = '2025-03-31';
const none = () => [];
const next = (
  peps: { due: string; held: string | null }[],
  ruleDates: () => readonly string[] = none,
): ReturnType<typeof nextPepDue> => nextPepDue({ peps, ruleDates, asAt });

describe('nextPepDue', () => {
  it.each([
    [
      'the round to come',
      [
        ['2024-12-31', '2024-12-10'],
        ['2025-04-30', null],
      ],
      '2025-04-30',
      false,
    ],
    ['a round nobody held', [['2024-12-31', null]], '2024-12-31', true],
    [
      'the earlier of two waiting',
      [
        ['2025-01-31', null],
        ['2025-04-30', null],
      ],
      '2025-01-31',
      true,
    ],
    [
      'not a round missed before a later one was held',
      [
        ['2024-07-31', null],
        ['2024-12-31', '2024-12-01'],
        ['2025-04-30', null],
      ],
      '2025-04-30',
      false,
    ],
    ['due on the date itself is not overdue', [['2025-03-31', null]], '2025-03-31', false],
    ['what is held after the date still waits on it', [['2025-02-28', '2025-04-02']], '2025-02-28', true],
    [
      'not a new version of a PEP that was held',
      [
        ['2024-12-31', '2024-12-10'],
        ['2024-12-31', null],
        ['2025-04-30', null],
      ],
      '2025-04-30',
      false,
    ],
  ] as const)('names %s', (_what, peps, due, overdue) => {
    expect(next(peps.map(([day, held]) => ({ due: day, held })))).toEqual({ due, overdue });
  });

  it('asks the rule only where no recorded PEP waits', () => {
    const rule = () => ['2020-01-31', '2024-07-31', '2024-12-31', '2025-04-30'];
    expect(next([{ due: '2024-12-31', held: '2024-12-01' }], rule)).toEqual({ due: '2025-04-30', overdue: false });
    expect(next([{ due: '2024-07-31', held: '2024-07-01' }], rule)).toEqual({ due: '2024-12-31', overdue: true });
    // Rounds of years ago that nobody wrote down are no task of today.
    expect(next([], rule)).toEqual({ due: '2024-07-31', overdue: true });
    expect(next([], none)).toBe(null);
    const asked = () => {
      throw new Error('not to be asked');
    };
    expect(next([{ due: '2025-04-30', held: null }], asked)?.due).toBe('2025-04-30');
  });

  it('is never a round that was held, nor one before it', () => {
    const day = fc.integer({ min: -400, max: 400 }).map((n) => addDays(asAt, n));
    const pep = fc.record({ due: day, held: fc.option(day, { nil: null }) });
    fc.assert(
      fc.property(fc.array(pep, { maxLength: 8 }), (peps) => {
        const found = next(peps);
        const held = peps.filter((each) => each.held !== null && each.held <= asAt).map((each) => each.due);
        if (found) expect(held.every((due) => found.due > due)).toBe(true);
        expect(found?.overdue ?? false).toBe(found !== null && found.due < asAt);
      }),
    );
  });
});
