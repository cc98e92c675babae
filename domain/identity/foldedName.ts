import { foldText } from '#domain/words/foldText.ts';

/**
 * A name without what two people write differently of one name: capitals, accents, spaces, apostrophes, hyphens, full stops.
 *
 * Source: issue 8 section 1 (a name whose spelling alone differs).
 * @example foldedName("O'Néill  Łuk") // 'oneillluk'
 */
export const foldedName = (name: string): string => foldText(name).replaceAll(' ', '');

/**
 * Whether two names differ in no more than one letter: one more, one other, or two changed round. Of names of fewer than
 * four letters one other letter makes another name.
 *
 * @example differsInOneLetter('Nour', 'Noor') // true
 * @example differsInOneLetter('Jon', 'Jan') // false
 */
export function differsInOneLetter(one: string, other: string): boolean {
  const [a, b] = [foldedName(one), foldedName(other)].sort((x, y) => x.length - y.length) as [string, string];
  if (a === b || a.length < 4 || b.length - a.length > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  if (b.length > a.length) return a.slice(start) === b.slice(start + 1);
  const rest = (text: string, by: number) => text.slice(start + by);
  return (
    rest(a, 1) === rest(b, 1) || (a[start] === b[start + 1] && a[start + 1] === b[start] && rest(a, 2) === rest(b, 2))
  );
}
