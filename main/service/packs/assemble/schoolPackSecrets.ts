import type { PackIdentity } from '#db/queries/packsIdentity.ts';
import { carerNames } from '#domain/secrecy/carerNames.ts';
import { carerPhrases } from '#domain/secrecy/carerPhrases.ts';
import { foldedWords } from '#domain/secrecy/foldedWords.ts';
import { isAdoptionPlacement } from '#domain/secrecy/isAdoptionPlacement.ts';
import { isOrdinaryWord, placesOfDistrict } from '#domain/secrecy/placesOfDistricts.ts';
import { secretEpisodes } from '#domain/secrecy/secretEpisodes.ts';
import { writtenIn } from '#domain/secrecy/writtenIn.ts';

const squeezed = (text: string): string => foldedWords(text).replaceAll(' ', '');

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
export const isForAdoption = (identity: Pick<PackIdentity, 'episodes' | 'secrets'>, asAt: string): boolean =>
  identity.secrets.some(({ kind, to }) => kind === 'adoption' && (to === null || to > asAt)) ||
  identity.episodes.some(
    ({ end, placementType }) => isAdoptionPlacement(placementType) && (end === null || end > asAt),
  );

type Named = Pick<PackIdentity, 'episodes' | 'secrets' | 'legal' | 'knownAs' | 'locality' | 'calledNow'>;

/**
 * What gives a child's secret placements away, of all times: the postcode (whole, with any spacing, or its first half), the carer
 * (each name of three letters or more), the district by its present and former name and its towns, every locality and its heads of all times;
 * of a child placed for adoption also the legal name. The child's own names are taken out first: a carer may bear the child's
 * surname, and the pack is about the child.
 *
 * It withholds too much rather than too little: a reader misses a sentence, a child is not found. Null where there is no
 * secret placement.
 *
 * @example secretsOf({ secrets: [{ from: '2020-01-01', to: null }], episodes: [{ postcode: 'CT9 1AA', carer: 'Mrs J Hidden', district: 'Thanet', … }], … }, around, asAt)?.('Visits to ct91aa')  // true
 */
export function secretsOf(identity: Named, around: AroundSecret, asAt: string): NamesSecret | null {
  const secret = secretEpisodes(identity.episodes, identity.secrets);
  if (secret.length === 0 && identity.secrets.length === 0) return null;
  const words = new Set<string>();
  const written = new Set<string>();
  const postcodes = new Set<string>();
  for (const { postcode, carer, district, formerDistrict } of secret) {
    if (postcode !== null) {
      postcodes.add(squeezed(postcode));
      const outward = squeezed(postcode).slice(0, -3);
      if (outward.length >= 2) words.add(` ${outward} `);
    }
    for (const name of carerNames(carer)) {
      words.add(` ${name} `);
      // 'The Hiddenhams'.
      words.add(` ${name}s `);
    }
    const phrases = carerPhrases(carer);
    for (const phrase of phrases.folded) words.add(` ${phrase} `);
    for (const name of phrases.written) written.add(name);
    for (const place of [district, formerDistrict]) {
      for (const part of partsOfPlace(place)) words.add(part);
      for (const town of place === null ? [] : placesOfDistrict(place))
        if (isOrdinaryWord(town)) written.add(town);
        else words.add(foldedWords(town));
    }
  }
  const { locality } = identity;
  for (const name of [locality?.name, locality?.shortName, ...around.localities, ...around.heads])
    if (name !== undefined && name.trim() !== '') words.add(foldedWords(name));
  const adoption = isForAdoption(identity, asAt);
  const ownNames = adoption ? [identity.calledNow] : [identity.legal, identity.knownAs];
  const own = ownNames.flatMap((name) =>
    name === null
      ? []
      : [foldedWords(`${name.forename} ${name.surname}`), foldedWords(`${name.surname} ${name.forename}`)],
  );
  // The birth family's name is what the new family is kept apart from.
  if (adoption && identity.legal !== null && identity.legal.surname !== identity.calledNow?.surname)
    words.add(foldedWords(identity.legal.surname));
  return (text) => {
    let left = foldedWords(text);
    for (const name of own) if (name.trim() !== '') left = left.replaceAll(name, ' ');
    if ([...words].some((word) => left.includes(word))) return true;
    if ([...written].some((word) => writtenIn(text, word))) return true;
    const close = squeezed(text);
    return [...postcodes].some((postcode) => postcode !== '' && close.includes(postcode));
  };
}

/** 'Folkestone and Hythe' is named by each of its parts as well as by the whole. */
const partsOfPlace = (place: string | null): string[] =>
  place === null ? [] : [place, ...place.split(/ and | & /)].map(foldedWords).filter((part) => part.trim().length >= 4);
