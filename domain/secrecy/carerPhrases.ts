import { foldedWords } from './foldedWords.ts';

const TITLES = ['mr', 'mrs', 'ms', 'miss', 'mx', 'dr'];
/** Words that name a house only together with those beside them. */
const HOUSE = ['house', 'lodge', 'kent', 'grange', 'villa'];
/** Words that say what kind of place it is, at the end of its name. */
const KIND = ['children', 'childrens', 'child', 'home', 'homes', 'unit', 'ltd', 'limited', 'residential', 'care', 's'];
/** Two letters that are no name. */
const SHORT = new Set(['Mr', 'Ms', 'Mx', 'Dr', 'St', 'Co', 'Of', 'Or', 'At', 'In', 'On', 'To', 'By', 'No']);

/**
 * How a carer's entry may stand in a text where none of its words is a name by itself (see `carerNames`): the name of a house, a
 * title with a surname that is an ordinary word, and names of two letters, which count only as they are written. `folded` are
 * compared as `foldedWords` makes them, `written` with their capitals.
 *
 * @example carerPhrases('The Lodge Children’s Home') // { folded: ['the lodge'], written: [] }
 * @example carerPhrases('Mrs Jo House').folded.includes('mrs house') // true
 * @example carerPhrases('Mr Ng').written // ['Ng']
 */
export function carerPhrases(carer: string | null): { folded: string[]; written: string[] } {
  if (carer === null) return { folded: [], written: [] };
  const words = foldedWords(carer).trim().split(' ');
  const folded = new Set<string>();
  const surname = words.at(-1) ?? '';
  if (words.length >= 2 && TITLES.includes(words[0] ?? '') && surname.length >= 3)
    for (const title of TITLES) folded.add(`${title} ${surname}`);
  else if (words.some((word) => HOUSE.includes(word))) {
    const kept = [...words];
    while (kept.length > 2 && KIND.includes(kept.at(-1) ?? '')) kept.pop();
    if (kept.length >= 2) folded.add(kept.join(' '));
  }
  const written = carer.split(/[^\p{L}]+/u).filter((word) => /^\p{Lu}\p{Ll}$/u.test(word) && !SHORT.has(word));
  return { folded: [...folded], written: [...new Set(written)] };
}
