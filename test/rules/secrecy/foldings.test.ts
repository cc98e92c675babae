import { describe, expect, test } from 'vitest';
import { findPhrases, phrasesOf, readingsOf } from '#domain/secrecy/findPhrases.ts';
import { foldedWords } from '#domain/secrecy/foldedWords.ts';
import { localityPhrases } from '#domain/secrecy/localityPhrases.ts';
import { plainLetters } from '#domain/secrecy/plainLetters.ts';
import { createPointFinder } from '#domain/secrecy/pointsInText.ts';
import { schoolPhrases } from '#domain/secrecy/schoolPhrases.ts';
import { writtenIn } from '#domain/secrecy/writtenIn.ts';
import { secretsOf } from '#service/packs/assemble/schoolPackSecrets.ts';

const names = secretsOf(
  {
    episodes: [
      {
        legalStatus: 'C2',
        start: '2020-01-01',
        end: null,
        placementType: 'U6',
        district: 'Thanet',
        formerDistrict: null,
        postcode: 'CT10 7ZZ',
        carer: 'Mrs Wilhelmina Hiddenham and Al Asa',
      },
    ],
    secrets: [{ from: '2020-01-01', to: null, reason: 'x', kind: 'said' }],
    legal: { forename: 'Ida', surname: 'Sample' },
    knownAs: null,
    calledNow: null,
    locality: { id: 'x', name: 'East Kent 3', shortName: 'EK3' },
  },
  { localities: ['East Kent 3', 'EK3', 'West Kent 1', 'WK1'], heads: ['Helga Localhead', 'Jo Young'] },
  '2025-03-31',
);

describe('however it is written, a text that names the secret place, its carer or its head cannot be sent', () => {
  test.each([
    ['a name over the end of a line', 'Mrs Hid-\ndenham reads'],
    ['with blanks and a carriage return', 'Hidden- \r\n   ham reads'],
    ['with the hyphen that does not break', 'Hidden\u2011ham reads'],
    ['with a soft hyphen', 'Hid\u00ADdenham reads'],
    ['a short name with a soft hyphen at the end of a line', 'a walk with As\u00AD\na'],
    ['a soft hyphen as it is printed', 'Hid¬\ndenham'],
    ['parted without a dash', 'Hidden\nham reads'],
    ['the forename parted', 'Wilhel mina reads'],
    ['letter by letter', 'H i d d e n h a m reads'],
    ['letters with full stops', 'H.I.D.D.E.N.H.A.M.'],
    ['a space without width', 'Hid\u200Bdenham'],
    ['a word joiner, a filler and a combining joiner', 'Hi\u2060dd\u3164en\u034Fham'],
    ['the people of the name', 'the Hid-\ndenhams'],
    ['the surname of two', 'Ms Hiddenham-Jones'],
    ['a part of an address', 'write to whiddenham@mail.example'],
    ['full-width letters', 'Ｈｉｄｄｅｎｈａｍ'],
    ['bold letters of mathematics', '𝐇𝐢𝐝𝐝𝐞𝐧𝐡𝐚𝐦'],
    ['letters in circles', 'Ⓗⓘⓓⓓⓔⓝⓗⓐⓜ'],
    ['Cyrillic letters', 'Ніddеnһаm'],
    ['Greek letters', 'Ηιddεnhαm'],
    ['marks upon letters', 'Hïddénhäm'],
    ['a name of two letters in full width', 'Ａｌ reads'],
    ['a district in capitals', 'THANET'],
    ['a district over a line', 'Tha-\nnet'],
    ['a town with a Cyrillic letter', 'Mаrgate'],
    ['a town in full width', 'Ｂｒｏａｄｓｔａｉｒｓ'],
    ['a short name with a blank', 'moved to EK 3'],
    ['with a blank that does not break', 'moved to EK\u00A03'],
    ['with a hyphen', 'moved to EK-3'],
    ['with full stops', 'E.K.3'],
    ['with an underscore', 'ek_3'],
    ['in full width', 'ＥＫ３'],
    ['the name with a hyphen', 'the East-Kent 3 team'],
    ['the name with two', 'the East-Kent-3 team'],
    ['put together', 'EastKent3'],
    ['over lines', 'East\nKent\n3'],
    ['with its number as a word', 'East Kent Three'],
    ['the short name with a word', 'EK three'],
    ['with a Roman number', 'EK III'],
    ['put together with it', 'EKIII'],
    ['with the sign of a Roman number', 'EK Ⅲ'],
    ['as an area', 'East Kent (area 3)'],
    ['as a number', 'EK no. 3'],
    ['another locality', 'W.K. 1'],
    ['a postcode with a dash', 'CT10-7ZZ'],
    ['a postcode letter by letter', 'C T 1 0 7 Z Z'],
    ['with O for 0 and I for 1', 'CTIO 7ZZ'],
    ['a postcode in full width', 'ＣＴ１０ ７ＺＺ'],
    ['with Cyrillic letters', 'СТ10 7ZZ'],
    ['its first half with a blank', 'the CT 10 bus'],
    ['the head by title', 'Mrs Localhead rang'],
    ['the head by surname', 'LOCALHEAD to ring'],
    ['the head over a line', 'Helga Local-\nhead'],
    ['a head whose surname is a word', 'Ms Young rang'],
  ])('%s: %j', (_what, text) => expect(names?.(text)).toBe(true));

  test.each([
    ['reads for a week 3 times; listens and reads'],
    ['as a young reader he does well, more than once'],
    ['more than eternal, than Ethan'],
    ['sums of 3 and 10, year 3, KS3, term 1'],
    ['Ida Sample speaks up in class'],
    ['hidden in the ham, a walk in one area'],
    ['well-being: half-term, self-esteem'],
  ])('what is none may be ticked in: %j', (text) => expect(names?.(text)).toBe(false));
});

