import type { PlainDate } from '#domain/calendar/plainDate.ts';

/** What the rules of secrecy look at in an episode of care; `end` is the day it ended, itself no longer in it. */
export interface Placed {
  start: PlainDate;
  end: PlainDate | null;
  placementType: string;
  postcode: string | null;
  carer: string | null;
}

/** A time for which a child's placement is kept secret: its first day, and the first day it is no longer, null while it is. */
export interface SecretSpan {
  from: PlainDate;
  to: PlainDate | null;
}

interface Span {
  from: PlainDate;
  to: PlainDate | null;
}

/** A span that ended on the day it began is that day. */
const reaches = (one: Span, other: Span): boolean =>
  one.to === null || one.to > other.from || (one.to === one.from && one.from === other.from);

/** Whether two spans share a day; the end is outside. */
export const overlap = (one: Span, other: Span): boolean => reaches(one, other) && reaches(other, one);
