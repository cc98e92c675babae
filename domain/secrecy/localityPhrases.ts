const NUMBERS: Readonly<Record<string, readonly string[]>> = {
  1: ['one'],
  2: ['two', 'ii'],
  3: ['three', 'iii'],
  4: ['four', 'iv'],
  5: ['five', 'v'],
  6: ['six', 'vi'],
};

/**
 * How a locality may be written that is numbered: with its number as a figure, a word or a Roman numeral, or after 'area', 'no'
 * and the like. A Roman one would be the word 'I' and is left out.
 *
 * @example localityPhrases('EK3').includes('EK three') // true
 */
export function localityPhrases(name: string): string[] {
  const [, head, number] = /^(.*\D)(\d)$/.exec(name.trim()) ?? [];
  if (head === undefined || number === undefined) return [name];
  const before = head.trim();
  return [
    name,
    ...(NUMBERS[number] ?? []).flatMap((word) => [`${before} ${word}`, `${before}${word}`]),
    ...['area', 'no', 'number', 'team', 'locality'].map((word) => `${before} ${word} ${number}`),
  ];
}
