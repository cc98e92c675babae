/** Where a subject may count in Attainment 8. 'open' subjects fill only the last three places. */
export type KeyStage4Bucket = 'english' | 'maths' | 'ebacc' | 'open';

const ENGLISH = ['english', 'english-language', 'english-literature'];
const SCIENCES = ['combined-science', 'core-science', 'additional-science', 'biology', 'chemistry', 'physics'];
const HUMANITIES_AND_COMPUTING = ['computer-science', 'history', 'ancient-history', 'geography'];
const LANGUAGES =
  'arabic bengali chinese dutch french german greek gujarati biblical-hebrew modern-hebrew irish italian japanese latin panjabi persian polish portuguese russian spanish turkish urdu welsh-second-language classical-greek'.split(
    ' ',
  );
const EBACC = new Set([...SCIENCES, ...HUMANITIES_AND_COMPUTING, ...LANGUAGES]);

/**
 * The place of a key stage 4 subject (kebab case) in Attainment 8. Any subject that is not English, maths or an English
 * Baccalaureate subject is 'open'.
 *
 * Source: domain.md section 5 (English and maths double, three EBacc, three open); the list of subjects from the
 * Department for Education's list of qualifications that count in the English Baccalaureate.
 *
 * @example bucketOf('english-literature') // 'english'
 * @example bucketOf('combined-science') // 'ebacc'
 * @example bucketOf('drama') // 'open'
 */
export function bucketOf(subject: string): KeyStage4Bucket {
  if (ENGLISH.includes(subject)) return 'english';
  if (subject === 'maths') return 'maths';
  return EBACC.has(subject) ? 'ebacc' : 'open';
}
