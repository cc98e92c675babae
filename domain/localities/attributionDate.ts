import { type AcademicYear, firstCalendarYear } from '#domain/calendar/academicYear.ts';
import type { PlainDate } from '#domain/calendar/plainDate.ts';

/** What is being attributed, with the dates its rule needs. */
export type Attributed =
  | { readonly kind: 'attainment'; readonly academicYear: AcademicYear }
  | { readonly kind: 'session'; readonly date: PlainDate }
  | { readonly kind: 'suspension'; readonly date: PlainDate }
  | { readonly kind: 'pep'; readonly dueDate: PlainDate }
  | { readonly kind: 'child'; readonly asAt: PlainDate };

/**
 * The date whose locality a fact counts in: attainment by 31 March of the academic year, sessions and suspensions by
 * their own date, PEPs by the due date, children by the date they are counted at.
 *
 * Source: domain section 1, "Attribution".
 * Example: a child who moves from Thanet to Ashford on 15 February 2025: its 2024/25 results count in Ashford's locality
 * (31 March 2025), its October sessions in Thanet's, and a suspension of 14 February in Thanet's.
 */
export const attributionDate = (what: Attributed): PlainDate => {
  switch (what.kind) {
    case 'attainment':
      return `${firstCalendarYear(what.academicYear) + 1}-03-31`;
    case 'session':
    case 'suspension':
      return what.date;
    case 'pep':
      return what.dueDate;
    case 'child':
      return what.asAt;
  }
};
