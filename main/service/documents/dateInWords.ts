import type { PlainDate } from '#domain/calendar/plainDate.ts';

const format = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });

/** A date as sentences have it. `dateInWords('2025-03-31')` is '31 March 2025'. */
export const dateInWords = (date: PlainDate): string => format.format(new Date(`${date}T00:00:00Z`));
