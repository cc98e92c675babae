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
 * edges. An apostrophe joins (O'Brien is 'obrien') but for a possessive (Brien's is 'brien s'). Characters that nobody sees (soft
 * hyphens, spaces without width, marks of direction) part no word.
 *
 * @example foldedWords('Mrs O’Brien, Łódź') // ' mrs obrien lodz '
 */
export function foldedWords(text: string): string {
  const folded = text
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .toLowerCase()
    .replace(/[łøđðıßæœþ]/g, (letter) => LATIN[letter] ?? letter)
    .replace(/[’‘ʼ'`](?=s?(?![\p{L}\p{N}]))/gu, ' ')
    .replace(/[’‘ʼ'`]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  return ` ${folded} `;
}
