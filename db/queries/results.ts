import type { ReadConnection } from '#db/open.ts';
import type { AttainmentResult } from '#domain/attainment/result.ts';
import { byChild } from './byChild.ts';

export type ResultRow = Omit<AttainmentResult, 'dateReceived'> & {
  childId: string;
  dateReceived: string;
  issuedOn: string | null;
};
export type TargetRow = {
  childId: string;
  kind: 'target' | 'prediction';
  academicYear: string;
  keyStage: string;
  subject: string;
  component: string;
  value: string;
  setOn: string;
};

/** Each through an index on the child; a test holds them to it. */
export const resultSql = {
  results: `SELECT child_id AS childId, attainment_result.id AS id, academic_year AS academicYear, key_stage AS keyStage, subject,
    component, attainment_result.value AS value, status, entry, received_on AS dateReceived, issued_on AS issuedOn,
    supersedes_id AS supersedes, qualification FROM json_each(?) AS listed CROSS JOIN attainment_result ON child_id = listed.value
    ORDER BY academic_year, received_on, attainment_result.id`,
  targets: `SELECT child_id AS childId, kind, academic_year AS academicYear, key_stage AS keyStage, subject, component,
    attainment_target.value AS value, set_on AS setOn FROM json_each(?) AS listed
    CROSS JOIN attainment_target ON child_id = listed.value ORDER BY academic_year, set_on, attainment_target.id`,
} as const;

/** Every version of every result of some children, whenever it was issued, by child. */
export const resultsOfChildren = (reader: ReadConnection, childIds: readonly string[]): Map<string, ResultRow[]> =>
  byChild(reader.prepare(resultSql.results).all(JSON.stringify(childIds)) as ResultRow[]);

/** Targets and predictions of some children, oldest first, by child. */
export const targetsOfChildren = (reader: ReadConnection, childIds: readonly string[]): Map<string, TargetRow[]> =>
  byChild(reader.prepare(resultSql.targets).all(JSON.stringify(childIds)) as TargetRow[]);
