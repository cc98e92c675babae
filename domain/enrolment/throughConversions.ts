import { ncYearOn } from '#domain/calendar/ncYearOn.ts';
import { addDays } from '#domain/calendar/plainDate.ts';
import { withChanged } from '#domain/facts/edits.ts';
import type { EnrolmentRow } from '#domain/facts/factRows.ts';
import type { SchoolLines } from '#domain/schools/schoolLines.ts';

/** Overlaps, or follows the day after. */
const meets = (row: EnrolmentRow, piece: EnrolmentRow): boolean =>
  (piece.endDate === null || row.startDate <= addDays(piece.endDate, 1)) &&
  (row.endDate === null || addDays(row.endDate, 1) >= piece.startDate);

/**
 * A child's enrolments, each at the school as it was called in its days: one that goes on while its school becomes another ends
 * the day before and goes on at the successor, with its year group, kind and timetable; one that is said of the successor from
 * before it began was at the predecessor until then. Where the other school's part is held already it is taken, and only made to
 * begin on the day: nothing stands twice. Said again, it changes nothing.
 *
 * Source: domain.md section 11; issue 8 section 1 (an academy conversion carries enrolments and is no school move).
 * @example at A since 2023-09-01, A became B on 2025-04-01 // A until 2025-03-31, B from 2025-04-01
 * @example at B since 2023-09-01, A became B on 2025-04-01 // the same
 */
export function throughConversions(
  held: readonly EnrolmentRow[],
  lines: SchoolLines,
  fresh: () => string,
): readonly EnrolmentRow[] {
  let rows = held;
  for (const { id } of held) rows = forward(rows, id, lines, fresh);
  for (const { id } of held) rows = backward(rows, id, lines, fresh);
  return rows;
}

const find = (rows: readonly EnrolmentRow[], id: string) => rows.find((row) => row.id === id);

function forward(
  all: readonly EnrolmentRow[],
  id: string,
  lines: SchoolLines,
  fresh: () => string,
): readonly EnrolmentRow[] {
  const row = find(all, id);
  const became = row?.schoolId ? lines.after(row.schoolId) : null;
  if (!row || !became || (row.endDate !== null && row.endDate < became.on)) return all;
  const { on, toId } = became;
  const piece: EnrolmentRow = {
    ...row,
    id: fresh(),
    schoolId: toId,
    startDate: row.startDate > on ? row.startDate : on,
    ncYear: row.startDate >= on ? row.ncYear : ncYearOn(on, { start: row.startDate, ncYear: row.ncYear }, null),
  };
  const there = all.find((each) => each.schoolId === toId && each.kind === row.kind && meets(each, piece));
  if (row.startDate >= on) {
    // Two rows of one time, both with marks perhaps: which is right is for a person.
    if (there) return all;
    return forward(withChanged(all, id, { schoolId: toId }), id, lines, fresh);
  }
  const ended = withChanged(all, id, { endDate: addDays(on, -1) });
  if (there) return there.startDate <= on ? ended : withChanged(ended, there.id, { startDate: on });
  return forward([...ended, piece], piece.id, lines, fresh);
}

function backward(
  all: readonly EnrolmentRow[],
  id: string,
  lines: SchoolLines,
  fresh: () => string,
): readonly EnrolmentRow[] {
  const row = find(all, id);
  const was = row?.schoolId ? lines.before(row.schoolId) : null;
  if (!row || !was || row.startDate >= was.on) return all;
  const { on, fromId } = was;
  const lastDay = addDays(on, -1);
  if (row.endDate !== null && row.endDate < on) {
    const moved = withChanged(all, id, { schoolId: fromId });
    return all.some((each) => each.schoolId === fromId && each.kind === row.kind && meets(each, row))
      ? all
      : backward(moved, id, lines, fresh);
  }
  const piece: EnrolmentRow = { ...row, id: fresh(), schoolId: fromId, endDate: lastDay };
  const there = all.find((each) => each.schoolId === fromId && each.kind === row.kind && meets(each, piece));
  const begun = withChanged(all, id, {
    startDate: on,
    ncYear: ncYearOn(on, { start: row.startDate, ncYear: row.ncYear }, null),
  });
  if (!there) return backward([...begun, piece], piece.id, lines, fresh);
  return there.endDate !== null && there.endDate < lastDay ? withChanged(begun, there.id, { endDate: lastDay }) : begun;
}
