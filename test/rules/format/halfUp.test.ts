import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { halfUp } from '#domain/format/halfUp.ts';

describe('halfUp', () => {
  it.each([
    [12.25, 1, '12.3'],
    [22.5, 0, '23'],
    [0.15, 1, '0.2'],
    [45.3 - 12.25, 1, '33.1'],
    [1.005, 2, '1.01'],
    [8.345, 2, '8.35'],
    [-12.25, 1, '-12.3'],
    [-0.04, 1, '0.0'],
    [0, 1, '0.0'],
    [99.95, 1, '100.0'],
    [1e-9, 1, '0.0'],
    [1234567.25, 1, '1234567.3'],
  ])('of %d to %d decimals is %s', (value, decimals, expected) => {
    expect(halfUp(value, decimals)).toBe(expected);
  });

  it('of every share of whole numbers is that of whole-number arithmetic', () => {
    fc.assert(
      fc.property(fc.nat(5000), fc.integer({ min: 1, max: 5000 }), (numerator, denominator) => {
        const tenths = Math.floor((2000 * numerator + denominator) / (2 * denominator));
        expect(halfUp((100 * numerator) / denominator, 1)).toBe(`${Math.floor(tenths / 10)}.${tenths % 10}`);
      }),
      { numRuns: 2000 },
    );
  });
});
