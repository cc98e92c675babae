import type { Figure } from '#contract/shared.ts';
import { halfUp } from '#domain/format/halfUp.ts';

const months = [
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

/** A plain date as text says it. @example dateInText('2011-12-05') === '5 December 2011' */
export function dateInText(date: string): string {
  const [year, month, day] = date.split('-');
  return `${Number(day)} ${months[Number(month) - 1]} ${year}`;
}

/** A plain date as tables write it. @example dateInTable('2011-12-05') === '05/12/2011' */
export function dateInTable(date: string): string {
  const [year, month, day] = date.split('-');
  return `${day}/${month}/${year}`;
}

/** Words with their plain dates as tables write them. @example withDays('due 2011-12-05') === 'due 05/12/2011' */
export const withDays = (text: string): string => text.replace(/\d{4}-\d{2}-\d{2}/g, (day) => dateInTable(day));

const london = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
});

/** An ISO 8601 UTC time as Kent's clocks showed it. @example timeInTable('2025-07-01T08:41:00Z') === '01/07/2025 09:41' */
export function timeInTable(time: string): string {
  const at = new Date(time);
  return Number.isNaN(at.getTime()) ? time : london.format(at).replace(',', '');
}

/** The plain date that a moment was on in Kent. @example dayOfMoment(Date.parse('2025-07-01T23:30:00Z')) === '2025-07-02' */
export function dayOfMoment(at: number): string {
  const [day, month, year] = london.format(at).split(',')[0]?.split('/') ?? [];
  return `${year}-${month}-${day}`;
}

/** A whole number with thousands separated. @example count(1812) === '1,812' */
export function count(value: number): string {
  return value.toLocaleString('en-GB');
}

/** One decimal, as every percentage, gap and score is shown. */
export function oneDecimal(value: number): string {
  // Rounded before it is grouped: half up, as published percentages are.
  const text = Number(halfUp(value, 1)).toLocaleString('en-GB', { minimumFractionDigits: 1 });
  // A true minus is as wide as a digit; what rounds to nought has no sign.
  return text.replace('-', '\u2212');
}

/** 'one child', '2 children'. @example plural(3, 'row') === '3 rows' */
export function plural(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** Why a figure has no value, in words; never a dash or a nought. */
export const absentWords: Record<NonNullable<Figure['absent']>, string> = {
  notAvailable: 'not available',
  notPublished: 'not published',
  suppressed: 'suppressed',
  tooFew: 'too few',
  noTests: 'no tests',
};

/** The number of a figure without its unit; a ratio is pupils per worker, '1:37'. */
export function figureNumber(figure: Figure): string {
  if (figure.value === null) return absentWords[figure.absent ?? 'notAvailable'];
  if (figure.unit === 'count') return count(figure.value);
  if (figure.unit === 'ratio') return `1:${Math.round(figure.value)}`;
  return oneDecimal(figure.value);
}

/** The unit beside a number: '%', 'points', or nothing for counts, scores and ratios. */
export function figureUnit(figure: Figure): string {
  if (figure.value === null) return '';
  if (figure.unit === 'percent') return '%';
  return figure.unit === 'points' ? 'points' : '';
}

/** A figure as one reads it aloud. @example '26.9 %', '1,812', 'too few' */
export function figureText(figure: Figure): string {
  const unit = figureUnit(figure);
  return unit === '' ? figureNumber(figure) : `${figureNumber(figure)} ${unit}`;
}
