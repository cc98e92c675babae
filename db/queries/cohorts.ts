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

/** Answered from the index `cohort_member_report` alone. */
export const cohortSql = `SELECT academic_year, child_id, nc_year, locality, lac12, uasc, sen_status FROM cohort_member
  WHERE own = 1 AND nc_year BETWEEN ? AND ? AND academic_year BETWEEN ? AND ? AND (lac12 = 1 OR ? = 0) AND (uasc = 0 OR ? = 1)`;

/** Kent's own children of some national curriculum years in the outcomes cohorts of the years asked for. */
export const cohortOf = (reader: ReadConnection, question: CohortQuestion): CohortRow[] =>
  (
    reader
      .prepare(cohortSql)
      .raw()
      .all(
        ...question.ncYears,
        question.fromYear,
        question.toYear,
        question.lac12Only ? 1 : 0,
        question.withUasc ? 1 : 0,
      ) as [string, string, number, string, number, number, string | null][]
  ).map(([academicYear, childId, ncYear, locality, lac12, uasc, senStatus]) => ({
    academicYear,
    childId,
    ncYear,
    locality,
    lac12,
    uasc,
    senStatus,
  }));

/** How children count in a measure of a year: by child, `value` or, when null, why the child is excluded. */
export type OutcomeRow = {
  academicYear: AcademicYear;
  childId: string;
  value: number | null;
  excludedReason: string | null;
};

export const outcomesSql =
  'SELECT academic_year, child_id, value, excluded_reason FROM measure_outcome WHERE measure = ? AND academic_year BETWEEN ? AND ?';

/** The outcomes of every child with a result in a measure, whoever is in the cohort. */
export const outcomesOf = (
  reader: ReadConnection,
  measure: string,
  fromYear: AcademicYear,
  toYear: AcademicYear,
): OutcomeRow[] =>
  (
    reader.prepare(outcomesSql).raw().all(measure, fromYear, toYear) as [string, string, number | null, string | null][]
  ).map(([academicYear, childId, value, excludedReason]) => ({ academicYear, childId, value, excludedReason }));

export type SessionsRow = {
  academicYear: AcademicYear;
  childId: string;
  /** The locality on the days of the sessions, 'unallocated' where none could be named or the child was not in care. */
  locality: string;
  /** 1: sessions of days in care. */
  inCare: number;
  attended: number;
  authorised: number;
  unauthorised: number;
  notPossible: number;
};

export const sessionsSql = `SELECT academic_year, child_id, locality, in_care, attended, authorised, unauthorised, not_possible
  FROM attendance_year WHERE academic_year BETWEEN ? AND ?`;

/** Sessions of every child over whole academic years: a row for each locality, in care and not, as they are kept. */
export const sessionsOfYears = (reader: ReadConnection, fromYear: AcademicYear, toYear: AcademicYear): SessionsRow[] =>
  (
    reader.prepare(sessionsSql).raw().all(fromYear, toYear) as [
      string,
      string,
      string,
      number,
      number,
      number,
      number,
      number,
    ][]
  ).map(([academicYear, childId, locality, inCare, attended, authorised, unauthorised, notPossible]) => ({
    academicYear,
    childId,
    locality,
    inCare,
    attended,
    authorised,
    unauthorised,
    notPossible,
  }));
