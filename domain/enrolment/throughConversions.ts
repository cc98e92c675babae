import { academicYearOf } from '#domain/calendar/academicYear.ts';
import { ncYearOn } from '#domain/calendar/ncYearOn.ts';
import { addDays, daysBetween, type PlainDate } from '#domain/calendar/plainDate.ts';
import { withChanged, withoutRow } from '#domain/facts/edits.ts';
import type { EnrolmentRow } from '#domain/facts/factRows.ts';
import type { SchoolLines } from '#domain/schools/schoolLines.ts';

type Rows = readonly EnrolmentRow[];

/** Chains of conversions are followed so far: no school became another more often. */
const PASSES = 8;
/** A registration at the successor that begins within so many days of the conversion began with it: holidays lay between. */
const HOLIDAYS = 31;

/**
 * A child's enrolments, each at the school as it was called in its days: one that goes on while its school becomes another ends
 * the day before and goes on at the successor, with its year group, kind and timetable; one that is said of the successor from
 * before it began was at the predecessor until then. What is held at the other school already is taken, and what is missing there
 * between first and last day is filled in: nothing stands twice, and no day is lost because one of the two names knew less. Said
 * again, it changes nothing.
 *
 * Source: domain.md section 11; issue 8 section 1 (an academy conversion carries enrolments and is no school move).
 * @example at A since 2023-09-01, A became B on 2025-04-01 // A until 2025-03-31, B from 2025-04-01
 * @example at B since 2023-09-01, A became B on 2025-04-01 // the same
 * @example at A since 2023-09-01, at B from 2025-04-01 to 2025-04-30 // A until 2025-03-31, B from 2025-04-01 without an end
 */
export function throughConversions(held: Rows, lines: SchoolLines, fresh: () => string): Rows {
  let rows = held;
  for (let pass = 0; pass < PASSES; pass += 1) {
    const before = rows;
    for (const { id } of before) rows = backward(forward(rows, id, lines, fresh), id, lines, fresh);
    if (rows === before) break;
  }
  return rows;
}

/** The NC year of an enrolment on a day of it, or on one before that it is given. */
export const yearOf = ({ startDate, ncYear }: EnrolmentRow, day: PlainDate): number | null =>
  ncYearOn(day, { start: startDate, ncYear }, null);

const find = (rows: Rows, id: string) => rows.find((row) => row.id === id);

function forward(all: Rows, id: string, lines: SchoolLines, fresh: () => string): Rows {
  const row = find(all, id);
  const became = row?.schoolId ? lines.after(row.schoolId) : null;
  if (!row || !became || (row.endDate !== null && row.endDate < became.on)) return all;
  const { on, toId } = became;
  if (row.startDate >= on) return movedTo(all, row, toId, fresh);
  const piece: EnrolmentRow = { ...row, schoolId: toId, startDate: on, ncYear: yearOf(row, on) };
  return covered(withChanged(all, id, { endDate: addDays(on, -1) }), piece, fresh);
}

function backward(all: Rows, id: string, lines: SchoolLines, fresh: () => string): Rows {
  const row = find(all, id);
  const was = row?.schoolId ? lines.before(row.schoolId) : null;
  if (!row || !was || row.startDate >= was.on) return all;
  const { on, fromId } = was;
  if (row.endDate !== null && row.endDate < on) return movedTo(all, row, fromId, fresh);
  const piece: EnrolmentRow = { ...row, schoolId: fromId, endDate: addDays(on, -1) };
  return covered(withChanged(all, id, { startDate: on, ncYear: yearOf(row, on) }), piece, fresh);
}

const overlaps = (one: EnrolmentRow, other: EnrolmentRow): boolean =>
  (one.endDate === null || one.endDate >= other.startDate) &&
  (other.endDate === null || other.endDate >= one.startDate);

/** Nothing in the one speaks against the other: kind, timetable, and year group on a day. */
export const agrees = (one: EnrolmentRow, other: EnrolmentRow, day: PlainDate): boolean =>
  one.kind === other.kind &&
  one.partTimeSessions === other.partTimeSessions &&
  one.alternativeProvision === other.alternativeProvision &&
  (one.ncYear === null || other.ncYear === null || yearOf(one, day) === yearOf(other, day));

/** The whole of an enrolment is the other school's: where that holds its days already, the two are one. */
function movedTo(all: Rows, row: EnrolmentRow, schoolId: string, fresh: () => string): Rows {
  return all.some((each) => each.schoolId === schoolId && overlaps(each, row))
    ? covered(withoutRow(all, row.id), { ...row, schoolId }, fresh)
    : withChanged(all, row.id, { schoolId });
}

/**
 * The enrolments with every day of a piece held at its school. What is held there by the school's own name stands, with what it
 * does not say itself; days that it does not have are put to it where both say the same, else they are one of their own.
 */
function covered(all: Rows, piece: EnrolmentRow, fresh: () => string): Rows {
  const there = all.filter((row) => row.schoolId === piece.schoolId);
  let rows = all;
  for (const row of there) if (isWithin(row, piece)) rows = withChanged(rows, row.id, unsaid(row, piece));
  for (const { from, to } of gaps(piece, there)) {
    const at = rows.filter((row) => row.schoolId === piece.schoolId);
    const before = at.find((row) => row.endDate !== null && addDays(row.endDate, 1) === from);
    const after = to === null ? undefined : at.find((row) => row.startDate === addDays(to, 1));
    const began = after && daysBetween(from, after.startDate) <= HOLIDAYS && from === piece.startDate;
    if (before && agrees(before, piece, from)) rows = withChanged(rows, before.id, { endDate: to });
    else if (after && agrees(after, piece, from))
      rows = withChanged(rows, after.id, { startDate: from, ncYear: yearOf(after, from) ?? yearOf(piece, from) });
    else if (after && began && academicYearOf(from) === academicYearOf(after.startDate))
      rows = withChanged(rows, after.id, { startDate: from });
    else rows = [...rows, { ...piece, id: fresh(), startDate: from, endDate: to, ncYear: yearOf(piece, from) }];
  }
  return rows;
}

const isWithin = (row: EnrolmentRow, piece: EnrolmentRow): boolean =>
  row.startDate >= piece.startDate &&
  (piece.endDate === null || (row.endDate !== null && row.endDate <= piece.endDate));

/** What the one says and the other does not. */
const unsaid = (row: EnrolmentRow, piece: EnrolmentRow): Partial<EnrolmentRow> => ({
  kind: piece.kind === 'main' ? 'main' : row.kind,
  ncYear: row.ncYear ?? yearOf(piece, row.startDate),
  partTimeSessions: row.partTimeSessions ?? piece.partTimeSessions,
  alternativeProvision: row.alternativeProvision || piece.alternativeProvision,
});

/** The days of a piece that none of the rows has. */
function gaps(piece: EnrolmentRow, rows: Rows): { from: PlainDate; to: PlainDate | null }[] {
  const found: { from: PlainDate; to: PlainDate | null }[] = [];
  let from: PlainDate | null = piece.startDate;
  for (const row of rows.filter((each) => overlaps(each, piece)).sort((a, b) => (a.startDate < b.startDate ? -1 : 1))) {
    if (from === null) break;
    if (row.startDate > from) found.push({ from, to: addDays(row.startDate, -1) });
    if (row.endDate === null) from = null;
    else if (row.endDate >= from) from = addDays(row.endDate, 1);
  }
  if (from !== null && (piece.endDate === null || from <= piece.endDate)) found.push({ from, to: piece.endDate });
  return found;
}
