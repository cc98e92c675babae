import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isLaestab, laestabOf } from '#domain/identifiers/isLaestab.ts';
import { isUnknownUpnCode, isUpn, upnCheckLetter } from '#domain/identifiers/isUpn.ts';
import { isUrn } from '#domain/identifiers/isUrn.ts';

describe('unique pupil number', () => {
  it.each([
    ['H801200001001', true, 'worked by hand: 53 mod 23 = 7, H'],
    ['A801200001001', false, 'wrong check letter'],
    ['h801200001001', false, 'lower case is for the caller to mend'],
    ['H80120000100', false, 'twelve characters'],
    ['H8012000010011', false, 'fourteen characters'],
    ['I801200001001', false, 'I is never a check letter'],
    ['UN1', false, 'a reason, not a number'],
    ['', false, 'empty'],
    ['H80120000100١', false, 'digits of another script'],
  ])('%s is %s: %s', (value, expected) => {
    expect(isUpn(value)).toBe(expected);
  });

  it('takes the letter that ends a temporary number', () => {
    const letter = upnCheckLetter('80120000100A');
    expect(letter).not.toBeNull();
    expect(isUpn(`${letter}80120000100A`)).toBe(true);
    expect(upnCheckLetter('80120000100S')).toBeNull();
  });

  const twelveDigits = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 12, maxLength: 12 });
  it('has exactly one right letter for any twelve digits, and one wrong digit is always noticed', () => {
    fc.assert(
      fc.property(twelveDigits, fc.nat(11), fc.integer({ min: 1, max: 9 }), (digits, at, by) => {
        const twelve = digits.join('');
        const right = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].filter((letter) => isUpn(letter + twelve));
        expect(right).toHaveLength(1);
        const other = digits.map((digit, index) => (index === at ? (digit + by) % 10 : digit)).join('');
        expect(isUpn(right[0] + other)).toBe(false);
      }),
    );
  });

  it.each([
    ['UN1', true],
    ['UN5', true],
    ['UN6', false],
    ['toString', false],
    ['', false],
  ])('code %s is %s', (value, expected) => {
    expect(isUnknownUpnCode(value)).toBe(expected);
  });
});

describe('school numbers', () => {
  it.each([
    ['118264', true],
    ['018264', false],
    ['18264', false],
    ['1182640', false],
    ['SC1182', false],
    ['118264 ', false],
  ])('URN %s is %s', (value, expected) => {
    expect(isUrn(value)).toBe(expected);
  });

  it.each([
    ['8862001', true],
    ['886/2001', false],
    ['8860001', false],
    ['2002001', false],
    ['862001', false],
  ])('LAESTAB %s is %s', (value, expected) => {
    expect(isLaestab(value)).toBe(expected);
  });

  it.each([
    ['886/2001', '8862001'],
    ['886-2001', '8862001'],
    ['886 2001', '8862001'],
    [' 8862001 ', '8862001'],
    ['886/201', null],
    ['', null],
  ])('laestabOf(%s) is %s', (text, expected) => {
    expect(laestabOf(text)).toBe(expected);
  });
});
