import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareVersions } from '#service/store/updates/compareVersions.ts';

const version = fc.tuple(fc.nat(99_999), fc.nat(99_999), fc.nat(99_999)).map((parts) => parts.join('.'));

describe('which version is later', () => {
  it.each([
    ['1.9.0', '1.10.0', -1],
    ['1.10.0', '1.9.9', 1],
    ['2.0.0', '1.99.99', 1],
    ['0.1.0', '0.1.0', 0],
    ['0.1.1', '0.1.0', 1],
  ])('%s against %s: %d', (a, b, order) => expect(compareVersions(a, b)).toBe(order));

  it('turns round with its arguments, and only a version itself is the same', () => {
    fc.assert(
      fc.property(version, version, (a, b) => {
        expect(compareVersions(a, b)).toBe(0 - compareVersions(b, a));
        expect(compareVersions(a, b) === 0).toBe(a === b);
      }),
    );
  });

  it.each(['1.0', '1.0.0-beta', 'v1.0.0', '1.0.0.0', '', '1.0.999999'])('refuses %j', (text) => {
    expect(() => compareVersions(text, '1.0.0')).toThrow(/not a version/);
  });
});
