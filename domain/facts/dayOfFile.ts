import type { PlainDate } from '#domain/calendar/plainDate.ts';
import { dayInName } from './dayInName.ts';

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
  const inName = dayInName(file.name, file.today) ?? (file.isReturn ? yearInName(file.name) : null);
  const day = inName ?? file.modifiedOn ?? file.today;
  const atLeast = file.newestEvent !== null && file.newestEvent > day ? file.newestEvent : day;
  return atLeast > file.today ? file.today : atLeast;
}
