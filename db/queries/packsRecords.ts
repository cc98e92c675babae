import { mergedWeeks, type WeekOfMarks } from '#db/derived/attendanceRollup.ts';
import type { ReadConnection } from '#db/open.ts';
import { byChild } from './byChild.ts';

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
export const packCare = (reader: ReadConnection, childIds: readonly string[]): Map<string, EnrolmentSpan[]> =>
  byChild(
    reader
      .prepare(
        `SELECT child_id AS childId, start_date AS start, end_date AS end FROM json_each(?) CROSS JOIN care_period ON child_id = value AND kind = 'all'
         ORDER BY child_id, start_date`,
      )
      .all(JSON.stringify(childIds)) as EnrolmentSpan[],
  );

/** When the children were on a school's roll, at any school. */
export const packEnrolments = (reader: ReadConnection, childIds: readonly string[]): Map<string, EnrolmentSpan[]> =>
  byChild(
    reader
      .prepare(
        'SELECT child_id AS childId, start_date AS start, end_date AS end FROM json_each(?) CROSS JOIN enrolment ON child_id = value WHERE school_id IS NOT NULL',
      )
      .all(JSON.stringify(childIds)) as EnrolmentSpan[],
  );
