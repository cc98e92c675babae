import { describe, expect, it, test } from 'vitest';
import { carerNames } from '#domain/secrecy/carerNames.ts';
import { carerPhrases } from '#domain/secrecy/carerPhrases.ts';
import { foldedWords } from '#domain/secrecy/foldedWords.ts';
import { isAdoptionPlacement } from '#domain/secrecy/isAdoptionPlacement.ts';
import { isSecretPlacement } from '#domain/secrecy/isSecretPlacement.ts';
import { isStillSecretAsked } from '#domain/secrecy/isStillSecretAsked.ts';
import type { Placed } from '#domain/secrecy/placement.ts';
import { placementSpells } from '#domain/secrecy/placementSpells.ts';
import { sameHousehold } from '#domain/secrecy/sameHousehold.ts';
import { secretEpisodes } from '#domain/secrecy/secretEpisodes.ts';
import { writtenIn } from '#domain/secrecy/writtenIn.ts';

const at = (start: string, end: string | null, more: Partial<Placed> = {}): Placed => ({
  start,
  end,
  placementType: 'U6',
  postcode: 'CT9 1AB',
  carer: 'Pat Hill',
  ...more,
});

test.each([
  ['A3', true],
  ['A6', true],
  ['A2', false],
  ['U6', false],
  ['', false],
])('%s is a placement for adoption: %s', (type, is) => expect(isAdoptionPlacement(type)).toBe(is));

describe('isSecretPlacement', () => {
  test.each([
    ['open, looked at before it began', [{ from: '2025-01-10', to: null }], [], '2024-03-31', true],
    ['open, looked at today', [{ from: '2020-01-10', to: null }], [], '2025-03-31', true],
    ['ended, looked at after', [{ from: '2020-01-10', to: '2022-05-01' }], [], '2022-05-01', false],
    ['ended, looked at the day before', [{ from: '2020-01-10', to: '2022-05-01' }], [], '2022-04-30', true],
    [
      'placed for adoption, nobody said anything',
      [],
      [at('2024-01-01', null, { placementType: 'A4' })],
      '2023-01-01',
      true,
    ],
    ['adoption placement over', [], [at('2024-01-01', '2024-06-01', { placementType: 'A4' })], '2024-06-01', false],
    ['neither', [], [at('2024-01-01', null)], '2024-06-01', false],
  ])('%s', (_what, secrets, episodes, asAt, secret) => {
    expect(isSecretPlacement({ secrets, episodes }, asAt)).toBe(secret);
  });
});

test('secretEpisodes: what shares a day with the secrecy, and adoption', () => {
  const all = [
    at('2018-01-01', '2019-01-01'),
    at('2019-01-01', '2020-06-01'),
    at('2020-06-01', '2021-01-01'),
    at('2021-01-01', null, { placementType: 'A3' }),
  ];
  expect(secretEpisodes(all, [{ from: '2019-05-01', to: '2020-06-01' }])).toEqual([all[1], all[3]]);
});

describe('placementSpells', () => {
  it('a change of legal status moves nobody; a new postcode, carer, type or a gap does', () => {
    const spells = placementSpells([
      at('2021-06-01', '2022-01-01'),
      at('2020-01-01', '2021-06-01', { carer: null }),
      at('2022-01-01', '2023-01-01', { postcode: 'ME14 1ZZ' }),
      at('2023-01-01', '2023-02-01', { postcode: 'ME14 1ZZ', placementType: 'K2' }),
      at('2024-02-01', null, { postcode: 'ME14 1ZZ', placementType: 'K2' }),
    ]);
    expect(spells.map(({ from, to }) => [from, to])).toEqual([
      ['2020-01-01', '2022-01-01'],
      ['2022-01-01', '2023-01-01'],
      ['2023-01-01', '2023-02-01'],
      ['2024-02-01', null],
    ]);
    expect(spells[0]?.carer).toBe('Pat Hill');
  });
});

