/** How hard a passphrase is to guess, roughly, and what would make it better. `score` is 0 to 3. */
export interface Strength {
  score: 0 | 1 | 2 | 3;
  words: string;
}

/**
 * A hint, not a gate (the gate is the length): counts distinct words and distinct characters, because four unrelated words
 * beat composition rules (NCSC, 'Three random words'; NIST SP 800-63B section 5.1.1.2).
 * @example passphraseStrength('aaaaaaaaaaaa').score === 0
 * @example passphraseStrength('lantern copper meadow ferry').score === 3
 */
export function passphraseStrength(passphrase: string): Strength {
  const length = [...passphrase].length;
  if (length < 12)
    return { score: 0, words: `${12 - length} more ${length === 11 ? 'character' : 'characters'} needed` };
  const distinct = new Set(passphrase.toLocaleLowerCase('en-GB')).size;
  if (distinct < 6) return { score: 0, words: 'Too much repetition: use four unrelated words' };
  const parts = new Set(
    passphrase
      .toLocaleLowerCase('en-GB')
      .split(/[\s\-_.,]+/)
      .filter((part) => part.length >= 3),
  ).size;
  const points = length + parts * 4 + distinct / 2;
  if (points >= 42) return { score: 3, words: 'Strong' };
  if (points >= 30) return { score: 2, words: 'Good; another word makes it stronger' };
  return { score: 1, words: 'Short: four unrelated words work well' };
}
