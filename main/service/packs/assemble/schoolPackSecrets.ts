import type { ChildOn } from '#db/queries/identity.ts';
import type { Attended } from '#db/queries/packsNames.ts';
import { nameInText } from '#domain/identity/personName.ts';
import { carerNames } from '#domain/secrecy/carerNames.ts';
import { carerPhrases } from '#domain/secrecy/carerPhrases.ts';
import { findPhrases, phrasesOf, readingsOf } from '#domain/secrecy/findPhrases.ts';
import { foldedWords } from '#domain/secrecy/foldedWords.ts';
import { isAdoptionPlacement } from '#domain/secrecy/isAdoptionPlacement.ts';
import { localityPhrases } from '#domain/secrecy/localityPhrases.ts';
import { overlap } from '#domain/secrecy/placement.ts';
import { isOrdinaryWord, placesOfDistrict } from '#domain/secrecy/placesOfDistricts.ts';
import { schoolPhrases } from '#domain/secrecy/schoolPhrases.ts';
import { secretEpisodes } from '#domain/secrecy/secretEpisodes.ts';
import { writtenIn } from '#domain/secrecy/writtenIn.ts';

const squeezed = (text: string): string => foldedWords(text).replaceAll(' ', '');

/** A postcode's letters as they are mistyped: O and 0, I, L and 1 are one. */
const mistyped = (postcode: string): string => postcode.replaceAll('o', '0').replace(/[il]/g, '1');

/** Letters from which a carer's name counts as a part of a word ('whiddenham@…'); shorter ones are parts of ordinary words. */
const WITHIN = 6;

/** Answers whether a text names one of a child's secret placements. */
export type NamesSecret = (text: string) => boolean;

/** What belongs to a place beside what the child's own records say of it. */
export interface AroundSecret {
  /** Every locality by name and short name: whichever is named, it tells the part of the county. */
  localities: readonly string[];
  /** Who leads a locality, or ever did. */
  heads: readonly string[];
}

/** Whether a child is placed for adoption, now or at any time after the date: the school knows it by the known-as name. */
export const isForAdoption = (identity: Pick<ChildOn, 'episodes' | 'secrets'>, asAt: string): boolean =>
  identity.secrets.some(({ kind, to }) => kind === 'adoption' && (to === null || to > asAt)) ||
  identity.episodes.some(
    ({ end, placementType }) => isAdoptionPlacement(placementType) && (end === null || end > asAt),
  );

type Named = Pick<ChildOn, 'episodes' | 'secrets' | 'legal' | 'knownAs' | 'locality' | 'calledNow'>;

/**
 * What gives a child's secret placements away, of all times: the postcode (whole, with any spacing, or its first half), the carer
 * (each name of three letters or more), the district by its present and former name and its towns, every locality and its heads of all times,
 * the other schools it attended meanwhile; of a child placed for adoption also the legal name. However their letters are parted: at the end of a line, by dashes, by blanks
 * (see `findPhrases`). The child's own names are taken out first: a carer may bear the child's surname, and the pack is about the child.
 *
 * It withholds too much rather than too little: a reader misses a sentence, a child is not found. Null where there is no
 * secret placement.
 *
 * @example secretsOf({ secrets: [{ from: '2020-01-01', to: null }], episodes: [{ postcode: 'CT9 1AA', carer: 'Mrs J Hidden', district: 'Thanet', … }], … }, around, asAt)?.('Visits to ct91aa')  // true
 */
export function secretsOf(
  identity: Named,
  around: AroundSecret,
  asAt: string,
  attended: readonly Attended[] = [],
): NamesSecret | null {
  const secret = secretEpisodes(identity.episodes, identity.secrets);
  if (secret.length === 0 && identity.secrets.length === 0) return null;
  const words = new Set<string>();
  const within = new Set<string>();
  const written = new Set<string>();
  const postcodes = new Set<string>();
  for (const { postcode, carer, district, formerDistrict } of secret) {
    if (postcode !== null) {
      postcodes.add(squeezed(postcode));
      const outward = squeezed(postcode).slice(0, -3);
      if (outward.length >= 2) words.add(outward);
    }
    for (const name of carerNames(carer)) {
      words.add(name);
      // 'The Hiddenhams'.
      words.add(`${name}s`);
      if (name.length >= WITHIN) within.add(name);
    }
    const phrases = carerPhrases(carer);
    for (const phrase of phrases.folded) words.add(phrase);
    for (const name of phrases.written) written.add(name);
    for (const place of [district, formerDistrict]) {
      for (const part of partsOfPlace(place)) words.add(part);
      for (const town of place === null ? [] : placesOfDistrict(place))
        if (isOrdinaryWord(town)) written.add(town);
        else words.add(town);
    }
  }
  const spans = [...identity.secrets, ...secret.map(({ start, end }) => ({ from: start, to: end }))];
  for (const { name, start, end } of attended)
    if (spans.some((span) => overlap({ from: start, to: end }, span))) {
      const school = schoolPhrases(name);
      for (const phrase of school.folded) words.add(phrase);
      for (const word of school.written) written.add(word);
    }
  const { locality } = identity;
  for (const name of [locality?.name, locality?.shortName, ...around.localities])
    for (const phrase of name == null ? [] : localityPhrases(name)) words.add(phrase);
  for (const head of around.heads) {
    words.add(head);
    // 'Mrs Localhead', and 'Localhead' as it is written: a head's surname may be an ordinary word.
    const surname = head.trim().split(/\s+/).at(-1) ?? '';
    if (surname.length >= 2) written.add(surname);
  }
  const adoption = isForAdoption(identity, asAt);
  const ownNames = adoption ? [identity.calledNow] : [identity.legal, identity.knownAs];
  const own = ownNames.flatMap((name) =>
    name === null ? [] : [foldedWords(nameInText(name)), foldedWords(`${name.surname} ${name.forename ?? ''}`)],
  );
  // The birth family's name is what the new family is kept apart from.
  if (adoption && identity.legal !== null && identity.legal.surname !== identity.calledNow?.surname)
    words.add(identity.legal.surname);
  const phrases = phrasesOf([...words].map((word) => [foldedWords(word), word]));
  return (text) => {
    for (const reading of readingsOf(text)) {
      let left = foldedWords(reading);
      for (const name of own) if (name.trim() !== '') left = left.replaceAll(name, ' ');
      if (findPhrases(left, phrases).length > 0 || [...within].some((name) => left.includes(name))) return true;
    }
    for (const reading of readingsOf(text)) if ([...written].some((word) => writtenIn(reading, word))) return true;
    const close = mistyped(squeezed(text));
    return [...postcodes].some((postcode) => postcode !== '' && close.includes(mistyped(postcode)));
  };
}

/** 'Folkestone and Hythe' is named by each of its parts as well as by the whole. */
const partsOfPlace = (place: string | null): string[] =>
  place === null ? [] : [place, ...place.split(/ and | & /)].map(foldedWords).filter((part) => part.trim().length >= 4);
