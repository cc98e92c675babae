import type { PlainDate } from '#domain/calendar/plainDate.ts';
import { yearWhenBegun } from '#domain/enrolment/enrolmentSaid.ts';
import { withChanged } from '#domain/facts/edits.ts';
import type { EnrolmentRow, Facts } from '#domain/facts/factRows.ts';
import { cannotMend, type Finding, mended, type OldChange, valuesOf } from './finding.ts';

/**
 * Enrolments whose first day version 0.2 moved forward: the next year's row of a school's export was taken for the same
 * enrolment with a better date, and the years before were gone. Put right, it begins on the earliest day again, in the NC
 * year of then. One that has been changed since is not found.
 *
 * Source: issue 8 section 2 (upgrade); `reviews/core.md` B1.
 * @example begun 2023-09-01 in year 7, then moved to 2024-09-01 in year 8 // begins on 2023-09-01 again, in year 7
 */
export function startsMoved(held: Facts, changes: readonly OldChange[]): Finding[] {
  return held.enrolments.flatMap((row) => {
    const days = valuesOf(changes, 'enrolments', row.id, 'startDate').map(String);
    const [first] = days.toSorted();
    if (days.at(-1) !== row.startDate || first === undefined || first >= row.startDate) return [];
    return [
      {
        kind: 'startMoved',
        childId: row.childId,
        rowId: row.id,
        what: 'First day of an enrolment',
        schoolId: row.schoolId,
        was: first,
        is: row.startDate,
        mend: `It begins on ${first} again`,
        putRight: (facts: Facts) => beginsAgain(facts, row, first),
        otherChildId: null,
      },
    ];
  });
}

function beginsAgain(held: Facts, found: EnrolmentRow, first: PlainDate) {
  const row = held.enrolments.find(({ id }) => id === found.id);
  if (row?.startDate !== found.startDate) return cannotMend(held, first, 'This enrolment was changed since');
  const inTheWay = held.enrolments.find(
    (other) =>
      other.id !== row.id &&
      other.schoolId === row.schoolId &&
      other.startDate < row.startDate &&
      (other.endDate === null || other.endDate >= first),
  );
  if (inTheWay)
    return cannotMend(
      held,
      first,
      `Another enrolment at this school, from ${inTheWay.startDate}, holds these days already`,
    );
  const ncYear = row.ncYear === null ? null : yearWhenBegun(row.ncYear, row.startDate, first);
  return mended({ ...held, enrolments: withChanged(held.enrolments, row.id, { startDate: first, ncYear }) });
}
