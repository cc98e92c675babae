import {
  allChildren,
  type BatchEntry,
  childrenInCare,
  childrenOutOfAuthority,
  childrenPlacedIn,
  childrenWithPlan,
  entriesOf,
} from '#db/queries/settingsAffected.ts';
import { readProfile } from '#db/queries/settingsPlaces.ts';
import type { Row, Writer } from '#db/write.ts';

/**
 * Marks the children whose time in care, locality or cohorts follow from what a batch wrote to the profile, so that they
 * are worked out again before it commits. It reads the log of the batch: a change and its undoing are alike.
 */
export function touchAffected(writer: Writer, changeId: string): void {
  const { connection } = writer;
  const entries = entriesOf(connection, changeId);
  const rowOf = ({ tableName, rowKey, old, field }: BatchEntry): Row =>
    (connection.prepare(`SELECT * FROM "${tableName}" WHERE id = ?`).get(rowKey) as Row | undefined) ??
    (field === '*' && old !== null ? (JSON.parse(old) as Row) : {});
  const rowsOf = (table: string) => entries.filter((entry) => entry.tableName === table).map(rowOf);
  const touch = (children: readonly string[]) => {
    for (const childId of children) writer.touchedChildren.add(childId);
  };

  if (entries.some(({ tableName, field }) => tableName === 'authority_profile' && field === 'la_code'))
    touch(allChildren(connection));

  const districts = rowsOf('locality_district').map((row) => String(row.district_id));
  if (districts.length > 0) touch(childrenPlacedIn(connection, districts));

  const cohorts = new Set(rowsOf('locality_cohort').map((row) => row.cohort));
  if (cohorts.has('outOfAuthority')) touch(childrenOutOfAuthority(connection, readProfile(connection).laCode));
  if (cohorts.has('specialEducationalNeeds')) touch(childrenWithPlan(connection));

  // The calendar's last year is the last in which children still in care stand among a year's cohort.
  const years = entries.filter(({ tableName, field }) => tableName === 'term' && field === '*').map(rowOf);
  const lastYear = connection.prepare('SELECT max(academic_year) FROM term').pluck().get() as string | null;
  if (years.some((row) => lastYear === null || String(row.academic_year) >= lastYear))
    touch(childrenInCare(connection));
}
