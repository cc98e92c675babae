import { plainLetters } from './plainLetters.ts';

/**
 * Whether a word stands in a text as it is written, with its capital or all in capitals, and not as a part of another word.
 * Invisible characters inside a word do not hide it.
 *
 * @example writtenIn('Mrs Ng reads.', 'Ng') // true
 * @example writtenIn('Nguyen reads.', 'Ng') // false
 */
export const writtenIn = (text: string, word: string): boolean => {
  const plain = plainLetters(text);
  const sought = plainLetters(word);
  return [sought, sought.toUpperCase()].some((form) =>
    new RegExp(`(?<![\\p{L}\\p{N}])${form.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\p{L}\\p{N}])`, 'u').test(plain),
  );
};
