import { parseAcademicYear } from '#domain/calendar/academicYear.ts';
import { isPlainDate, type PlainDate } from '#domain/calendar/plainDate.ts';
import { laestabOf } from '#domain/identifiers/isLaestab.ts';
import { isUrn } from '#domain/identifiers/isUrn.ts';
import { withoutDirectionMarks } from '#domain/words/withoutDirectionMarks.ts';

/** What a cell says: its value, or why it cannot be taken and what to do. Readers never see an empty cell. */
export type Cell<T> = { ok: true; value: T } | { ok: false; reason: string };
export type CellReader<T> = (cell: string) => Cell<T>;

const yes = <T>(value: T): Cell<T> => ({ ok: true, value });
const no = (reason: string): Cell<never> => ({ ok: false, reason });

/**
 * Text with what people cannot see made plain: no-break spaces, soft hyphens, zero-width marks, outer blanks, and the
 * characters that turn the reading direction round, with which a name can show as another.
 */
export const tidy = (cell: string): string =>
  withoutDirectionMarks(cell.normalize('NFC'))
    .replace(/[\u00AD\u200B-\u200D\u2060\uFEFF]/g, '')
    .replace(/[\u00A0\u2007\u202F]/g, ' ')
    .trim()
    .replace(TEXT_MARK, '');

/**
 * The apostrophe by which a spreadsheet marks what must stay text: before a number, a date or an id with digits. A name keeps its own.
 *
 * Source: cases/text-mark-apostrophe.
 * @example "'0045001" // 0045001; "'t Zand" stays
 */
const TEXT_MARK = /^'(?=\s*[A-Za-z]{0,3}\d)/;

const SPREADSHEET_ERROR = /^#(N\/A|REF!|VALUE!|DIV\/0!|NAME\?|NULL!|NUM!)/i;

/** Text of at most `longest` characters; a spreadsheet's error value is refused. */
export const text =
  (longest = 200): CellReader<string> =>
  (cell) => {
    if (SPREADSHEET_ERROR.test(cell)) return no('This is a formula error: type the value');
    if (cell.length > longest) return no(`Longer than ${longest} characters: shorten it`);
    return yes(cell);
  };

/** Signs that no name has: what letters of another code table look like in this one, and control characters. */
const NO_LETTER = /[\u0080-\u009F\u00A1-\u00B3\u00B5-\u00B9\u00BB-\u00BF\u00D7\u00F7\uFFFD]/;

/**
 * A person's name. One with a sign that no name has was written in another code table than it is read in.
 *
 * Source: cases/windows-1250-over-known-names.
 * @example personName('£ucja') // refused
 */
export const personName: CellReader<string> = (cell) =>
  NO_LETTER.test(cell)
    ? no(
        'A sign that no name has: the file is written in another code table. Save it as CSV UTF-8 and bring it in again',
      )
    : text(100)(cell);

/**
 * An id from another system. `132.0` is `132` (a number that passed through a spreadsheet), while `1.2E+05` is refused:
 * its last digits are lost.
 */
export const localId: CellReader<string> = (cell) => {
  if (/^\d+(\.\d+)?E\+?\d+$/i.test(cell) && cell.includes('+')) {
    return no('A spreadsheet has rounded this number: format the column as text and export it again');
  }
  return text(50)(cell.replace(/^(\d+)\.0+$/, '$1'));
};

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const TIME = /(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/.source;
const ISO_DATE = new RegExp(`^(\\d{4})[-/](\\d{1,2})[-/](\\d{1,2})${TIME}`);
const DAY_FIRST = new RegExp(`^(\\d{1,2})[/.-](\\d{1,2})[/.-](\\d{4})${TIME}`);
const MONTH_NAME = new RegExp(`^(\\d{4}|\\d{1,2})[- /]([A-Za-z]{3,9})[- /](\\d{4}|\\d{1,2})${TIME}`);

const checkedDate = (year: string, month: string | number, day: string): Cell<PlainDate> => {
  const date = `${year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`;
  if (!isPlainDate(date)) return no('There is no such day: write it as DD/MM/YYYY');
  if (date < '1900-01-01' || date > '2099-12-31') return no('The year is not between 1900 and 2099');
  return yes(date);
};

const ZONE = /[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})$/;

