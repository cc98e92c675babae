import type { Change, Row, Value } from '#db/history/change.ts';
import {
  allChildren,
  childrenInCare,
  childrenOutOfAuthority,
  childrenPlacedIn,
  childrenWithPlan,
} from '#db/queries/settingsAffected.ts';
import { readProfile } from '#db/queries/settingsPlaces.ts';
import type { Writer } from '#db/write.ts';

/**
 * Marks the children whose time in care, locality or cohorts follow from what was written to the profile, so that they are
 * worked out again before it commits. It reads the changes of the set under way: a change and its undoing are alike.
 */
export function touchAffected(writer: Writer): void {
  const { connection } = writer;
  const entries = writer.changesSoFar();
  const rowOf = ({ tableName, rowId, old, field }: Change): Row =>
    (connection.prepare(`SELECT * FROM "${tableName}" WHERE id = ?`).get(rowId) as Row | undefined) ??
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

/** The first day on which a change of the history changes what holds: a child who left before it is as it was. */
function firstDayOf({ field, old, new: now }: Change, row: Row): string {
  const bounds = [old, now]
    .map((json): Value => (json === null || field === '*' ? null : JSON.parse(json)))
    .filter((date) => date !== null)
    .map(String)
    .sort();
  if (field === 'valid_from' || field === 'valid_to') return bounds[0] ?? '';
  return String(row.valid_from ?? '');
}
