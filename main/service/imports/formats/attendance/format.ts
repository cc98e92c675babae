import { type Cell, laestab, localId, oneOf, postcode, schoolUrn, text } from '#service/imports/read/cells.ts';
import { besideSchoolName, localIdColumn, requiredDate, schoolUrnColumn } from '#service/imports/read/columns.ts';
import { required } from '#service/imports/read/table.ts';
import type { RefusedRow, Warning } from '../types.ts';

/** AM or PM, in the spellings of school systems. */
export const session = oneOf({ AM: ['a', 'morning', '1'], PM: ['p', 'afternoon', '2'] });

/** The columns of the attendance template: one row a child, school, date and session. */
export const attendanceColumns = {
  localId: { ...localIdColumn(), read: localId },
  schoolUrn: schoolUrnColumn(),
  ...besideSchoolName,
  date: requiredDate('date', 'Date', 'Day of the session', '02/09/2024', ['session_date', 'mark_date']),
  session: required('session', session, { title: 'Session', help: 'AM or PM', example: 'AM', aliases: ['am_pm'] }),
  code: required('code', text(2), {
    title: 'Code',
    help: 'Register code in force on that day, such as / \\ L I O; a hyphen where no mark was made',
    example: '/',
    aliases: ['mark', 'attendance_code', 'attendance_mark'],
  }),
};

/** What a file of marks calls a school: its number, else its name with LAESTAB and postcode where it gives them. */
export type SchoolCells = { urn: string; name: string; laestab: string; postcode: string };

const BESIDE = '\u0000';

/** Cells that name a school, without outer blanks, as one text; what cannot be read beside a name is left out. */
export function schoolOfCells(cells: SchoolCells): Cell<string> {
  if (cells.urn !== '' || cells.name === '') return schoolUrn(cells.urn);
  const name = text(200)(cells.name);
  if (!name.ok) return name;
  const [number, place] = [laestab(cells.laestab), postcode(cells.postcode)];
  if (!number.ok && !place.ok) return name;
  return { ok: true, value: [name.value, number.ok ? number.value : '', place.ok ? place.value : ''].join(BESIDE) };
}

/** The parts of what `schoolOfCells` made of cells. */
export function partsOfSchool(school: string): { called: string; laestab: string | null; postcode: string | null } {
  const [called = '', number = '', place = ''] = school.split(BESIDE);
  return { called, laestab: number || null, postcode: place || null };
}

/** One enrolment's marks of one week, with how many rows of the file stand behind it. */
export type AttendanceWeekRow = {
  localId: string;
  /** The school's URN, else the name that the file gives it (`schoolOfCells`). */
  school: string;
  /** The Monday. */
  weekStart: string;
  /** Ten slots of two characters, Monday AM first (`domain/attendance/weekMarks.ts`). */
  marks: string;
  /** Rows of the file in this week, repeats of a mark and rows without a mark (`-`) included. */
  rows: number;
  /** Sessions that have a mark. */
  marked: number;
  /** The first row of the file that belongs to this week. */
  firstRow: number;
};

/**
 * The weeks of one child at one school as one text, each its Monday, its marks and its counts: a county's year is a hundred
 * thousand weeks, and as many objects take five times the memory.
 */
export type PackedWeeks = { readonly localId: string; readonly school: string; readonly packed: string };

/** What `parseAttendance` answers: the sum of `rows` over all weeks, and `refused`, together are `dataRows`. */
export type ParsedAttendance = {
  format: 'attendance';
  headers: string[];
  dataRows: number;
  /** Of each child at each school, in the order in which the file names them first. */
  weeks: PackedWeeks[];
  refused: RefusedRow[];
  warnings: Warning[];
  /** Why the file cannot be taken: its dates have the month before the day. */
  monthFirst?: string;
};

export const attendance = {
  id: 'attendance' as const,
  title: 'Attendance, a row per session',
  columns: attendanceColumns,
};
