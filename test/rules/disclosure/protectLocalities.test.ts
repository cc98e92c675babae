import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LocalityLine, protectLocalities } from '#domain/disclosure/protectLocalities.ts';
import { smallestHiding } from '#domain/disclosure/smallestHiding.ts';

const share = (n: number, reached: number, more: Partial<LocalityLine> = {}): LocalityLine => ({
  n,
  parts: [reached, n - reached],
  ...more,
});
const byPosition = (index: number) => index / 100;
const letters = { shown: 's', outcome: 'o', all: 'a' } as const;
const states = (lines: LocalityLine[]) =>
  protectLocalities(lines, byPosition)
    .states.map((state) => letters[state])
    .join('');

describe('localities beside a county that is public', () => {
  it.each([
    ['nothing is small', [share(12, 6), share(14, 7), share(30, 12)], 'sss'],
    ['one small outcome takes the first other with it', [share(12, 4), share(14, 7), share(30, 12)], 'oos'],
    ['two small outcomes protect each other', [share(12, 4), share(14, 3), share(30, 12)], 'oos'],
    ['two small ones of 4 together need a third', [share(12, 2), share(14, 2), share(20, 8), share(30, 12)], 'ooos'],
    ['a few children hide whole, with another', [share(3, 1), share(14, 7), share(30, 12)], 'aas'],
    ['a locality without children is no other', [share(0, 0), share(12, 4), share(14, 7), share(30, 12)], 'soos'],
    ['a county of 1 to 5 is hidden whole, noughts too', [share(12, 4), share(14, 0), share(30, 0)], 'ooo'],
    ['one each of a county of 3', [share(16, 1), share(11, 1), share(6, 1), share(0, 0)], 'ooos'],
    ['five and none of five hide too', [share(12, 12), share(14, 9), share(30, 12)], 'soo'],
  ])('%s', (_what, lines, expected) => {
    expect(states(lines)).toBe(expected);
  });

  it('a mean is hidden with the number of children behind it', () => {
    const mean = (n: number): LocalityLine => ({ n, parts: [] });
    expect(states([mean(3), mean(9), mean(20)])).toBe('aas');
    expect(states([mean(3), mean(4), mean(20)])).toBe('aas');
    expect(states([mean(2), mean(3), mean(20)])).toBe('aaa');
  });

  it('a mean of fewer than six children is hidden though their number is out already', () => {
    const mean = (n: number): LocalityLine => ({ n, parts: [], known: 'n' });
    expect(states([mean(5), mean(9), mean(20)])).toBe('oos');
    expect(states([mean(6), mean(9), mean(20)])).toBe('sss');
  });

  it('what is out already is no protection, and what is close to it is hidden', () => {
    expect(states([share(12, 4), share(14, 7, { known: 'all' }), share(30, 12)])).toBe('oso');
    expect(states([share(12, 6), share(14, 7, { close: 'outcome' }), share(30, 12)])).toBe('oos');
    expect(protectLocalities([share(12, 4), share(14, 7, { known: 'all' })], byPosition).safe).toBe(false);
  });

  it('never leaves a small outcome shown or alone', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc
            .integer({ min: 0, max: 40 })
            .chain((n) => fc.integer({ min: 0, max: n }).map((reached) => share(n, reached))),
          { minLength: 2, maxLength: 9 },
        ),
        (lines) => {
          const { states: found, safe } = protectLocalities(lines, byPosition);
          expect(safe).toBe(true);
          const hidden = lines.filter((line, index) => found[index] !== 'shown' && line.n > 0);
          for (const [index, line] of lines.entries())
            if (found[index] === 'shown')
              expect(line.n === 0 || (line.n > 5 && line.parts.every((part) => part === 0 || part > 5))).toBe(true);
          if (hidden.length === 1) expect(lines.filter(({ n }) => n > 0)).toHaveLength(1);
        },
      ),
    );
  });
});

describe('the cheapest set that is safe', () => {
  it('is found among all, and null when none will do', () => {
    expect(
      smallestHiding(
        [0, 1, 2],
        (each) => [3, 1, 2][each] ?? 0,
        (added) => added.length > 0,
      ),
    ).toEqual([1]);
    expect(
      smallestHiding(
        [0, 1, 2],
        (each) => [3, 1, 1][each] ?? 0,
        (added) => added.length > 1,
      ),
    ).toEqual([1, 2]);
    expect(
      smallestHiding(
        [0, 1],
        () => 1,
        () => false,
      ),
    ).toBeNull();
    const many = Array.from({ length: 20 }, (_, index) => index);
    expect(
      smallestHiding(
        many,
        () => 1,
        (added) => added.length > 6,
      ),
    ).toEqual(many);
  });
});
