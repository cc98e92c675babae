import { check, index, integer, primaryKey, real, sql, sqliteTable, text, uniqueIndex } from '../drizzle.ts';
import { child, enrolment } from './children.ts';
import { flag, isAcademicYear, isDate, rowId } from './columns.ts';
import { school } from './schools.ts';

const ofChild = () =>
  text('child_id')
    .notNull()
    .references(() => child.id);

/** A result has a life: provisional, revised, final; a re-mark or resit is a new row that supersedes. */
export const attainmentResult = sqliteTable(
  'attainment_result',
  {
    id: rowId(),
    childId: ofChild(),
    academicYear: text('academic_year').notNull(),
    keyStage: text('key_stage').notNull(),
    subject: text('subject').notNull(),
    component: text('component').notNull(),
    value: text('value').notNull(),
    status: text('status').notNull(),
    entry: text('entry').notNull(),
    receivedOn: text('received_on').notNull(),
    source: text('source').notNull(),
    supersedesId: text('supersedes_id'),
    /** The file's own date; null where it gave none. */
    issuedOn: text('issued_on'),
    /** What was taken, where it is no GCSE or test of the key stage; null otherwise. */
    qualification: text('qualification'),
  },
  (table) => [
    isAcademicYear('attainment_result_year', table.academicYear),
    isDate('attainment_result_received', table.receivedOn),
    index('attainment_result_child').on(table.childId, table.academicYear),
    index('attainment_result_year_stage').on(table.keyStage, table.academicYear),
  ],
);

/**
 * Derived: how a child's standing results of a year count in each attainment measure, by the rules of `domain/attainment`.
 * A child without a row has no result. `value` is 1 or 0 for a percentage, the score for a mean, null when excluded.
 */
export const measureOutcome = sqliteTable(
  'measure_outcome',
  {
    measure: text('measure').notNull(),
    academicYear: text('academic_year').notNull(),
    childId: ofChild(),
    value: real('value'),
    excludedReason: text('excluded_reason'),
  },
  (table) => [
    primaryKey({ columns: [table.measure, table.academicYear, table.childId] }),
    index('measure_outcome_child').on(table.childId),
  ],
);

export const attainmentTarget = sqliteTable(
  'attainment_target',
  {
    id: rowId(),
    childId: ofChild(),
    kind: text('kind').notNull(),
    academicYear: text('academic_year').notNull(),
    keyStage: text('key_stage').notNull(),
    subject: text('subject').notNull(),
    component: text('component').notNull(),
    value: text('value').notNull(),
    setOn: text('set_on').notNull(),
    /** The file's own date; null where it gave none. */
    issuedOn: text('issued_on'),
    receivedOn: text('received_on'),
  },
  (table) => [
    isAcademicYear('attainment_target_year', table.academicYear),
    index('attainment_target_child').on(table.childId, table.academicYear),
  ],
);

/** Marks belong to an enrolment and a week, which are their key: ten codes of two characters, Monday AM first, space padded. */
export const attendanceWeek = sqliteTable(
  'attendance_week',
  {
    enrolmentId: text('enrolment_id')
      .notNull()
      .references(() => enrolment.id),
    weekStart: text('week_start').notNull(),
    marks: text('marks').notNull(),
  },
  (table) => [
    isDate('attendance_week_start', table.weekStart),
    check('attendance_week_marks', sql`length(${table.marks}) = 20`),
    primaryKey({ columns: [table.enrolmentId, table.weekStart] }),
  ],
);

/**
 * Derived: sessions of a child in a month, by the locality on the sessions' own dates and whether in care then.
 * Changed in the same transaction as the marks; `rebuildAttendance` compares it with a recount.
 */
export const attendanceRollup = sqliteTable(
  'attendance_rollup',
  {
    academicYear: text('academic_year').notNull(),
    childId: ofChild(),
    month: text('month').notNull(),
    /** The locality's id, or 'unallocated'. */
    locality: text('locality').notNull(),
    inCare: integer('in_care').notNull(),
    attended: integer('attended').notNull(),
    authorised: integer('authorised').notNull(),
    unauthorised: integer('unauthorised').notNull(),
    notPossible: integer('not_possible').notNull(),
    conflicts: integer('conflicts').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.academicYear, table.childId, table.month, table.locality, table.inCare] }),
    index('attendance_rollup_child').on(table.childId),
  ],
);

