import { foldText } from '#domain/words/foldText.ts';

type PersonName = { surname: string; forename: string };

/** 'SURNAME, Forename', as lists write it; the local id where no name is known or the record is sealed. */
export const listNameOf = (name: PersonName | null, localId: string): string =>
  name === null ? localId : `${name.surname.toLocaleUpperCase('en-GB')}, ${name.forename}`;

/** 'Forename Surname', as text writes it. */
export const textNameOf = (name: PersonName | null, localId: string): string =>
  name === null ? localId : `${name.forename} ${name.surname}`;

/**
 * Whether a record is sealed: from the adoption order date on no name or UPN of the time before is shown or found, on
 * whatever date one looks back at. Source: domain.md section 1, "Adoption seals a record".
 */
export const isSealed = (sealedOn: string | null, asAt: string, today: string): boolean =>
  sealedOn !== null && (sealedOn <= asAt || sealedOn <= today);

/** Whether every word searched for begins a word of the text (both folded); a text without words matches nothing. */
export function matches(folded: string, words: readonly string[]): boolean {
  return words.length > 0 && words.every((word) => folded.startsWith(word) || folded.includes(` ${word}`));
}

/** The words of a search, folded. */
export const searchWords = (text: string): string[] => foldText(text).split(' ').filter(Boolean);
