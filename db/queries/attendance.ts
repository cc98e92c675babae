import type { ReadConnection } from '#db/open.ts';

export type WeekRow = {
  weekStart: string;
  marks: string;
  enrolmentId: string;
  kind: string;
  schoolName: string | null;
};
export type RollupRow = {
  academicYear: string;
  month: string;
  inCare: number;
  attended: number;
  authorised: number;
  unauthorised: number;
  notPossible: number;
};

export const weeksSql = `SELECT week_start AS weekStart, marks, enrolment_id AS enrolmentId, enrolment.kind, school.name AS schoolName
  FROM enrolment CROSS JOIN attendance_week ON enrolment_id = enrolment.id AND week_start BETWEEN @from AND @to
  LEFT JOIN school ON school.id = school_id WHERE child_id = @childId ORDER BY week_start, school.name, enrolment_id`;

/** The weeks of marks a child has between two Mondays, one for each school that marked it. */
export const weeksOfChild = (reader: ReadConnection, childId: string, from: string, to: string): WeekRow[] =>
  reader.prepare(weeksSql).all({ childId, from, to }) as WeekRow[];

export const rollupSql = `SELECT academic_year AS academicYear, month, in_care AS inCare, sum(attended) AS attended, sum(authorised) AS authorised,
  sum(unauthorised) AS unauthorised, sum(not_possible) AS notPossible FROM attendance_rollup
  WHERE child_id = @childId AND academic_year < @before GROUP BY academic_year, month, in_care`;

/** Sessions day by day of the academic years before one, a line for each locality, in care and not. */
export const daysOfChild = (
  reader: ReadConnection,
  childId: string,
  before: string,
): { academicYear: string; days: string }[] =>
  reader
    .prepare('SELECT academic_year AS academicYear, days FROM attendance_days WHERE child_id = ? AND academic_year < ?')
    .all(childId, before) as { academicYear: string; days: string }[];

/** Sessions by month, and whether in care on their dates, of the academic years before one. */
export const rollupOfChild = (reader: ReadConnection, childId: string, before: string): RollupRow[] =>
  reader.prepare(rollupSql).all({ childId, before }) as RollupRow[];