test.each([
  ['Ｈіd\u00ADdénham', 'Hiddenham'],
  ['ΑΒ αν', 'AB av'],
  ['Łódź', 'Łodz'],
])('plainLetters of %j is %j', (text, plain) => expect(plainLetters(text)).toBe(plain));

test('writtenIn keeps capitals and looks through letters that look alike', () => {
  expect([writtenIn('Ｎｇ reads', 'Ng'), writtenIn('ｎｇ', 'Ng'), writtenIn('Dеal', 'Deal')]).toEqual([
    true,
    false,
    true,
  ]);
});

test.each([
  ['a\u2014b', ['a\u2014b', 'ab']],
  ['plain', ['plain']],
])('readingsOf %j', (text, readings) => expect(readingsOf(text)).toEqual(readings));

test.each([
  ['week 3', []],
  ['ek 3', ['ek3']],
  ['as a', []],
  ['asa', ['asa']],
  ['van dyck', ['van dyck']],
])('findPhrases in %j', (text, found) =>
  expect(
    findPhrases(foldedWords(text), phrasesOf(['EK3', 'Asa', 'van Dyck'].map((word) => [foldedWords(word), word]))).map(
      ({ phrase }) => phrase,
    ),
  ).toEqual(found),
);

test.each([
  ['EK3', 'EK iii'],
  ['East Kent 1', 'East Kent one'],
  ['Medway', 'Medway'],
])('localityPhrases of %s has %s', (name, phrase) => expect(localityPhrases(name)).toContain(phrase));
test('the Roman one is the word I', () => expect(localityPhrases('WK1')).not.toContain('WK i'));

describe('for every child the same foldings are pointed out', () => {
  const points = createPointFinder({
    children: ['Bea Betaworth'],
    schoolmates: ['Bea', 'Betaworth'],
    identifiers: new Set(['K100123']),
    schools: ['Elsewhere High School'],
    carers: ['Mrs Jane Hillington'],
    othersCarers: [],
    districts: ['Thanet'],
    own: ['Ana Alphaton'],
  });
  test.each([
    ['sits with Beta-\nworth', 'Betaworth'],
    ['sits with Ｂｅａ', 'Bea'],
    ['sits with Ве\u200Bа', 'Bea'],
    ['Hilling-\nton collects', 'Mrs Jane Hillington'],
    ['left Elsewhere-High School', 'Elsewhere High School'],
    ['Marg-\nate', 'Margate'],
    ['post to CT9-1AA', 'CT91AA'],
    ['post to ＣＴ９ １ＡＡ', 'CT9 1AA'],
    ['as K100-\n123', 'K100123'],
  ])('%j names %s', (text, words) => expect(points(text).map((point) => point.words)).toContain(words));
  test.each([['half way there'], ['a great deal, a well-being plan'], ['will do'], ['be a reader']])(
    '%j names nothing',
    (text) => expect(points(text)).toEqual([]),
  );
});

test.each([
  ['Cliff Edge Primary School', ['cliff edge primary school', 'cliff edge'], []],
  ['Seaview High School', ['seaview high school'], ['Seaview']],
  ['St Mary’s Church of England Academy', ['st mary s church of england academy', 'st mary s'], []],
  ['The Park Academy', ['the park academy'], []],
  ['Park', [], []],
])('schoolPhrases of %s', (name, folded, written) => expect(schoolPhrases(name)).toEqual({ folded, written }));
