import { carerNames } from './carerNames.ts';
import { foldedWords } from './foldedWords.ts';

/** What tells whose child one is, as far as the records do. */
export interface Family {
  /** Every surname the child bears or bore, legal or known as. */
  surnames: readonly string[];
  /** Postcodes of the homes the child came from. */
  homes: readonly string[];
}

export interface Housed extends Family {
  postcode: string | null;
  carer: string | null;
}

/** @example squeezed('ct9  1ab') // 'ct91ab' */
export const squeezed = (text: string | null): string => (text === null ? '' : foldedWords(text).replaceAll(' ', ''));

/** Whether two children are of one family, as far as the records tell: a surname, or part of one, or the home they came from. */
export function sameFamily(one: Family, other: Family): boolean {
  const named = new Set(one.surnames.flatMap(partsOfSurname));
  const homes = new Set(one.homes.map(squeezed));
  return (
    other.surnames.flatMap(partsOfSurname).some((part) => named.has(part)) ||
    other.homes.map(squeezed).some((home) => home !== '' && homes.has(home))
  );
}

/** The whole, and of a double-barrelled one each part that is more than a particle. */
const partsOfSurname = (surname: string): string[] => {
  const parts = foldedWords(surname).trim().split(' ');
  return [parts.join(''), ...parts.filter((part) => part.length >= 4)].filter((part) => part !== '');
};

/**
 * Whether two children live in one household, as far as the records tell, which hold no more of an address than its postcode:
 *
 * - at one postcode, with carers who share a name, or one of whom is not recorded, or where the children are of one family;
 * - with a carer of the same forename and surname, where a postcode is not recorded, or where the children are of one family.
 *
 * A postcode is about fifteen addresses, so there two carers who share no name are two households; an agency has many, so a
 * carer's entry at two postcodes is one household only for a family. It says yes too often rather than too rarely: what follows is
 * that a place is kept secret, until a person ends it.
 * Source: issue 7 section 2 (siblings at the same carer or address); domain.md section 12; reviews/attack.md A4.3.
 * @example sameHousehold({ postcode: 'CT9 1AB', carer: 'Pat Hill', surnames: ['Sample'], homes: [] }, { postcode: 'CT9 1AB', carer: 'Mrs P. Hill', surnames: ['Other'], homes: [] }) // true
 * @example sameHousehold({ postcode: 'CT9 1AB', carer: 'Pat Hill', surnames: ['Sample'], homes: [] }, { postcode: 'CT9 1AB', carer: 'Jo Brown', surnames: ['Other'], homes: [] }) // false
 */
export function sameHousehold(one: Housed, other: Housed): boolean {
  const [here, there] = [squeezed(one.postcode), squeezed(other.postcode)];
  const [mine, its] = [carerNames(one.carer), carerNames(other.carer)];
  const shared = mine.filter((name) => its.includes(name)).length;
  if (here !== '' && here === there)
    return mine.length === 0 || its.length === 0 || shared > 0 || sameFamily(one, other);
  return shared >= 2 && (here === '' || there === '' || sameFamily(one, other));
}
