import { halfUp } from '#domain/format/halfUp.ts';
import type { AttendanceFigures, Section, SuspensionRow } from './packModel.ts';

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/**
 * A plain date in text: '5 December 2011' (design.md, 'Words'). A missing date is the word given.
 * @example longDate('2011-12-05')  // '5 December 2011'
 */
export function longDate(date: string | null, missing = 'not recorded'): string {
  if (date === null) return missing;
  const [year, month, day] = date.split('-');
  return `${Number(day)} ${MONTHS[Number(month) - 1] ?? month} ${year}`;
}

/**
 * A plain date in a table: '05/12/2011'. Words in the place of a date stand as they are.
 * @example tableDate('2011-12-05')         // '05/12/2011'
 * @example tableDate('end of mid-term')    // 'end of mid-term'
 */
export function tableDate(date: string | null, missing = 'not recorded'): string {
  if (date === null) return missing;
  return /^\d{4}-\d{2}-\d{2}$/.test(date) ? date.split('-').reverse().join('/') : date;
}

/** Counts with their noun. @example plural(1, 'session') // '1 session' */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/**
 * Sessions as school days: one day is two sessions (domain.md section 7).
 * @example daysWords(5)  // '2.5 days'
 */
export function daysWords(sessions: number | null): string {
  if (sessions === null) return 'not available';
  const days = sessions / 2;
  return `${Number.isInteger(days) ? days : halfUp(days, 1)} ${days === 1 ? 'day' : 'days'}`;
}

/**
 * What was missed, in words, for the sentence above the chart.
 * @example missedWords({ possible: 244, authorised: 10, unauthorised: 11, … })
 * // '21 of 244 sessions missed, 11 of them unauthorised'
 */
export function missedWords(figures: AttendanceFigures): string {
  if (figures.possible === 0) return 'no sessions recorded';
  const missed = figures.authorised + figures.unauthorised;
  if (missed === 0) return `none of ${figures.possible} sessions missed`;
  const unauthorised = figures.unauthorised === 0 ? 'none of them' : `${figures.unauthorised} of them`;
  return `${missed} of ${plural(figures.possible, 'session')} missed, ${unauthorised} unauthorised`;
}

const STATUS_WORDS: Record<SuspensionRow['status'], string> = {
  issued: 'Issued',
  cancelled: 'Cancelled',
  reinstated: 'Reinstated',
  quashed: 'Quashed',
};

/** The status of a suspension as printed. */
export function statusWords(status: SuspensionRow['status']): string {
  return STATUS_WORDS[status];
}

/** 'Not available: …' with the reason in a sentence of its own. */
export function notAvailableWords(section: Extract<Section<unknown>, { available: false }>): string {
  return sentence(`Not available: ${section.reason}`);
}

/** National curriculum year as printed. @example ncYearWords('6') // 'Year 6' */
export function ncYearWords(ncYear: string | null): string {
  if (ncYear === null) return 'not recorded';
  if (/^r$/i.test(ncYear)) return 'Reception';
  return /^\d+$/.test(ncYear) ? `Year ${ncYear}` : ncYear;
}

/** Text that ends as a sentence does. @example sentence('no PEP is recorded') // 'no PEP is recorded.' */
export function sentence(text: string): string {
  return /[.!?…]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`;
}
