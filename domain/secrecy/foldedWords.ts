/**
 * Text as it is compared for what gives a child away: lower case, no diacritics, anything but letters and digits a space, with
 * edges. An apostrophe joins (O'Brien is 'obrien') but for a possessive (Brien's is 'brien s').
 *
 * @example foldedWords('Mrs O’Brien, Łódź') // ' mrs obrien łodz '
 */
export function foldedWords(text: string): string {
  const folded = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[’‘ʼ'`](?=s?(?![\p{L}\p{N}]))/gu, ' ')
    .replace(/[’‘ʼ'`]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  return ` ${folded} `;
}
