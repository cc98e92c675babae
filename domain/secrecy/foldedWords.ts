import { plainLetters } from './plainLetters.ts';

/** Letters that have no mark to take off. */
const LATIN: Readonly<Record<string, string>> = {
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ı: 'i',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
};

/**
 * Text as it is compared for what gives a child away: lower case, no diacritics, anything but letters and digits a space, with
 * edges. An apostrophe joins (O'Brien is 'obrien') but for a possessive (Brien's is 'brien s'). What nobody sees parts no word, and
 * a letter is the one it looks like (see `plainLetters`).
 *
 * @example foldedWords('Mrs O’Brien, Łódź') // ' mrs obrien lodz '
 */
export function foldedWords(text: string): string {
  const folded = plainLetters(text)
    .toLowerCase()
    .replace(/[łøđðıßæœþ]/g, (letter) => LATIN[letter] ?? letter)
    .replace(/[’‘ʼ'`](?=s?(?![\p{L}\p{N}]))/gu, ' ')
    .replace(/[’‘ʼ'`]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  return ` ${folded} `;
}
