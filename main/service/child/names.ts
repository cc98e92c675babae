import { nameInText, type PersonName } from '#domain/identity/personName.ts';
import { foldText } from '#domain/words/foldText.ts';

/** 'Forename Surname', as text writes it. */
export const textNameOf = (name: PersonName | null, localId: string): string =>
  name === null ? localId : nameInText(name);

/** Whether every word searched for begins a word of the text (both folded); a text without words matches nothing. */
export function matches(folded: string, words: readonly string[]): boolean {
  return words.length > 0 && words.every((word) => folded.startsWith(word) || folded.includes(` ${word}`));
}

/** The words of a search, folded. */
export const searchWords = (text: string): string[] => foldText(text).split(' ').filter(Boolean);
