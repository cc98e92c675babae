import { isPlainDate, latest, type PlainDate } from '#domain/calendar/plainDate.ts';

const MONTHS = 'january february march april may june july august september october november december'.split(' ');
const ROMAN = 'i ii iii iv v vi vii viii ix x xi xii'.split(' ');
/** A month in words: whole, or as people cut it short. 'marks' and 'decisions' are none. */
const MONTH = `(?<word>${MONTHS.map((name) => `${name.slice(0, 3)}(?:${name.slice(3)})?`).join('|')}|sept)`;

/** Words before a number that is no day: 'Year 11 Sep 2025', 'KS3-4 2025', 'v5.9.25', 'week 5.9.25'. */
const COUNTED = `years?|yrs?|y|key[-_. ]?stages?|ks|terms?|t|weeks?|wks?|w|versions?|ver|v|groups?|parts?|rounds?|class|form|set|no|urn|id|laestab`;
const FIRST = String.raw`(?<![\d]|(?<![a-z])(?:${COUNTED})[-_. ]?)`;
/** Not in the middle of a longer number, nor of a row of numbers. */
const ALONE = String.raw`(?<!\d[-–_.]|\d\s[-–]\s)`;
const NOT_ONE_MORE = String.raw`(?!\d|\k<between>\d)`;
/** What stands between the numbers of a day, the same twice. */
const BETWEEN = String.raw`(?<between>\s?[-–_]\s?|\.\s?|\s)`;
const [DAY, TWO_DAY] = ['(?<day>[0-3]?\\d)', '(?<day>[0-3]\\d)'];
const [NUMBER, TWO_NUMBER] = ['(?<month>0?[1-9]|1[0-2])', '(?<month>0[1-9]|1[0-2])'];
const [YEAR, SHORT] = ['(?<year>20\\d\\d)', '(?<short>\\d\\d)'];
/** Ways in which people write a day with the whole year, or with its month in words; a time of day may follow. */
const WRITTEN = [
  `(?<!\\d)${YEAR}[-_. ]?${TWO_NUMBER}[-_. ]?${TWO_DAY}(?!\\d)`,
  `(?<!\\d)${YEAR}${TWO_NUMBER}${TWO_DAY}(?=T?[0-2]\\d[0-5]\\d(?:[0-5]\\d)?(?:\\d{3})?(?!\\d))`,
  // '2011-12-1' may be the first term of 2011/12.
  `(?<!\\d)(?!2010-11-\\d(?!\\d)|2011-12-\\d(?!\\d))${YEAR}(?<between>[-_.])${NUMBER}\\k<between>${DAY}(?!\\d)`,
  `${FIRST}${DAY}${BETWEEN}${NUMBER}\\k<between>${YEAR}(?!\\d)`,
  `${FIRST}(?<![a-z])${DAY}(?:st|nd|rd|th)?(?:[-_. ]of)?[-_. ]?${MONTH},?[-_. ]?(?:${YEAR}|'?${SHORT})(?!\\d)`,
  `(?<![a-z])${MONTH}[-_. ]?${DAY}(?:st|nd|rd|th)?,?[-_. ]${YEAR}(?!\\d)`,
  `(?<!\\d)${YEAR}[-_. ]?${MONTH}[-_. ]?${DAY}(?:st|nd|rd|th)?(?!\\d)`,
  `${FIRST}(?<![a-z])${DAY}[-_. ](?<roman>${[...ROMAN].reverse().join('|')})[-_. ]${YEAR}(?!\\d)`,
].map((pattern) => new RegExp(pattern, 'gi'));

/** Days with two digits of a year: by full stops always the day first, else perhaps the year first. */
const SHORT_YEAR = [
  `${FIRST}${ALONE}(?<a>[0-3]?\\d)(?<between>[-–_.])(?<month>0?[1-9]|1[0-2])\\k<between>(?<b>\\d\\d)${NOT_ONE_MORE}`,
  `${FIRST}${ALONE}(?<![a-z])(?<a>\\d\\d)(?<month>0[1-9]|1[0-2])(?<b>\\d\\d)(?![\\da-z])`,
].map((pattern) => new RegExp(pattern, 'gi'));

/** No list is of a day before the year in which the virtual school began. */
const EARLIEST = '2010-01-01';

const dayOf = (year: string | undefined, month: number | string, day: string | undefined): PlainDate | null => {
  const found = `${year}-${String(month).padStart(2, '0')}-${day?.padStart(2, '0')}`;
  return isPlainDate(found) ? found : null;
};

const monthOf = ({ month, word, roman }: Partial<Record<string, string>>): number =>
  month !== undefined
    ? Number(month)
    : roman !== undefined
      ? ROMAN.indexOf(roman.toLowerCase()) + 1
      : MONTHS.findIndex((each) => each.startsWith((word ?? '').slice(0, 3).toLowerCase())) + 1;

/**
 * The last day that a file's name gives, of a stretch its end; null where it gives none, or gives it so that it may be another:
 * '24-09-25' is 24 September 2025 or 25 September 2024, and then another source of the day counts. Numbers of schools
 * (100000 to 159999) are no days.
 *
 * Source: issue 8 section 1 ("A file has its own date"; never guessed).
 * @param notAfter the last day that two digits of a year can mean: today
 * @example dayInName('list 31 March 2025.csv', today) // '2025-03-31'
 * @example dayInName('List 5.9.25.xlsx', today) // '2025-09-05'
 */
export function dayInName(name: string, notAfter: PlainDate): PlainDate | null {
  const whole = WRITTEN.flatMap((pattern) =>
    [...name.matchAll(pattern)].map(({ groups = {} }) =>
      dayOf(groups.year ?? `20${groups.short}`, monthOf(groups), groups.day),
    ),
  );
  const short = SHORT_YEAR.flatMap((pattern) =>
    [...name.matchAll(pattern)].map(({ 0: text, groups = {} }) => {
      const { a = '', b = '', month = '', between } = groups as Partial<Record<string, string>>;
      if (/^1[0-5]\d{4}$/.test(text)) return null;
      const ways = [dayOf(`20${b}`, month, a), between === '.' || a.length < 2 ? null : dayOf(`20${a}`, month, b)];
      const [one = null, another] = ways.filter((day) => day !== null && day >= EARLIEST && day <= notAfter);
      return another === undefined || another === one ? one : null;
    }),
  );
  return latest([...whole, ...short].filter((day) => day !== null));
}