const london = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/**
 * A moment with its zone as the day that it was in England: midnight of a summer's day is written as 23:00 of the day before by a
 * system that keeps UTC. Null for anything else.
 *
 * Source: cases/midnight-of-summer-time-in-utc.
 * @example '2013-07-02T23:00:00Z' // 2013-07-03
 */
const dayOfMoment = (cell: string): PlainDate | null => {
  if (!ZONE.test(cell) || !ISO_DATE.test(cell)) return null;
  const moment = Date.parse(
    cell
      .replace(/\//g, '-')
      .replace(' ', 'T')
      .replace(/([+-]\d{2})(\d{2})$/, '$1:$2'),
  );
  return Number.isNaN(moment) ? null : london.format(new Date(moment));
};

/**
 * A date as `YYYY-MM-DD` from what files hold: ISO, `DD/MM/YYYY`, `D.M.YYYY`, `DD-MM-YYYY`, `2024-Oct-16 00:00:00`,
 * `16 October 2024`, each with or without a time, which is left out. Days come before months, as in England.
 * `date('01/09/2024')` is `'2024-09-01'`; `'31/02/2024'`, `'1/9/24'` and a spreadsheet's day number are refused.
 */
export const date: CellReader<PlainDate> = (cell) => {
  const iso = ISO_DATE.exec(cell);
  const moment = dayOfMoment(cell);
  if (moment !== null) return checkedDate(moment.slice(0, 4), moment.slice(5, 7), moment.slice(8));
  if (iso) return checkedDate(iso[1] ?? '', iso[2] ?? '', iso[3] ?? '');
  const dayFirst = DAY_FIRST.exec(cell);
  if (dayFirst) return checkedDate(dayFirst[3] ?? '', dayFirst[2] ?? '', dayFirst[1] ?? '');
  const named = MONTH_NAME.exec(cell);
  if (named) {
    const [first = '', word = '', last = ''] = named.slice(1);
    const month = MONTHS.indexOf(word.slice(0, 3).toLowerCase()) + 1;
    if (first.length === 4 && last.length <= 2) return checkedDate(first, month, last);
    if (last.length === 4 && first.length <= 2) return checkedDate(last, month, first);
  }
  if (/^\d{5}(\.\d+)?$/.test(cell)) return no("This is a spreadsheet's day number: format the column as a date");
  if (/^\d{1,2}\D\d{1,2}\D\d{2}$/.test(cell)) return no('Write the year with four digits, as DD/MM/YYYY');
  return no('Not a date: write it as DD/MM/YYYY');
};

/** A whole number within bounds; `132.0` is 132. */
export const integer =
  (least: number, most: number): CellReader<number> =>
  (cell) => {
    if (!/^-?\d{1,9}(\.0+)?$/.test(cell)) return no('Not a whole number');
    const value = Number(cell);
    return value >= least && value <= most ? yes(value) : no(`Not between ${least} and ${most}`);
  };

/** A number within bounds, with a point for decimals. */
export const decimal =
  (least: number, most: number): CellReader<number> =>
  (cell) => {
    if (!/^-?\d{1,12}(\.\d{1,12})?$/.test(cell)) return no('Not a number');
    const value = Number(cell);
    return value >= least && value <= most ? yes(value) : no(`Not between ${least} and ${most}`);
  };

/**
 * One of a set of codes, in any case, or one of the other spellings given for it.
 * `oneOf({M: ['male', '1'], F: ['female', '2']})('Male')` is `'M'`.
 */
export const oneOf = <Code extends string>(codes: Record<Code, readonly string[]>): CellReader<Code> => {
  const known = new Map<string, Code>();
  for (const code of Object.keys(codes) as Code[]) {
    known.set(code.toLowerCase(), code);
    for (const spelling of codes[code]) known.set(spelling.toLowerCase(), code);
  }
  const allowed = Object.keys(codes).join(', ');
  return (cell) => {
    const code = known.get(cell.toLowerCase()) ?? known.get(cell.toLowerCase().replace(/\.0+$/, ''));
    return code === undefined ? no(`Not one of ${allowed}`) : yes(code);
  };
};

/** Yes or no in the spellings of files: Y, Yes, True, 1; N, No, False, 0. */
export const yesNo: CellReader<boolean> = (cell) => {
  if (/^(y|yes|true|1|1\.0)$/i.test(cell)) return yes(true);
  if (/^(n|no|false|0|0\.0)$/i.test(cell)) return yes(false);
  return no('Write yes or no');
};

/**
 * Whether something must stay hidden: what is no plain 'no' is taken for yes, since a word that nobody foresaw ('Restricted')
 * must not leave an address open.
 */
export const yesUnlessNo: CellReader<boolean> = (cell) => {
  const read = yesNo(cell);
  return read.ok ? read : yes(!/^(not?|none|nil|-|n\/a)\b/i.test(cell));
};

/** M, F or U: the SSDA903 wrote 1 and 2 until 2024 and M, F, U since. */
export const sex = oneOf({ M: ['1', 'male', 'boy'], F: ['2', 'female', 'girl'], U: ['unknown', 'other', '9', '0'] });

/** A school's URN; `118264.0` is taken as `118264`. */
export const schoolUrn: CellReader<string> = (cell) => {
  const urn = cell.replace(/\.0+$/, '');
  return isUrn(urn) ? yes(urn) : no("A school's URN has six digits");
};

/** A DfE number, with or without its slash: `886/2001` is `'8862001'`. */
export const laestab: CellReader<string> = (cell) => {
  const number = laestabOf(cell.replace(/\.0+$/, ''));
  return number === null ? no('A LAESTAB has seven digits, such as 886/2001') : yes(number);
};

/** What people write in place of an address that is kept secret, or beside it. */
const WITHHELD =
  /\b(confidential|withheld|redacted|undisclosed|(not|never) (to be |for )?(disclos|shar)|do not (disclose|share))/i;
/** What may be part of a name, and says so only at the beginning. */
const WITHHELD_FIRST = /^[\W_]*(secret|restricted|suppressed|hidden|protected|sensitive)\b/i;

/**
 * Whether a cell says that what belongs there is kept secret, with or without what it is.
 * @example isWithheld('N/A - confidential') // true
 * @example isWithheld('Secret Garden House') // true: on the safe side, and said
 */
export const isWithheld = (cell: string | null): boolean =>
  cell !== null && (WITHHELD.test(cell) || WITHHELD_FIRST.test(cell));

/** A postcode, or the words by which one is withheld (`isWithheld`). */
export const postcodeOrWithheld: CellReader<string> = (cell) => (isWithheld(cell) ? yes(cell) : postcode(cell));

/** A UK postcode in its usual form: `me14  1xq` is `'ME14 1XQ'`. */
export const postcode: CellReader<string> = (cell) => {
  const joined = cell.toUpperCase().replace(/\s+/g, '');
  const parts = /^([A-Z]{1,2}\d[A-Z\d]?)(\d[A-Z]{2})$/.exec(joined);
  return parts ? yes(`${parts[1]} ${parts[2]}`) : no('Not a postcode: write it as ME14 1XQ');
};

/** A local authority's three-digit code, or its name as text: what it means is looked up when the row is stored. */
export const localAuthority: CellReader<string> = (cell) => text(80)(cell.replace(/^(\d{3})\.0+$/, '$1'));

export const email: CellReader<string> = (cell) =>
  // The length first: on a long cell of dots the pattern takes time by the square of it.
  cell.length <= 254 && /^[^\s@"<>(),;:]+@[^\s@"<>(),;:]+\.[^\s@"<>(),;:]+$/.test(cell)
    ? yes(cell)
    : no('Not an e-mail address');

/** A national curriculum year, as a number: R is 0, N2 -1, N1 -2; `Year 7`, `Y7` and `7.0` are 7; up to 14. */
export const ncYear: CellReader<number> = (cell) => {
  const plain = cell.toUpperCase().replace(/^(YEAR|YR|Y)\s*/, '');
  if (plain === 'R' || plain === 'RECEPTION') return yes(0);
  if (plain === 'N2') return yes(-1);
  if (plain === 'N1') return yes(-2);
  const read = integer(-2, 14)(plain);
  return read.ok ? read : no('Not a year group: write R for Reception, or a number from 1 to 14');
};

/** `2024/25`, `2024-25`, `2024/2025` or `202425`, as `2024/25`. */
export const academicYear: CellReader<string> = (cell) => {
  const year = parseAcademicYear(cell.replace(/\.0+$/, ''));
  return year === null ? no('Not an academic year: write it as 2024/25') : yes(year);
};
