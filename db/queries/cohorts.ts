import type { ReadConnection } from '#db/open.ts';
import type { AcademicYear } from '#domain/calendar/academicYear.ts';

export type CohortRow = {
  academicYear: AcademicYear;
  childId: string;
  ncYear: number | null;
  locality: string;
  lac12: number;
  uasc: number;
  senStatus: string | null;
};

export type CohortQuestion = {
  fromYear: AcademicYear;
  toYear: AcademicYear;
  /** Lowest and highest national curriculum year, inclusive. */
  ncYears: readonly [number, number];
  /** false: all looked after on the outcomes date. */
  lac12Only: boolean;
  withUasc: boolean;
};

const where = `nc_year BETWEEN :lowest AND :highest AND academic_year BETWEEN :fromYear AND :toYear AND own = 1
  AND (lac12 = 1 OR :lac12Only = 0) AND (uasc = 0 OR :withUasc = 1)`;

const bind = (question: CohortQuestion) => ({
  lowest: question.ncYears[0],
  highest: question.ncYears[1],
  fromYear: question.fromYear,
  toYear: question.toYear,
  lac12Only: question.lac12Only ? 1 : 0,
  withUasc: question.withUasc ? 1 : 0,
});

/** Kent's own children of some national curriculum years in the outcomes cohorts of the years asked for, oldest year first. */
export const cohortOf = (reader: ReadConnection, question: CohortQuestion): CohortRow[] =>
  reader
    .prepare(
      `SELECT academic_year AS academicYear, child_id AS childId, nc_year AS ncYear, locality, lac12, uasc, sen_status AS senStatus
       FROM cohort_member WHERE ${where} ORDER BY academic_year, child_id`,
    )
    .all(bind(question)) as CohortRow[];

export type CohortResultRow = {
  childId: string;
  academicYear: AcademicYear;
  id: string;
  keyStage: string;
  subject: string;
  component: string;
  value: string;
  status: string;
  dateReceived: string;
  entry: string;
  supersedes: string | null;
};

/** Every version of every result of a key stage that those children have in the year they are in the cohort of. */
export const resultsOfCohort = (
  reader: ReadConnection,
  question: CohortQuestion,
  keyStage: string,
): CohortResultRow[] =>
  reader
    .prepare(
      `SELECT attainment_result.child_id AS childId, attainment_result.academic_year AS academicYear, attainment_result.id, key_stage AS keyStage, subject,
         component, value, status, received_on AS dateReceived, entry, supersedes_id AS supersedes
       FROM cohort_member CROSS JOIN attainment_result
         ON attainment_result.child_id = cohort_member.child_id AND attainment_result.academic_year = cohort_member.academic_year
       WHERE ${where.replaceAll('academic_year', 'cohort_member.academic_year')} AND key_stage = :keyStage`,
    )
    .all({ ...bind(question), keyStage }) as CohortResultRow[];

export type SessionsRow = {
  academicYear: AcademicYear;
  childId: string;
  locality: string;
  attended: number;
  authorised: number;
  unauthorised: number;
  notPossible: number;
  lastMonth: string;
};

/** Sessions of those children over whole academic years, one row for each locality they count in. */
export const sessionsOfCohort = (reader: ReadConnection, question: CohortQuestion): SessionsRow[] =>
  reader
    .prepare(
      `SELECT attendance_year.academic_year AS academicYear, attendance_year.child_id AS childId, attendance_year.locality, sum(attended) AS attended,
         sum(authorised) AS authorised, sum(unauthorised) AS unauthorised, sum(not_possible) AS notPossible, max(last_month) AS lastMonth
       FROM cohort_member CROSS JOIN attendance_year
         ON attendance_year.academic_year = cohort_member.academic_year AND attendance_year.child_id = cohort_member.child_id
       WHERE ${where.replaceAll('academic_year', 'cohort_member.academic_year')}
       GROUP BY attendance_year.academic_year, attendance_year.child_id, attendance_year.locality`,
    )
    .all(bind(question)) as SessionsRow[];

export type SuspensionRow = {
  academicYear: AcademicYear;
  childId: string;
  category: string;
  startDate: string;
  sessions: number;
  status: string;
};

/** Suspensions and exclusions of those children that began in the year they are in the cohort of, whatever their status. */
export const suspensionsOfCohort = (
  reader: ReadConnection,
  question: CohortQuestion,
  untilDate: string,
): SuspensionRow[] =>
  reader
    .prepare(
      `SELECT cohort_member.academic_year AS academicYear, suspension.child_id AS childId, category, start_date AS startDate, sessions, status
       FROM cohort_member CROSS JOIN suspension ON suspension.child_id = cohort_member.child_id
         AND start_date BETWEEN substr(cohort_member.academic_year, 1, 4) || '-09-01' AND (substr(cohort_member.academic_year, 1, 4) + 1) || '-08-31'
       WHERE ${where.replaceAll('academic_year', 'cohort_member.academic_year')} AND start_date <= :untilDate`,
    )
    .all({ ...bind(question), untilDate }) as SuspensionRow[];
