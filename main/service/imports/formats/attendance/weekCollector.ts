import { codeSetOn, NO_MARK } from '#domain/attendance/attendanceCodes.ts';
import { subCodesOn } from '#domain/attendance/subCodes.ts';
import { EMPTY_WEEK, SLOTS } from '#domain/attendance/weekMarks.ts';
import { dayOfWeek, mondayOf } from '#domain/calendar/plainDate.ts';
import { date, localId, tidy } from '#service/imports/read/cells.ts';
import { watchMonthFirst } from '#service/imports/read/monthFirst.ts';
import type { SourceRecord } from '#service/imports/read/sourceTable.ts';
import { places, unusedHeaders } from '#service/imports/read/table.ts';
import type { Fault, RefusedRow, Warning } from '../types.ts';
import {
  type AttendanceWeekRow,
  attendanceColumns,
  type PackedWeeks,
  type ParsedAttendance,
  type SchoolCells,
  schoolOfCells,
  session,
} from './format.ts';
import { packWeeks, unpackWeeks } from './packedWeeks.ts';

/** What a cell of some text says, worked out once for each different text. */
type Known<T> = { value: T; fault: null } | { value: null; fault: Fault };

/** A date of the file: its week, the slot of its morning, and what each code means on it. */
type Day = { weekStart: string; slot: number; codes: Map<string, Known<string>> };

/** `packed`: its weeks as text, while they are not in `weeks`. */
type Enrolment = { localId: string; school: string; weeks: Map<string, AttendanceWeekRow>; packed: string };

const BLANK = '  ';

const known = <T>(field: string, raw: string, read: (cell: string) => Known<T> | { reason: string }): Known<T> => {
  const cell = tidy(raw);
  if (cell === '') return { value: null, fault: { field, value: '', reason: 'This must not be empty' } };
  const found = read(cell);
  if ('reason' in found) return { value: null, fault: { field, value: cell.slice(0, 200), reason: found.reason } };
  return found;
};

const taken = <T>(value: T): Known<T> => ({ value, fault: null });

/** A reader that works out each different text once. Rows come sorted as a rule, so the last text is tried first. */
const remembering = <T>(read: (raw: string) => T): ((raw: string) => T) => {
  const all = new Map<string, T>();
  let lastRaw: string | null = null;
  let last: T | null = null;
  return (raw) => {
    if (raw === lastRaw && last !== null) return last;
    let found = all.get(raw);
    if (found === undefined) {
      found = read(raw);
      all.set(raw, found);
    }
    lastRaw = raw;
    last = found;
    return found;
  };
};

const oneLine = (cell: string): string => cell.replaceAll('\n', ' ');

const readDay = (cell: string): Known<Day> | { reason: string } => {
  const read = date(cell);
  if (!read.ok) return read;
  const day = dayOfWeek(read.value);
  if (day > 5) return { reason: 'A Saturday or Sunday has no session: check the date' };
  const set = codeSetOn(read.value);
  if (!set) return { reason: 'The app knows no register codes of that day: it takes marks from September 2005' };
  const codes = new Map(set.codes.map((each) => [each.code, taken(each.code.padEnd(2, ' '))]));
  codes.set(NO_MARK, taken(BLANK));
  for (const [subCode, code] of subCodesOn(read.value)) codes.set(subCode, taken(code.padEnd(2, ' ')));
  return taken({ weekStart: mondayOf(read.value), slot: (day - 1) * 2, codes });
};

/**
 * Gathers session rows into weeks, in any order of rows, checking each cell. It remembers what every different text
 * means (a file of a million rows holds a few thousand), so a row costs five look-ups; rows that follow each other in
 * one week cost less. `unescaped` is for cells that come straight from a file: it undoes what `writeCsv` escaped.
 */
