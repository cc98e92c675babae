import { carerNames } from './carerNames.ts';
import { carerPhrases } from './carerPhrases.ts';
import { findPhrases, phrasesOf, readingsOf } from './findPhrases.ts';
import { foldedWords } from './foldedWords.ts';
import { everyPlace, isOrdinaryWord } from './placesOfDistricts.ts';
import { plainLetters } from './plainLetters.ts';

/** Something in a text that may say more than it should, in the words of the text or of the records. */
export interface TextPoint {
  kind: 'otherChild' | 'school' | 'carer' | 'district' | 'place' | 'postcode' | 'street';
  words: string;
}

/** What the records know that a text may name. Names are as they are written. */
export interface KnownNames {
  /** 'Forename Surname' of every other child. */
  children: readonly string[];
  /** Forenames and surnames of children whom a reader of the text knows: pupils of the same school. */
  schoolmates: readonly string[];
  /** Local ids and UPNs of other children. */
  identifiers: ReadonlySet<string>;
  /** Names of schools that are not the child's own. */
  schools: readonly string[];
  /** Entries of the child's carers. */
  carers: readonly string[];
  /** Entries of carers of other children whom a reader of the text knows. */
  othersCarers: readonly string[];
  /** Districts by present and former names. */
  districts: readonly string[];
  /** The child's own names, which are no point. */
  own: readonly string[];
}

const POSTCODE = /\b[A-Z]{1,2}[0-9][A-Z0-9]? {0,2}[0-9][A-Z]{2}\b/gi;
const OUTWARD = /\b(?:CT|ME|TN|DA|BR)[0-9]{1,2}\b/g;
const STREET =
  /\b[0-9]{1,4}[a-z]?,? (?:\p{Lu}[\p{L}’'-]{1,30} ){1,3}(?:Road|Street|Lane|Avenue|Close|Drive|Way|Gardens|Crescent|Terrace|Hill|Place|Court|Grove|Square|Walk|Mews|Row)\b/gu;
/** A text is looked at to this length; what is longer is said to be so by the form it comes from. */
const LONGEST = 20_000;

/**
 * What in a child's free text a person should look at before it leaves: names and identifiers of other children, schools not the
 * child's own, carers, districts and places, postcodes and streets. In the order of the kinds, each once.
 *
 * It points out and decides nothing. Source: issue 7 section 2; reviews/attack.md A4.4.
 *
 * @param fold `foldedWords`, or the same with its answers kept: the same names are known of every pupil of a school
 * @example createPointFinder({ …, carers: ['Jane Hill'] })('Jane (carer) collects him from 12 Sea Road, Margate')
 * // [{ kind: 'carer', words: 'Jane Hill' }, { kind: 'place', words: 'Margate' }, { kind: 'street', words: '12 Sea Road' }]
 */
export function createPointFinder(known: KnownNames, fold = foldedWords): (text: string) => TextPoint[] {
  const phrases = new Map<string, TextPoint>();
  const own = new Set(known.own.flatMap((name) => fold(name).trim().split(' ')));
  const add = (kind: TextPoint['kind'], phrase: string, words: string) => {
    const key = fold(phrase).trim();
    if (key !== '' && !phrases.has(key)) phrases.set(key, { kind, words });
  };
  for (const name of known.children) {
    const parts = fold(name).trim().split(' ');
    if (parts.length < 2) continue;
    add('otherChild', parts.join(' '), name);
    add('otherChild', [...parts.slice(1), parts[0]].join(' '), name);
  }
  for (const name of known.schoolmates)
    if (name.length >= 3 && !own.has(fold(name).trim())) add('otherChild', name, name);
  for (const carer of known.carers)
    for (const name of carerNames(carer)) {
      if (own.has(name)) continue;
      add('carer', name, carer);
      add('carer', `${name}s`, carer);
    }
  for (const carer of known.carers) for (const phrase of carerPhrases(carer).folded) add('carer', phrase, carer);
  // One name of somebody else's carer is too often another person's: the whole, or a title with the surname.
  for (const carer of known.othersCarers) {
    const names = carerNames(carer);
    const surname = names.at(-1);
    if (names.length >= 2) add('carer', names.join(' '), carer);
    if (surname !== undefined && !own.has(surname))
      for (const title of ['mr', 'mrs', 'ms', 'miss', 'mx', 'dr']) add('carer', `${title} ${surname}`, carer);
    for (const phrase of carerPhrases(carer).folded) add('carer', phrase, carer);
  }
  for (const name of known.schools) if (name.trim().includes(' ')) add('school', name, name);
  for (const name of known.districts) add('district', name, name);
  for (const place of everyPlace) add('place', place, place);
  for (const name of known.own) phrases.delete(fold(name).trim());
  const sought = phrasesOf(phrases);

  return (given) => {
    const readings = readingsOf(given.slice(0, LONGEST)).map(plainLetters);
    const found = new Map<string, TextPoint>();
    const note = (point: TextPoint) => found.set(`${point.kind} ${point.words}`, point);
    for (const text of readings) {
      for (const { phrase, value } of findPhrases(foldedWords(text), sought)) {
        // 'will' is a word and Will a child: what may be an ordinary word counts with its capital letter.
        const ordinary = value.kind === 'otherChild' || isOrdinaryWord(value.words);
        if (!phrase.includes(' ') && ordinary && !text.includes(plainLetters(value.words))) continue;
        note(value);
      }
      for (const [id] of text.matchAll(/[A-Za-z0-9][A-Za-z0-9/-]{2,30}/g))
        if (known.identifiers.has(id) || known.identifiers.has(id.toUpperCase()))
          note({ kind: 'otherChild', words: id });
      for (const pattern of [POSTCODE, OUTWARD])
        for (const [postcode] of text.matchAll(pattern)) note({ kind: 'postcode', words: postcode });
      for (const [street] of text.matchAll(STREET)) note({ kind: 'street', words: street });
    }
    const kinds = ['otherChild', 'school', 'carer', 'district', 'place', 'postcode', 'street'];
    return [...found.values()].toSorted((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind));
  };
}
