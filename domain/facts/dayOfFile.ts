import { isPlainDate, latest, type PlainDate } from '#domain/calendar/plainDate.ts';

const MONTHS = 'january february march april may june july august september october november december'.split(' ');
/** A month in words: whole, or as people cut it short. 'marks' and 'decisions' are none. */
const MONTH = `(?<word>${MONTHS.map((name) => `${name.slice(0, 3)}(?:${name.slice(3)})?`).join('|')}|sept)`;

/** Ways in which people write a day into a file's name, each with year, month and day in named groups; a time of day may follow. */
const WRITTEN = [
  /(?<!\d)(?<year>20\d\d)[-_. ]?(?<month>0[1-9]|1[0-2])[-_. ]?(?<day>[0-3]\d)(?!\d)/g,
  /(?<!\d)(?<year>20\d\d)(?<month>0[1-9]|1[0-2])(?<day>[0-3]\d)(?=T?[0-2]\d[0-5]\d(?:[0-5]\d)?(?:\d{3})?(?!\d))/g,
  /(?<!\d)(?<day>[0-3]?\d)[-_. ](?<month>0?[1-9]|1[0-2])[-_. ](?<year>20\d\d)(?!\d)/g,
  new RegExp(String.raw`(?<![\da-z])(?<day>[0-3]?\d)(?:st|nd|rd|th)?[-_. ]?${MONTH}[-_. ]?(?<year>20\d\d)(?!\d)`, 'gi'),
];

/** The last day that a file's name gives, of a stretch its end; null where it gives none. @example dayInName('list 31 March 2025.csv') // '2025-03-31' */
export function dayInName(name: string): PlainDate | null {
  const days = WRITTEN.flatMap((pattern) =>
    [...name.matchAll(pattern)].map(({ groups: { year, month, word, day } = {} }) => {
      const number =
        word === undefined
          ? Number(month)
          : MONTHS.findIndex((each) => each.startsWith(word.slice(0, 3).toLowerCase())) + 1;
      return `${year}-${String(number).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
    }),
  );
  return latest(days.filter(isPlainDate));
}

/** The last day of the year that a return's name gives, 31 March; null where it gives none. @example yearInName('903 2024-25.csv') // '2025-03-31' */
function yearInName(name: string): PlainDate | null {
  const { from, to } = /(?<!\d)20(?<from>\d\d)[-_/ ](?:20)?(?<to>\d\d)(?!\d)/.exec(name)?.groups ?? {};
  return from !== undefined && Number(to) === Number(from) + 1 ? `20${to}-03-31` : null;
}

/**
 * The day that a file speaks of, where nobody says it: the day in its name, else the day it was last saved, else today;
 * never a day still to come, and never one before the newest past event that it tells of, since it knew of that.
 *
 * Source: issue 8 section 1 ("A file has its own date").
 * @param isReturn whether it is of a looked-after return, which is of a year to 31 March
 * @param newestEvent the newest past event of its rows (no birth, no date due or planned); null where it has none
 * @example dayOfFile({ name: 'looked after 2025-03-31.csv', modifiedOn: '2025-04-15', newestEvent: null, today: '2025-04-15', isReturn: false }) // '2025-03-31'
 */
export function dayOfFile(file: {
  name: string;
  modifiedOn: PlainDate | null;
  newestEvent: PlainDate | null;
  today: PlainDate;
  isReturn: boolean;
}): PlainDate {
  const inName = dayInName(file.name) ?? (file.isReturn ? yearInName(file.name) : null);
  const day = inName ?? file.modifiedOn ?? file.today;
  const atLeast = file.newestEvent !== null && file.newestEvent > day ? file.newestEvent : day;
  return atLeast > file.today ? file.today : atLeast;
}
