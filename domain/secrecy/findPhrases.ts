/** What parts a word at the end of a line, or two parts of a name: every dash, the soft hyphen and its printed form. */
const DASH = /[\p{Pd}\u00AD\u2212\u2043¬]\s*/gu;

/**
 * A text as it stands, and with what stands on both sides of a dash put together ('Hid-' and 'denham' on the next line are
 * 'Hiddenham'; 'Hill-Brown' is both).
 *
 * @example readingsOf('Mrs Hid-\ndenham') // ['Mrs Hid-\ndenham', 'Mrs Hiddenham']
 */
export const readingsOf = (text: string): string[] => [...new Set([text, text.replace(DASH, '')])];

/** Letters from which a phrase counts although blanks stand elsewhere than in it: shorter ones are made by ordinary words ('as a'). */
const PARTED = 6;

/** Phrases by their letters without blanks, and how many letters the longest has. */
export interface Phrases<T> {
  byLetters: ReadonlyMap<string, readonly { phrase: string; value: T }[]>;
  longest: number;
}

/**
 * Phrases to be looked for, given as `foldedWords` makes them.
 * @example phrasesOf([['east kent 3', 1]]).byLetters.get('eastkent3') // [{ phrase: 'east kent 3', value: 1 }]
 */
export function phrasesOf<T>(given: Iterable<readonly [folded: string, value: T]>): Phrases<T> {
  const byLetters = new Map<string, { phrase: string; value: T }[]>();
  let longest = 0;
  for (const [folded, value] of given) {
    const phrase = folded.trim();
    const letters = phrase.replaceAll(' ', '');
    if (letters === '') continue;
    longest = Math.max(longest, letters.length);
    const same = byLetters.get(letters);
    if (same === undefined) byLetters.set(letters, [{ phrase, value }]);
    else same.push({ phrase, value });
  }
  return { byLetters, longest };
}

/**
 * The phrases that stand in a folded text from the edge of a word to the edge of a word, in its words or parted otherwise: a
 * phrase of six letters, or with a figure in it, counts wherever blanks stand in it ('EK 3' and 'E.K.3' are EK3, 'week 3' is not).
 *
 * @example findPhrases(foldedWords('of EK-3'), phrasesOf([['ek3', 'a locality']])) // [{ phrase: 'ek3', value: 'a locality' }]
 */
export function findPhrases<T>(folded: string, phrases: Phrases<T>): { phrase: string; value: T }[] {
  const { byLetters, longest } = phrases;
  const words = folded.trim().split(/ +/);
  const found: { phrase: string; value: T }[] = [];
  for (let start = 0; start < words.length; start += 1) {
    let letters = '';
    let run = '';
    for (let end = start; end < words.length && letters.length < longest; end += 1) {
      letters += words[end];
      run += `${end === start ? '' : ' '}${words[end]}`;
      const near = byLetters.get(letters);
      if (near === undefined) continue;
      const parted = letters.length >= PARTED || /\p{N}/u.test(letters);
      found.push(...near.filter(({ phrase }) => phrase === run || parted));
    }
  }
  return found;
}
