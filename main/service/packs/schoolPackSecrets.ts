import type { PackIdentity } from '#db/queries/packsIdentity.ts';
import { carerNames } from '#domain/secrecy/carerNames.ts';
import { foldedWords } from '#domain/secrecy/foldedWords.ts';
import { secretEpisodes } from '#domain/secrecy/secretEpisodes.ts';
import type { LastPep, Section, SmartTarget } from './packModel.ts';

/** What stands in the place of a text that names a confidential placement. */
export const WITHHELD = '[withheld: names a confidential placement]';

const squeezed = (text: string): string => foldedWords(text).replaceAll(' ', '');

/** Answers whether a text names one of a child's confidential placements. */
export type NamesSecret = (text: string) => boolean;

/**
 * What gives a child's confidential placements away, of all times: the postcode (whole, with any spacing, or its first half),
 * the carer (each name of three letters or more), the district by its present and former name, and the locality. The child's
 * own names are taken out first: a carer may bear the child's surname, and the pack is about the child.
 *
 * It withholds too much rather than too little: a reader misses a sentence, a child is not found. Null where there is no
 * confidential placement.
 *
 * @example secretsOf({ secrets: [{ from: '2020-01-01', to: null }], episodes: [{ postcode: 'CT9 1AA', carer: 'Mrs J Hidden', district: 'Thanet', … }], … })?.('Visits to ct91aa')  // true
 */
export function secretsOf(
  identity: Pick<PackIdentity, 'episodes' | 'secrets' | 'legal' | 'knownAs' | 'locality'>,
): NamesSecret | null {
  const secret = secretEpisodes(identity.episodes, identity.secrets);
  if (secret.length === 0) return null;
  const words = new Set<string>();
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
    for (const place of [district, formerDistrict]) for (const part of partsOfPlace(place)) words.add(part);
  }
  for (const place of [identity.locality?.name ?? null, identity.locality?.shortName ?? null])
    if (place !== null) words.add(foldedWords(place));
  const own = [identity.legal, identity.knownAs].flatMap((name) =>
    name === null
      ? []
      : [foldedWords(`${name.forename} ${name.surname}`), foldedWords(`${name.surname} ${name.forename}`)],
  );
  return (text) => {
    let left = foldedWords(text);
    for (const name of own) if (name.trim() !== '') left = left.replaceAll(name, ' ');
    if ([...words].some((word) => left.includes(word))) return true;
    const close = squeezed(text);
    return [...postcodes].some((postcode) => postcode !== '' && close.includes(postcode));
  };
}

/** 'Folkestone and Hythe' is named by each of its parts as well as by the whole. */
const partsOfPlace = (place: string | null): string[] =>
  place === null ? [] : [place, ...place.split(/ and | & /)].map(foldedWords).filter((part) => part.trim().length >= 4);

/** The free text of a child's pack with what names a confidential placement replaced, and how many texts that were. */
export function withholdSecrets(
  facts: { lastPep: Section<LastPep>; smartTargets: Section<SmartTarget[]> },
  namesSecret: NamesSecret,
): { lastPep: Section<LastPep>; smartTargets: Section<SmartTarget[]>; withheld: number } {
  let withheld = 0;
  const safe = <Text extends string | null>(text: Text): Text => {
    if (text === null || !namesSecret(text)) return text;
    withheld += 1;
    return WITHHELD as Text;
  };
  const lastPep: Section<LastPep> = facts.lastPep.available
    ? {
        available: true,
        value: {
          ...facts.lastPep.value,
          gradedBy: null,
          sections: facts.lastPep.value.sections.map((section) => ({ ...section, reason: safe(section.reason) })),
        },
      }
    : facts.lastPep;
  const smartTargets: Section<SmartTarget[]> = facts.smartTargets.available
    ? {
        available: true,
        value: facts.smartTargets.value.map((target) => ({
          what: safe(target.what),
          who: safe(target.who),
          when: safe(target.when),
          where: safe(target.where),
          howOften: safe(target.howOften),
          evaluation:
            target.evaluation === null ? null : { ...target.evaluation, evidence: safe(target.evaluation.evidence) },
        })),
      }
    : facts.smartTargets;
  return { lastPep, smartTargets, withheld };
}
