import { describe, expect, test } from 'vitest';
import { isOrdinaryWord, placesOfDistrict } from '#domain/secrecy/placesOfDistricts.ts';
import { createPointFinder } from '#domain/secrecy/pointsInText.ts';

const points = createPointFinder({
  children: ['Bea Betaworth', 'Łucja van Dyck'],
  schoolmates: ['Bea', 'Betaworth', 'Will'],
  identifiers: new Set(['K100123', 'A999000000001']),
  schools: ['Elsewhere High School', 'Park'],
  carers: ['Mrs Jane Hill'],
  othersCarers: ['Ms Olga Anderscarer', 'The Grange Home'],
  districts: ['Thanet', 'Folkestone and Hythe'],
  own: ['Ana Alphaton', 'Ana', 'Alphaton'],
});

describe('what is pointed out', () => {
  test.each([
    ['Jane (carer) collects him', [['carer', 'Mrs Jane Hill']]],
    ['the Hills came', [['carer', 'Mrs Jane Hill']]],
    [
      'swimming in Margate and at hythe',
      [
        ['place', 'Margate'],
        ['place', 'Hythe'],
      ],
    ],
    ['lives in THANET', [['district', 'Thanet']]],
    ['from 12 Sea Road daily', [['street', '12 Sea Road']]],
    [
      'post to ct91aa, bus from CT9',
      [
        ['postcode', 'ct91aa'],
        ['postcode', 'CT9'],
      ],
    ],
    [
      'sits with Betaworth, Bea',
      [
        ['otherChild', 'Bea Betaworth'],
        ['otherChild', 'Betaworth'],
        ['otherChild', 'Bea'],
      ],
    ],
    ['a friend of Lucja van Dyck', [['otherChild', 'Łucja van Dyck']]],
    ['Mrs Anderscarer takes both', [['carer', 'Ms Olga Anderscarer']]],
    ['Olga sings', []],
    ['tea at the Grange', [['carer', 'The Grange Home']]],
    [
      'the Hi\u200blls, and CT\u00ad9 1AA',
      [
        ['carer', 'Mrs Jane Hill'],
        ['postcode', 'CT9 1AA'],
        ['postcode', 'CT9'],
      ],
    ],
    ['a friend of ŁUCJA VAN DYCK', [['otherChild', 'Łucja van Dyck']]],
    [
      'as k100123 and A999000000001',
      [
        ['otherChild', 'k100123'],
        ['otherChild', 'A999000000001'],
      ],
    ],
    ['left elsewhere high school', [['school', 'Elsewhere High School']]],
    ['Will sings; it will do, a good deal of work', [['otherChild', 'Will']]],
    ['a trip to Deal', [['place', 'Deal']]],
    [
      'a farm in Acol, near St Nicholas-at-Wade',
      [
        ['place', 'Acol'],
        ['place', 'St Nicholas at Wade'],
      ],
    ],
    ['loose ends; the cooling tower; she is selling cakes', []],
    ['lives in Loose', [['place', 'Loose']]],
    ['Ana Alphaton reads in the park', []],
    ['', []],
  ])('%s', (text, expected) => {
    const found = points(text).map(({ kind, words }) => [kind, words]);
    expect(found.toSorted()).toEqual(expected.toSorted());
  });

  test('a text of any size is looked through at once', () => {
    const before = performance.now();
    points('1 Aa '.repeat(100_000));
    points('CT9'.repeat(100_000));
    expect(performance.now() - before).toBeLessThan(3000);
  });
});

test.each([
  ['Thanet', 'Margate'],
  ['Swale', 'Sheerness'],
  ['Bexley', 'Bexley'],
])('%s has %s', (district, place) => expect(placesOfDistrict(district)).toContain(place));
test('ordinary words', () => expect([isOrdinaryWord('Deal'), isOrdinaryWord('Margate')]).toEqual([true, false]));
