import type { ReadConnection } from '#db/open.ts';
import type { AttainmentResult } from '#domain/attainment/result.ts';
import type { ExclusionCategory } from '#domain/exclusions/exclusionReasons.ts';
import type { ExclusionStatus } from '#domain/exclusions/suspension.ts';
import type { PepStatus } from '#domain/peps/pepLifecycle.ts';
import { childRecordSql } from './childRecord.ts';

export type ResultRow = Omit<AttainmentResult, 'dateReceived'> & { dateReceived: string; issuedOn: string | null };
export type TargetRow = {
  kind: 'target' | 'prediction';
  academicYear: string;
  keyStage: string;
  subject: string;
  component: string;
  value: string;
  setOn: string;
};
export type SuspensionRow = {
  id: string;
  category: ExclusionCategory;
  start: string;
  sessions: number;
  reason1: string | null;
  reason2: string | null;
  reason3: string | null;
  status: ExclusionStatus;
  schoolName: string | null;
  examAffected: number;
};
export type PepRow = {
  id: string;
  version: number;
  amends: string | null;
  reason: string;
  status: PepStatus;
  due: string;
  held: string | null;
  submitted: string | null;
  signedOff: string | null;
  schoolName: string | null;
  gradedBy: string | null;
  gradedOn: string | null;
};
export type PepSectionRow = {
  pepId: string;
  section: string;
  filled: number;
  grade: string | null;
  reason: string | null;
};
export type PepTargetRow = {
  id: string;
  pepId: string;
  what: string;
  when: string;
  where: string | null;
  who: string;
  howOften: string | null;
  cost: number | null;
  evaluation: string;
  evidence: string | null;
};
export type WeekRow = {
  weekStart: string;
  marks: string;
  enrolmentId: string;
  kind: 'main' | 'dual';
  schoolName: string;
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

const all =
  <Row>(sql: string) =>
  (reader: ReadConnection, childId: string): Row[] =>
    reader.prepare(sql).all(childId) as Row[];

export const resultsOfChild = all<ResultRow>(childRecordSql.results);
export const targetsOfChild = all<TargetRow>(childRecordSql.targets);
export const suspensionsOfChild = all<SuspensionRow>(childRecordSql.suspensions);
export const pepsOfChild = all<PepRow>(childRecordSql.peps);
export const pepSectionsOfChild = all<PepSectionRow>(childRecordSql.pepSections);
export const pepTargetsOfChild = all<PepTargetRow>(childRecordSql.pepTargets);

export const weeksSql = `SELECT week_start AS weekStart, marks, enrolment_id AS enrolmentId, enrolment.kind, school.name AS schoolName
  FROM enrolment CROSS JOIN attendance_week ON enrolment_id = enrolment.id AND week_start BETWEEN @from AND @to
  CROSS JOIN school ON school.id = school_id WHERE child_id = @childId ORDER BY week_start, school.name, enrolment_id`;

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