/** Derived: the sums of `attendance_rollup` over a whole academic year, for reports over many years. */
export const attendanceYear = sqliteTable(
  'attendance_year',
  {
    academicYear: text('academic_year').notNull(),
    childId: ofChild(),
    locality: text('locality').notNull(),
    inCare: integer('in_care').notNull(),
    attended: integer('attended').notNull(),
    authorised: integer('authorised').notNull(),
    unauthorised: integer('unauthorised').notNull(),
    notPossible: integer('not_possible').notNull(),
    /** The last month with a possible session here, or ''. No figure reads it: where a child counts follows from its care. */
    lastMonth: text('last_month').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.academicYear, table.childId, table.locality, table.inCare] }),
    index('attendance_year_child').on(table.childId),
  ],
);

/**
 * Derived: a child's sessions day by day in an academic year (see `sessionDays.ts`), so that a report as at any date reads
 * one line for each child and not its marks.
 */
export const attendanceDays = sqliteTable(
  'attendance_days',
  {
    academicYear: text('academic_year').notNull(),
    childId: ofChild(),
    locality: text('locality').notNull(),
    inCare: integer('in_care').notNull(),
    days: text('days').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.academicYear, table.childId, table.locality, table.inCare] }),
    index('attendance_days_child').on(table.childId),
  ],
);

export const suspension = sqliteTable(
  'suspension',
  {
    id: rowId(),
    childId: ofChild(),
    schoolId: text('school_id').references(() => school.id),
    category: text('category').notNull(),
    startDate: text('start_date').notNull(),
    /** Length in sessions: one school day is two; a lunchtime exclusion counts one. */
    sessions: integer('sessions').notNull(),
    reason1: text('reason_1'),
    reason2: text('reason_2'),
    reason3: text('reason_3'),
    status: text('status').notNull(),
    examAffected: flag('exam_affected'),
  },
  (table) => [
    isDate('suspension_start', table.startDate),
    check('suspension_sessions', sql`${table.sessions} >= 0`),
    index('suspension_child').on(table.childId, table.startDate),
    index('suspension_date').on(table.startDate),
  ],
);

/** A Personal Education Plan. A signed-off PEP is locked; an amendment is a new version that points back. */
export const pep = sqliteTable(
  'pep',
  {
    id: rowId(),
    childId: ofChild(),
    schoolId: text('school_id').references(() => school.id),
    version: integer('version').notNull(),
    amendsId: text('amends_id'),
    reason: text('reason').notNull(),
    status: text('status').notNull(),
    dueOn: text('due_on').notNull(),
    heldOn: text('held_on'),
    submittedOn: text('submitted_on'),
    signedOffOn: text('signed_off_on'),
    gradedBy: text('graded_by'),
    gradedOn: text('graded_on'),
    noSchoolReason: text('no_school_reason'),
    /** The PEP's own reference in the system it came from; a PEP is found by it first. */
    reference: text('reference'),
  },
  (table) => [
    isDate('pep_due', table.dueOn),
    index('pep_child').on(table.childId, table.dueOn),
    index('pep_due_date').on(table.dueOn),
  ],
);

export const pepSection = sqliteTable(
  'pep_section',
  {
    id: rowId(),
    pepId: text('pep_id')
      .notNull()
      .references(() => pep.id),
    section: text('section').notNull(),
    filled: flag('filled'),
    content: text('content'),
    grade: text('grade'),
    reason: text('reason'),
  },
  (table) => [
    uniqueIndex('pep_section_of_pep').on(table.pepId, table.section),
    // Lists and the overview read the grades of thousands of PEPs, and none of their text.
    index('pep_section_grades').on(table.pepId, table.section, table.grade),
  ],
);

/** A SMART target: what, when, where, who, how often; later its evaluation. */
export const pepTarget = sqliteTable(
  'pep_target',
  {
    id: rowId(),
    pepId: text('pep_id')
      .notNull()
      .references(() => pep.id),
    position: integer('position').notNull(),
    what: text('what').notNull(),
    whenBy: text('when_by').notNull(),
    wherePlace: text('where_place'),
    who: text('who').notNull(),
    howOften: text('how_often'),
    costPounds: real('cost_pounds'),
    evaluation: text('evaluation').notNull(),
    evidence: text('evidence'),
  },
  (table) => [uniqueIndex('pep_target_of_pep').on(table.pepId, table.position)],
);
