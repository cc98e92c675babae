import { laterOf, type PlainDate } from '#domain/calendar/plainDate.ts';
import type { PepRow } from '#domain/facts/factRows.ts';
import type { SchoolLines } from '#domain/schools/schoolLines.ts';

/**
 * A child's PEPs when schools became others: an open one is the successor's to finish, from the day of the conversion or, where
 * that is still to come, if it is due on it or later. One that is signed off stays at the school that made it.
 *
 * Source: issue 8 section 1 (an academy conversion carries open PEPs).
 * @example a draft at A due 2025-03-20, A became B on 2025-04-01, today 2025-04-10 // B's draft, due 2025-03-20
 */
export const pepsThroughConversions = (
  peps: readonly PepRow[],
  lines: SchoolLines,
  today: PlainDate,
): readonly PepRow[] =>
  peps.map((pep) => {
    if (pep.schoolId === null || pep.status === 'signedOff') return pep;
    const schoolId = lines.schoolOn(pep.schoolId, laterOf(pep.dueOn, today));
    return schoolId === pep.schoolId ? pep : { ...pep, schoolId };
  });