describe('sameHousehold', () => {
  const house = (postcode: string | null, carer: string | null, surname: string | null = null, home?: string) => ({
    postcode,
    carer,
    surnames: surname === null ? [] : surname.split('|'),
    homes: home === undefined ? [] : [home],
  });
  test.each([
    [house('CT9 1AB', 'Pat Hill'), house('ct91ab', 'Mrs P. HILL'), true],
    [house('CT9 1AB', 'Pat Hill'), house('CT9 1AB', null), true],
    [house('CT9 1AB', 'Pat Hill'), house('CT9 1AB', 'Jo Brown'), false],
    [house('CT9 1AB', 'Pat Hill', 'Sample'), house('CT9 1AB', 'Jo Brown', 'SAMPLE'), true],
    [house('CT9 1AB', 'Pat Hill'), house('CT9 1AC', 'Pat Hill'), false],
    [house('CT9 1AB', 'Pat Hill', 'Before|Sample'), house('CT9 1AB', 'Jo Brown', 'Sample|After'), true],
    [house('CT9 1AB', 'Pat Hill', 'Sample-Jonesly'), house('CT9 1AB', 'Jo Brown', 'Jonesly'), true],
    [house('CT9 1AB', 'Pat Hill', 'van Sample'), house('CT9 1AB', 'Jo Brown', 'van Other'), false],
    [house('CT9 1AB', 'Pat Hill', 'Sample', 'ME14 1ZZ'), house('CT9 1AB', 'Jo Brown', 'Other', 'me141zz'), true],
    [house('CT9 1AB', 'Pat Hill', 'Sample', ''), house('CT9 1AB', 'Jo Brown', 'Other', ''), false],
    [house('CT9 1AB', 'Pat Hill', 'Sample'), house('CT9 1AC', 'Mrs Pat Hill', 'Sample'), true],
    [house('CT9 1AB', 'Mrs Hill', 'Sample'), house('CT9 1AC', 'Mr Hill', 'Sample'), false],
    [house('CT9 1AB', 'Blue Sky Agency', 'Sample'), house('ME14 1AA', 'Blue Sky Agency', 'Other'), false],
    [house(null, 'Pat Hill'), house('CT9 1AB', 'Mrs Pat Hill'), true],
    [house(null, 'Mrs Hill'), house('CT9 1AB', 'Mrs Hill'), false],
    [house(null, null), house(null, null), false],
  ])('%j and %j: %s', (one, other, same) => {
    expect(sameHousehold(one, other)).toBe(same);
    expect(sameHousehold(other, one)).toBe(same);
  });
});

test.each([
  ['Mrs Jane O’Brien and family', ['jane', 'obrien', 'brien']],
  ['The Lodge Children’s Home', []],
  [null, []],
])('carerNames %s', (carer, names) => expect(carerNames(carer)).toEqual(names));

describe('isStillSecretAsked', () => {
  const secret = { from: '2020-01-01', checkedOn: null };
  const placed = at('2020-01-01', '2022-05-01');
  const next = at('2022-05-01', null, { postcode: 'ME14 1ZZ' });
  test.each([
    ['the placement goes on', secret, [at('2020-01-01', null)], null],
    ['only the legal status changed', secret, [at('2020-01-01', '2021-06-01'), at('2021-06-01', null)], null],
    ['the child moved', secret, [placed, next], '2022-05-01'],
    ['care ended', secret, [placed], '2022-05-01'],
    ['care ends later', secret, [at('2020-01-01', '2025-09-01')], null],
    ['answered since', { from: '2020-01-01', checkedOn: '2022-06-01' }, [placed, next], null],
    [
      'answered, and moved again',
      { from: '2020-01-01', checkedOn: '2022-06-01' },
      [placed, next, at('2024-01-01', null, { carer: 'X' })],
      '2024-01-01',
    ],
    ['nothing known', secret, [], null],
  ])('%s', (_what, given, episodes, asked) => {
    expect(isStillSecretAsked(given, episodes, '2025-03-31')).toBe(asked);
  });
});

describe('carerPhrases: how an entry without a name of its own may stand in a text', () => {
  test.each([
    ['The Lodge Children’s Home', ['the lodge'], []],
    ['Kent House', ['kent house'], []],
    ['Foster carer', [], []],
    ['Mr Ng', [], ['Ng']],
    ['Jo and Al Hill', [], ['Jo', 'Al']],
    [null, [], []],
  ])('%s', (carer, folded, written) => expect(carerPhrases(carer)).toEqual({ folded, written }));
  test('a title with an ordinary word for a surname, under any title', () => {
    expect(carerPhrases('Mrs Jo House').folded).toEqual(expect.arrayContaining(['mrs house', 'mr house', 'ms house']));
  });
});

test.each([
  ['Mrs Ng reads.', 'Ng', true],
  ['NG reads.', 'Ng', true],
  ['Ng’s car', 'Ng', true],
  ['N\u200bg reads.', 'Ng', true],
  ['Nguyen reads.', 'Ng', false],
  ['reading', 'Ng', false],
])('%j names %s as it is written: %s', (text, word, is) => expect(writtenIn(text, word)).toBe(is));

test.each([
  ['Hid\u200bden\u00adham', ' hiddenham '],
  ['ŁÓDZKI, Søren Æbelø', ' lodzki soren aebelo '],
  ['Groß', ' gross '],
])('%j is compared as %j', (text, folded) => expect(foldedWords(text)).toBe(folded));
