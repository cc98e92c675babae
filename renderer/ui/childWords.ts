import { addMonths } from '#domain/calendar/plainDate.ts';
import { plural } from './format.ts';

/** A national curriculum year in words. @example ncYearText(0) === 'Reception' */
export function ncYearText(year: number | null): string {
  if (year === null) return 'not known';
  if (year < 0) return 'Early years';
  return year === 0 ? 'Reception' : String(year);
}

const sen: Record<string, string> = { N: 'No SEN', K: 'SEN support', E: 'EHC plan', S: 'Statement' };

/** A SEN status in words. @example senText('E') === 'EHC plan' */
export function senText(status: string | null): string {
  return status === null ? 'not known' : (sen[status] ?? status);
}

/**
 * Whole years and months from one date to another.
 * @example spanText('2022-01-15', '2025-03-31') === '3 years 2 months'
 */
export function spanText(from: string, to: string): string {
  let months = 0;
  while (addMonths(from, months + 1) <= to) months += 1;
  const years = Math.floor(months / 12);
  const rest = months % 12;
  if (months === 0) return 'less than a month';
  return [years > 0 ? plural(years, 'year') : '', rest > 0 ? plural(rest, 'month') : ''].filter(Boolean).join(' ');
}