export const weekCollector = (
  headers: readonly string[],
  warnings: readonly Warning[],
  unescaped: (cell: string) => string = (cell) => cell,
) => {
  const found = places({ columns: attendanceColumns }, headers);
  const at = (key: keyof typeof attendanceColumns): number => found.find((place) => place.key === key)?.at[0] ?? -1;
  const [atId, atDate, atSession, atCode] = [at('localId'), at('date'), at('session'), at('code')];
  const [atUrn, atName] = [at('schoolUrn'), at('schoolName')];
  const [atLaestab, atPostcode] = [at('schoolLaestab'), at('schoolPostcode')];
  const enrolments = new Map<string, Map<string, Enrolment>>();
  const refused: RefusedRow[] = [];
  let dataRows = 0;
  let lastEnrolment = null as Enrolment | null;
  /** Whether the rows of a child at a school have stood together so far: the weeks of one that is left behind are packed. */
  let isInOrder = true;
  let lastWeek = null as AttendanceWeekRow | null;
  /** The sessions of that week. */
  const slots = Array<string>(SLOTS).fill(BLANK);

  const idOf = remembering((raw) =>
    known('local_id', unescaped(raw), (cell) => {
      const read = localId(cell);
      return read.ok ? taken(read.value) : read;
    }),
  );
  const asSchool = (cells: Omit<SchoolCells, 'urn'> & { urn?: string }): Known<string> =>
    known('school_urn', cells.name || (cells.urn ?? ''), () => {
      const read = schoolOfCells({ urn: '', ...cells });
      return read.ok ? taken(read.value) : read;
    });
  const urnOf = remembering((raw) => asSchool({ urn: tidy(unescaped(raw)), name: '', laestab: '', postcode: '' }));
  const nameOf = remembering((raw) => {
    const [name = '', laestab = '', postcode = ''] = raw.split('\n').map((cell) => tidy(unescaped(cell)));
    return asSchool({ name, laestab, postcode });
  });
  const cellOf = (cells: readonly string[], place: number): string => (place < 0 ? '' : (cells[place] ?? ''));
  /** The number, else the name where the file has a column for it, with what tells it from others of that name. */
  const schoolOf = (cells: readonly string[]): Known<string> => {
    const [urn, name] = [cellOf(cells, atUrn), cellOf(cells, atName)];
    if (name === '' || tidy(urn) !== '') return urnOf(urn);
    const beside = atLaestab < 0 && atPostcode < 0;
    return nameOf(beside ? name : [name, cellOf(cells, atLaestab), cellOf(cells, atPostcode)].map(oneLine).join('\n'));
  };
  const dates = watchMonthFirst();
  const dayAt = remembering((raw) =>
    known('date', unescaped(raw), (cell) => {
      dates.see(cell);
      return readDay(cell);
    }),
  );
  const halfOf = remembering((raw) =>
    known('session', unescaped(raw), (cell) => {
      const read = session(cell);
      return read.ok ? taken(read.value === 'AM' ? 0 : 1) : read;
    }),
  );
  /** What a code means on a day; where the date itself is wrong, it can only be wrong by being empty. */
  const codeOn = (day: Day | null, raw: string): Known<string> => {
    if (day === null) return known('code', unescaped(raw), taken);
    const before = day.codes.get(raw);
    if (before) return before;
    const fresh = known<string>('code', unescaped(raw), (cell) => {
      const code = day.codes.get(cell.toUpperCase());
      return code ?? { reason: 'Not a register code in force on that day' };
    });
    day.codes.set(raw, fresh);
    return fresh;
  };

  const refuse = (record: SourceRecord, faults: Fault[]): void => {
    const first = faults[0] ?? { field: '', value: '', reason: '' };
    refused.push({ row: record.row, ...first, faults, cells: record.cells.map(unescaped) });
  };

  const pack = (enrolment: Enrolment): void => {
    enrolment.packed = packWeeks(enrolment.weeks.values());
    enrolment.weeks.clear();
  };

  const unpack = (enrolment: Enrolment): void => {
    for (const week of unpackWeeks(enrolment)) enrolment.weeks.set(week.weekStart, week);
    enrolment.packed = '';
  };

  const enrolmentOf = (id: string, school: string): Enrolment => {
    if (lastEnrolment !== null && lastEnrolment.localId === id && lastEnrolment.school === school) return lastEnrolment;
    let schools = enrolments.get(id);
    if (!schools) {
      schools = new Map();
      enrolments.set(id, schools);
    }
    let enrolment = schools.get(school);
    if (!enrolment) {
      enrolment = { localId: id, school, weeks: new Map(), packed: '' };
      schools.set(school, enrolment);
    }
    closeWeek();
    if (lastEnrolment !== null && isInOrder) pack(lastEnrolment);
    if (enrolment.packed !== '') {
      isInOrder = false;
      unpack(enrolment);
    }
    lastEnrolment = enrolment;
    return enrolment;
  };

  /** Puts the marks of the week that was being filled into it: of a hundred thousand weeks one is held by its sessions. */
  const closeWeek = (): void => {
    if (lastWeek !== null && lastWeek.marked > 0) lastWeek.marks = slots.join('');
    lastWeek = null;
  };

  const openWeek = (enrolment: Enrolment, weekStart: string, row: number): AttendanceWeekRow => {
    if (lastWeek !== null && lastWeek.weekStart === weekStart) return lastWeek;
    closeWeek();
    let week = enrolment.weeks.get(weekStart);
    if (!week) {
      const { localId, school } = enrolment;
      week = { localId, school, marks: EMPTY_WEEK, weekStart, rows: 0, marked: 0, firstRow: row };
      enrolment.weeks.set(weekStart, week);
    }
    for (let slot = 0; slot < SLOTS; slot += 1) slots[slot] = week.marks.slice(slot * 2, slot * 2 + 2);
    lastWeek = week;
    return week;
  };

  /** Puts a code into the week that is open; answers what is wrong when the session already has another. */
  const mark = (week: AttendanceWeekRow, slot: number, code: string): Fault | null => {
    const before = slots[slot] ?? BLANK;
    if (code !== BLANK && before !== BLANK && before !== code) {
      const reason = `An earlier row gives ${before.trim()} for this session at this school: keep the right one`;
      return { field: 'code', value: code.trim(), reason };
    }
    week.rows += 1;
    if (code !== BLANK && before === BLANK) {
      slots[slot] = code;
      week.marked += 1;
    }
    return null;
  };

  /** Takes one row. `record.cells` may be reused by the caller afterwards; a row of blank cells is no data row. */
  const add = (record: SourceRecord): void => {
    const cells = record.cells;
    const id = idOf(cells[atId] ?? '');
    const school = schoolOf(cells);
    const day = dayAt(cells[atDate] ?? '');
    const half = halfOf(cells[atSession] ?? '');
    const code = codeOn(day.value, cells[atCode] ?? '');
    if (record.fault || id.fault || school.fault || day.fault || half.fault || code.fault) {
      if (cells.every((cell) => cell.trim() === '')) return;
      const faults = record.fault ? [record.fault] : [id.fault, school.fault, day.fault, half.fault, code.fault];
      refuse(
        record,
        faults.filter((fault) => fault !== null),
      );
    } else {
      const week = openWeek(enrolmentOf(id.value, school.value), day.value.weekStart, record.row);
      const fault = mark(week, day.value.slot + half.value, code.value);
      if (fault) refuse(record, [fault]);
    }
    dataRows += 1;
  };

  const finish = (): ParsedAttendance => {
    closeWeek();
    const weeks: PackedWeeks[] = [];
    for (const schools of enrolments.values())
      for (const enrolment of schools.values()) {
        if (enrolment.weeks.size > 0) pack(enrolment);
        const { localId, school, packed } = enrolment;
        if (packed !== '') weeks.push({ localId, school, packed });
      }
    const unused = unusedHeaders(found, headers);
    const twice = found.filter((place) => place.at.length > 1).map((place) => place.column.name);
    const repeated = twice.map((name) => ({ reason: `The column ${name} occurs more than once: the first is used` }));
    const monthFirst = dates.finding();
    return {
      ...(monthFirst === null ? {} : { monthFirst }),
      format: 'attendance',
      headers: [...headers],
      dataRows,
      weeks,
      refused,
      warnings: [...warnings, ...unused, ...repeated],
    };
  };

  return { add, finish };
};
