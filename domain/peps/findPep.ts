import { academicYearOf } from '#domain/calendar/academicYear.ts';
import { daysBetween, type PlainDate, partsOf } from '#domain/calendar/plainDate.ts';
import type { PepRow } from '#domain/facts/factRows.ts';

/** What a row says by which its PEP is found. */
export interface PepSought {
  readonly reference: string | null;
  readonly due: PlainDate;
  readonly held: PlainDate | null;
  /** In the app's own words; null where the row does not say. */
  readonly reason: string | null;
}

/** Days within which two due dates of one kind and term may be the same PEP with its date put right. */
const NEAR = 28;

/**
 * The kind and term of a PEP, the terms as PEPs have them: September to December, January to April, May to August.
 *
 * @example pepTerm('review', '2024-12-20') // 'review 2024/25 1'
 */
export function pepTerm(reason: string, due: PlainDate): string {
  const { month } = partsOf(due);
  return `${reason} ${academicYearOf(due)} ${month >= 9 ? 1 : month <= 4 ? 2 : 3}`;
}

/**
 * Which of a child's PEPs a row means: by its reference, else by the day it was held, else by its due date, else the one of the
 * same kind and term that was not held yet, whose due date the row puts right. Null where it is a new one; the reason to ask a
 * person where it cannot be told.
 *
 * Source: issue 8 section 1 (a PEP is found by its reference, else held date, else kind and term, else it is asked);
 * domain.md section 8 (three a year); `reviews/core.md` B4 (a corrected due date leaves no ghost).
 * @param peps the newest version of each
 * @example review due 2024-12-20, not held; sought: review due 2024-12-13 // that PEP
 */
export function findPep(peps: readonly PepRow[], sought: PepSought): PepRow | null | { readonly ask: string } {
  const { reference, due, held, reason } = sought;
  const byReference = reference === null ? undefined : peps.find((pep) => pep.reference === reference);
  if (byReference) return byReference;
  // One that has another reference is another PEP.
  const open = reference === null ? peps : peps.filter((pep) => pep.reference === null);
  const byHeld = held === null ? undefined : open.find((pep) => pep.heldOn === held);
  if (byHeld) return byHeld;
  const byDue = open.find((pep) => pep.dueOn === due);
  if (byDue) return byDue;
  const ofTerm = open.filter((pep) => pepTerm(pep.reason, pep.dueOn) === pepTerm(reason ?? pep.reason, due));
  const waiting = ofTerm.filter((pep) => pep.heldOn === null);
  if (waiting.length === 1) return waiting[0] ?? null;
  if (waiting.length > 1)
    return {
      ask: `${waiting.length} PEPs of this kind and term wait to be held: give the reference or the due date of the one meant`,
    };
  const near = held === null ? ofTerm.find((pep) => Math.abs(daysBetween(pep.dueOn, due)) <= NEAR) : undefined;
  if (near)
    return {
      ask: `A PEP of this term, due on ${near.dueOn}, was held on ${near.heldOn}: give its reference or that day where this row means it, or the day this one was held`,
    };
  return null;
}
