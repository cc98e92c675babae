import { foldedWords } from './foldedWords.ts';

/** Words that say what kind of school it is, at the end of its name. */
const KIND = new Set(
  (
    'school schools academy college nursery infant infants junior primary secondary high grammar upper middle special pru unit ' +
    'centre church of england ce rc roman catholic c e voluntary aided controlled va vc community foundation and sixth form trust'
  ).split(' '),
);

/**
 * How a school is named in a text: by its whole name, and without what says its kind. `folded` are compared as `foldedWords`
 * makes them; one word alone, of five letters or more, counts with its capital only.
 *
 * @example schoolPhrases('Cliff Edge Primary School') // { folded: ['cliff edge primary school', 'cliff edge'], written: [] }
 * @example schoolPhrases('Seaview High School') // { folded: ['seaview high school'], written: ['Seaview'] }
 */
export function schoolPhrases(name: string): { folded: string[]; written: string[] } {
  const whole = foldedWords(name).trim();
  const words = whole.split(' ');
  if (words[0] === 'the') words.shift();
  while (words.length > 0 && KIND.has(words.at(-1) ?? '')) words.pop();
  const [only = ''] = words;
  const folded = words.length > 1 ? [whole, words.join(' ')] : [whole];
  return {
    folded: [...new Set(folded)].filter((phrase) => phrase.includes(' ')),
    written: words.length === 1 && only.length >= 5 ? [`${only.charAt(0).toUpperCase()}${only.slice(1)}`] : [],
  };
}
