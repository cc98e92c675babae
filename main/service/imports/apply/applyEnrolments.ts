import { addDays } from '#domain/calendar/plainDate.ts';
import type { EnrolmentRow } from '../formats/enrolments.ts';
import { changedIf, type RowApplier } from './applied.ts';
import { createChildFinder, isFault, sealedFault } from './findChild.ts';
import { createPlaceFinder, unknownSchool } from './findPlaces.ts';
import type { ImportRun } from './importRun.ts';

type Stored = { id: string; school: string; kind: string; start: string; end: string | null };

/**
 * Writes enrolments by child, school and first day. One at the same school that overlaps the row is the same enrolment
 * with dates that were not known so well (the looked-after list gives none), and is corrected. A main enrolment that is
 * still open when another main one begins at another school ends the day before, whichever came first.
 */
export function createEnrolmentApplier(run: ImportRun): RowApplier<EnrolmentRow> {
  const { writer } = run;
  const children = createChildFinder(run);
  const places = createPlaceFinder(run);
  return (row) => {
    const child = children.known(row.localId);
    if (isFault(child)) return child;
    const schoolId = places.school(row.schoolUrn);
    if (schoolId === null) return unknownSchool(row.schoolUrn);
    const sealed = sealedFault(child, 'school_urn', row.schoolUrn, null);
    if (sealed) return sealed;
    const all = run.all<Stored>(
      'SELECT id, school_id AS school, kind, start_date AS start, end_date AS end FROM enrolment WHERE child_id = ? ORDER BY start_date',
      child.id,
    );
    const here = all.filter((each) => each.school === schoolId);
    const same =
      here.find((each) => each.start === row.start) ??
      here.find((each) => (row.end === null || each.start <= row.end) && (each.end === null || each.end >= row.start));
    const elsewhere = all.filter((each) => each.school !== schoolId && each.kind === 'main' && row.kind === 'main');
    const next = elsewhere.find((each) => each.start > row.start);
    const values = {
      ...(row.ncYear === null ? {} : { nc_year: row.ncYear }),
      kind: row.kind,
      part_time_sessions: row.partTimeSessions,
      alternative_provision: row.alternativeProvision ? 1 : 0,
      start_date: row.start,
      end_date: row.end ?? (next ? addDays(next.start, -1) : null),
    };
    let changed = false;
    for (const earlier of elsewhere) {
      if (earlier.end === null && earlier.start < row.start)
        changed = writer.update('enrolment', earlier.id, { end_date: addDays(row.start, -1) }) || changed;
    }
    if (same) return changedIf(writer.update('enrolment', same.id, values) || changed);
    writer.insert('enrolment', { child_id: child.id, school_id: schoolId, nc_year: null, ...values });
    return 'added';
  };
}
