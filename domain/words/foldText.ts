const notDecomposed: Readonly<Record<string, string>> = {
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
};

/**
 * Text as it is compared in a search: lower case without diacritics or apostrophes, everything but letters and digits a
 * space. @example foldText("O'Brién-Łuk") === 'obrien luk'
 */
export function foldText(text: string): string {
  const lower = text.toLowerCase();
  const plain = /^[ -~]*$/.test(lower)
    ? lower
    : lower
        .normalize('NFKD')
        .replace(/\p{M}/gu, '')
        .replace(/[øłđðþßæœı]/g, (letter) => notDecomposed[letter] ?? letter)
        .replace(/[‘’ʼ]/g, "'");
  return plain
    .replace(/'/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
