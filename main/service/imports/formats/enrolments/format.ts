import { isWithoutSchool } from '#domain/enrolment/withoutSchool.ts';
import { type CellReader, date, integer, ncYear, oneOf, yesNo } from '#service/imports/read/cells.ts';
import {
  endBeforeStart,
  localIdColumn,
  nameOfSchool,
  requiredDate,
  schoolColumns,
} from '#service/imports/read/columns.ts';
import { optional, type RowOf, refuseRepeats, said, type TableFormat } from '#service/imports/read/table.ts';

const kindOfEnrolment = oneOf({
  main: ['m', 'c', 'current', 'sole'],
  dual: ['s', 'subsidiary', 'dual subsidiary'],
  homeEducation: ['home education', 'educated at home', 'home educated', 'ehe', 'elective home education'],
  tuition: ['tutor', 'tutoring', 'home tuition', 'tuition, no school'],
  noPlace: ['no place', 'no school', 'no school place', 'none'],
});

/** Sessions of a part-time timetable, or that there is none: full time, as also of a child whose part-time timetable has ended. */
const sessionsOrFull: CellReader<number | null> = (cell) => {
  if (/^(full([\s-]*time)?|f\/?t|none|no|nil)$/i.test(cell)) return { ok: true, value: null };
  const read = integer(0, 10)(cell);
  return read.ok ? read : { ok: false, reason: `${read.reason}: write the sessions a week, or full time` };
};

/** Whether a place is alternative provision; 'none' is no. */
const provision: CellReader<boolean> = (cell) =>
  /^(none|nil)$/i.test(cell) ? { ok: true, value: false } : yesNo(cell);

const columns = {
  localId: localIdColumn(),
  ...schoolColumns("The school's six-digit number in Get Information about Schools", true),
  ncYear: optional('nc_year', ncYear, {
    title: 'NC year',
    help: 'Year group the child is taught in: R, or 1 to 14',
    example: '7',
    aliases: ['year_group', 'national_curriculum_year'],
  }),
  kind: optional('kind', kindOfEnrolment, {
    title: 'Kind',
    help: 'main, or dual for a subsidiary registration at a second school; empty is main. At no school: home education, tuition or no place',
    mustBeRead: true,
    example: 'main',
    aliases: ['enrolment_status', 'enrol_status', 'enrolstatus'],
  }),
  partTimeSessions: said('part_time_sessions', sessionsOrFull, {
    title: 'Part-time sessions',
    help: 'Sessions a week on a part-time timetable, 0 to 10; full time where there is none, or it has ended; empty says nothing: what is known stays',
    example: '',
    blank: 'nothing',
  }),
  alternativeProvision: optional('alternative_provision', provision, {
    title: 'Alternative provision',
    help: 'yes where the school place is alternative provision; no or none where it is not, or not any more; empty says nothing',
    example: 'no',
    aliases: ['ap'],
  }),
  start: requiredDate('start', 'Start', 'First day on roll', '01/09/2024', ['start_date', 'entry_date', 'from']),
  end: said('end', date, {
    mustBeRead: true,
    title: 'End',
    help: 'Last day on roll; empty while it goes on',
    aliases: ['end_date', 'leaving_date', 'to'],
    blank: 'none',
  }),
};

type Read = RowOf<typeof columns>;
/** One enrolment of a child at a school; what is empty says nothing, of a new one main and no alternative provision. */
export type EnrolmentRow = Read & {
  /** The first days that the file's other rows give of this child at this school. */
  readonly alsoFrom: readonly string[];
};

const ofSchool = (row: Read) => `${row.localId}\u0000${nameOfSchool(row) || row.kind}`;

const lastDay = ({ end }: Read): string | null => (end.said ? end.value : null);

const noSchoolGiven = {
  field: 'school_urn',
  value: '',
  reason:
    'Give the URN of the school, or its name where it has none. Where the child is at no school, say under kind: home education, tuition or no place',
};

const isAtNoSchool = ({ kind }: Pick<Read, 'kind'>): boolean => kind !== null && isWithoutSchool(kind);

const schoolGiven = (row: Read) => ({
  field: 'kind',
  value: row.kind ?? '',
  reason: 'This is at no school, and the row gives one: empty the school, or write main or dual',
});

/**
 * Enrolments: one row a child, school and first day. A child may be at two schools at once (a move, dual registration);
 * two main enrolments that overlap are listed and taken. What a child does at no school is a row without one, by its kind.
 *
 * Source: domain notes, section 6 ("A child can be at two schools in one week").
 */
export const enrolments: TableFormat<typeof columns, EnrolmentRow> = {
  id: 'enrolments',
  title: 'Enrolments',
  columns,
  signature: ['local_id', 'school_urn', 'start'],
  finish: (row) => ({
    row: { ...row, alsoFrom: [] },
    faults: [
      ...(nameOfSchool(row) === '' && !isAtNoSchool(row) ? [noSchoolGiven] : []),
      ...(nameOfSchool(row) !== '' && isAtNoSchool(row) ? [schoolGiven(row)] : []),
      ...endBeforeStart(row.start, lastDay(row), 'end', 'first day on roll'),
    ],
  }),
  across: (rows) => {
    const key = (row: EnrolmentRow) => `${ofSchool(row)}\u0000${row.start}`;
    const refuse = refuseRepeats(rows, key, 'start', 'this enrolment');
    const out = new Set(refuse.map((each) => each.row));
    const main = rows.filter((row) => (row.kind ?? 'main') === 'main' && !out.has(row.row));
    const byChild = Map.groupBy(main, (row) => row.localId);
    const warnings = [...byChild.values()].flatMap((own) => {
      const sorted = own.toSorted((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : a.row - b.row));
      return sorted.flatMap((row, index) => {
        const next = sorted[index + 1];
        const end = lastDay(row);
        if (!next || (end !== null && end < next.start)) return [];
        const reason = `Still on roll when the main enrolment of row ${next.row} begins on ${next.start}: check the dates`;
        return [{ row: row.row, field: 'end', value: end ?? '', reason }];
      });
    });
    return { refuse, warnings };
  },
  // By first day: what a file says of a child does not hang on which row stands first.
  together: (rows) => {
    const days = Map.groupBy(rows, ofSchool);
    return rows
      .map((row) => {
        const others = days.get(ofSchool(row))?.filter(({ start }) => start !== row.start) ?? [];
        return { ...row, alsoFrom: others.map(({ start }) => start) };
      })
      .sort((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : a.row - b.row));
  },
};
