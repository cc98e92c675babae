const SUBJECTS: Readonly<Record<string, string>> = {
  mathematics: 'maths',
  math: 'maths',
  mat: 'maths',
  ma: 'maths',
  eng: 'english',
  'eng-lang': 'english-language',
  'english-lang': 'english-language',
  'eng-lit': 'english-literature',
  'english-lit': 'english-literature',
  rea: 'reading',
  read: 'reading',
  wri: 'writing',
  spag: 'gps',
  'grammar-punctuation-and-spelling': 'gps',
  'reading-writing-and-maths': 'rwm',
  'double-science': 'combined-science',
  'science-double': 'combined-science',
  'science-double-award': 'combined-science',
  'double-award-science': 'combined-science',
  'dual-award-science': 'combined-science',
  'science-combined': 'combined-science',
  'science-trilogy': 'combined-science',
  'science-synergy': 'combined-science',
  'combined-science-trilogy': 'combined-science',
  'combined-science-synergy': 'combined-science',
  'science-core': 'core-science',
  'science-additional': 'additional-science',
  computing: 'computer-science',
  mandarin: 'chinese',
  punjabi: 'panjabi',
};

const SHORT_COURSE = /[\s(:,-]*\bshort[\s-]course\b\)?/i;
/** What boards print beside the subject and no measure asks for: the scale and the tier, in brackets or at the end. */
const BESIDE =
  /\s*[([]\s*(9\s*[-–]\s*1|(higher|foundation)(\s+tier)?|tier\s+\w+|[hf])\s*[)\]]|[\s,:-]+(9\s*[-–]\s*1|(higher|foundation)(\s+tier)?|tier\s+(higher|foundation|[hf]))\s*$/gi;

/**
 * A subject in the app's own spelling, kebab case, as boards and schools write it; and the qualification that its name tells: a
 * short course is no full GCSE.
 *
 * @example subjectNamed('English Language') // { subject: 'english-language', qualification: null }
 * @example subjectNamed('GCSE Mathematics (9-1) Higher') // { subject: 'maths', qualification: null }
 * @example subjectNamed('Combined Science: Trilogy') // { subject: 'combined-science', qualification: null }
 * @example subjectNamed('Religious Studies (Short Course)') // { subject: 'religious-studies', qualification: 'GCSE short course' }
 */
export function subjectNamed(text: string): { subject: string; qualification: string | null } {
  const kebab = (words: string) =>
    words
      .toLowerCase()
      .replaceAll('&', ' and ')
      .replace(/[^a-z0-9+]+/g, '-')
      .replace(/^-+|-+$/g, '');
  const whole = text
    .replace(SHORT_COURSE, '')
    .replace(BESIDE, '')
    .replace(/^\s*gcse\s+(in\s+)?|\s+gcse\s*$/gi, '');
  const subject = kebab(whole) || kebab(text);
  return {
    subject: SUBJECTS[subject] ?? subject,
    qualification: SHORT_COURSE.test(text) ? 'GCSE short course' : null,
  };
}
