import { carerNames } from './carerNames.ts';
import { foldedWords } from './foldedWords.ts';

export interface Housed {
  postcode: string | null;
  carer: string | null;
  /** The child's legal surname, null where none is known. */
  surname: string | null;
}

const squeezed = (text: string | null): string => (text === null ? '' : foldedWords(text).replaceAll(' ', ''));

/**
 * Whether two children live at one address, as far as the records tell: at one postcode with carers who share a name, or where
 * one of the carers is not recorded, or where the children share a surname; or, where a postcode is not recorded, with a carer of
 * the same forename and surname. A postcode is about fifteen addresses, so two carers who share no name are two households.
 *
 * It says yes too often rather than too rarely: what follows is that a place is kept secret.
 * Source: domain.md section 12; reviews/attack.md A4.3 (siblings at one address give each other away).
 * @example sameHousehold({ postcode: 'CT9 1AB', carer: 'Pat Hill', surname: 'Sample' }, { postcode: 'CT9 1AB', carer: 'Mrs P. Hill', surname: 'Other' }) // true
 * @example sameHousehold({ postcode: 'CT9 1AB', carer: 'Pat Hill', surname: 'Sample' }, { postcode: 'CT9 1AB', carer: 'Jo Brown', surname: 'Other' }) // false
 */
export function sameHousehold(one: Housed, other: Housed): boolean {
  const [here, there] = [squeezed(one.postcode), squeezed(other.postcode)];
  const [mine, its] = [carerNames(one.carer), carerNames(other.carer)];
  const shared = mine.filter((name) => its.includes(name));
  if (here !== '' && there !== '') {
    if (here !== there) return false;
    const family = squeezed(one.surname);
    return (
      mine.length === 0 ||
      its.length === 0 ||
      shared.length > 0 ||
      (family !== '' && family === squeezed(other.surname))
    );
  }
  return shared.length >= 2;
}
