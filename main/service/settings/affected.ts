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

  const firstDay = (table: string) =>
    entries
      .filter((entry) => entry.tableName === table)
      .reduce((first, entry) => {
        const day = firstDayOf(entry, rowOf(entry));
        return day < first ? day : first;
      }, '9999-12-31');
  const districts = rowsOf('locality_district').map((row) => String(row.district_id));
  if (districts.length > 0) touch(childrenPlacedIn(connection, districts, firstDay('locality_district')));

  const cohorts = new Set(rowsOf('locality_cohort').map((row) => row.cohort));
  if (cohorts.has('outOfAuthority'))
    touch(childrenOutOfAuthority(connection, readProfile(connection).laCode, firstDay('locality_cohort')));
  if (cohorts.has('specialEducationalNeeds')) touch(childrenWithPlan(connection, firstDay('locality_cohort')));

  // The calendar's last year is the last in which children still in care stand among a year's cohort.
  const years = entries.filter(({ tableName, field }) => tableName === 'term' && field === '*').map(rowOf);
  const lastYear = connection.prepare('SELECT max(academic_year) FROM term').pluck().get() as string | null;
  if (years.some((row) => lastYear === null || String(row.academic_year) >= lastYear))
    touch(childrenInCare(connection));
}

/** The first day on which an entry of the log changes what holds: a child who left before it is as it was. */
function firstDayOf({ field, old, new: now }: BatchEntry, row: Row): string {
  const bounds = [old, now].filter((date) => date !== null).sort();
  if (field === 'valid_from' || field === 'valid_to') return bounds[0] ?? '';
  return String(row.valid_from ?? '');
}
