import { mergedWeeks, type WeekOfMarks } from '#db/derived/attendanceRollup.ts';
import type { ReadConnection } from '#db/open.ts';
import type { AttainmentResult } from '#domain/attainment/result.ts';
import type { ExclusionCategory } from '#domain/exclusions/exclusionReasons.ts';
import type { ExclusionStatus } from '#domain/exclusions/suspension.ts';

/** Rows of some children, by child; a child without any has no entry. */
type ByChild<Row> = Map<string, Row[]>;

const byChild = <Row extends { childId: string }>(rows: readonly Row[]): ByChild<Row> => {
  const groups: ByChild<Row> = new Map();
  for (const row of rows) {
    const group = groups.get(row.childId);
    if (group) group.push(row);
    else groups.set(row.childId, [row]);
  }
  return groups;
};

export type MergedWeek = { weekStart: string; marks: string };

export const packWeeksSql = `SELECT enrolment.child_id AS childId, week_start AS weekStart, marks, enrolment_id AS enrolmentId, enrolment.kind
  FROM json_each(@ids) CROSS JOIN enrolment ON child_id = value
  CROSS JOIN attendance_week ON enrolment_id = enrolment.id AND week_start BETWEEN @from AND @to
  ORDER BY enrolment.child_id, week_start, enrolment_id`;

/** The children's weeks of marks that begin between two dates, several schools' marks as one week. */
export function packWeeks(
  reader: ReadConnection,
  childIds: readonly string[],
  from: string,
  to: string,
): Map<string, MergedWeek[]> {
  const rows = reader.prepare(packWeeksSql).all({ ids: JSON.stringify(childIds), from, to }) as (WeekOfMarks & {
    childId: string;
  })[];
  return new Map([...byChild(rows)].map(([childId, weeks]) => [childId, mergedWeeks(weeks)]));
}

export type EnrolmentSpan = { childId: string; start: string; end: string | null };

/** The children's periods of care, short breaks among them, oldest first. */
export const packCare = (reader: ReadConnection, childIds: readonly string[]): ByChild<EnrolmentSpan> =>
  byChild(
    reader
      .prepare(
        `SELECT child_id AS childId, start_date AS start, end_date AS end FROM json_each(?) CROSS JOIN care_period ON child_id = value AND kind = 'all'
         ORDER BY child_id, start_date`,
      )
      .all(JSON.stringify(childIds)) as EnrolmentSpan[],
  );

/** When the children were on a school's roll, at any school. */
export const packEnrolments = (reader: ReadConnection, childIds: readonly string[]): ByChild<EnrolmentSpan> =>
  byChild(
    reader
      .prepare(
        'SELECT child_id AS childId, start_date AS start, end_date AS end FROM json_each(?) CROSS JOIN enrolment ON child_id = value',
      )
      .all(JSON.stringify(childIds)) as EnrolmentSpan[],
  );

export type PackResult = AttainmentResult & { childId: string; dateReceived: string; issuedOn: string | null };

/** Every version of every result, whenever it was issued. */
export const packResults = (reader: ReadConnection, childIds: readonly string[]): ByChild<PackResult> =>
  byChild(
    reader
      .prepare(
        `SELECT child_id AS childId, attainment_result.id AS id, academic_year AS academicYear, key_stage AS keyStage, subject, component,
           attainment_result.value AS value, status, entry, received_on AS dateReceived, issued_on AS issuedOn, supersedes_id AS supersedes, qualification
         FROM json_each(?) AS child CROSS JOIN attainment_result ON child_id = child.value
         ORDER BY academic_year, received_on, attainment_result.id`,
      )
      .all(JSON.stringify(childIds)) as PackResult[],
  );

export type PackOutlook = {
  childId: string;
  kind: 'target' | 'prediction';
  academicYear: string;
  keyStage: string;
  subject: string;
  component: string;
  value: string;
  setOn: string;
};

/** Targets and predictions set by a date, oldest first. */
export const packOutlooks = (reader: ReadConnection, childIds: readonly string[], asAt: string): ByChild<PackOutlook> =>
  byChild(
    reader
      .prepare(
        `SELECT child_id AS childId, kind, academic_year AS academicYear, key_stage AS keyStage, subject, component,
           attainment_target.value AS value, set_on AS setOn
         FROM json_each(@ids) AS child CROSS JOIN attainment_target ON child_id = child.value
         WHERE set_on <= @asAt ORDER BY academic_year, set_on, attainment_target.id`,
      )
      .all({ ids: JSON.stringify(childIds), asAt }) as PackOutlook[],
  );

export type PackSuspension = {
  childId: string;
  category: ExclusionCategory;
  status: ExclusionStatus;
  start: string;
  sessions: number;
  reasons: string[];
};

/** Suspensions and exclusions that began between two dates, newest first, with their reasons in words of their date. */
export function packSuspensions(
  reader: ReadConnection,
  childIds: readonly string[],
  from: string,
  to: string,
): ByChild<PackSuspension> {
  const labels = reader
    .prepare(
      "SELECT code, label, valid_from AS start, valid_to AS end FROM code WHERE code_set = 'exclusionReason' ORDER BY valid_from",
    )
    .all() as { code: string; label: string; start: string; end: string | null }[];
  const labelOn = (code: string, date: string) =>
    (
      labels.findLast((row) => row.code === code && row.start <= date && (row.end === null || row.end >= date)) ??
      labels.findLast((row) => row.code === code)
    )?.label ?? code;
  const rows = reader
    .prepare(
      `SELECT child_id AS childId, category, status, start_date AS start, sessions, reason_1, reason_2, reason_3
       FROM json_each(@ids) CROSS JOIN suspension ON child_id = value AND start_date BETWEEN @from AND @to
       ORDER BY start_date DESC, suspension.id`,
    )
    .all({ ids: JSON.stringify(childIds), from, to }) as (Omit<PackSuspension, 'reasons'> &
    Record<'reason_1' | 'reason_2' | 'reason_3', string | null>)[];
  return byChild(
    rows.map(({ reason_1, reason_2, reason_3, ...row }) => ({
      ...row,
      reasons: [reason_1, reason_2, reason_3].flatMap((code) => (code === null ? [] : [labelOn(code, row.start)])),
    })),
  );
}
