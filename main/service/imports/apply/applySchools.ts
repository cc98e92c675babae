import type { Row } from '#db/history/change.ts';
import { academicYearOf, startOfAcademicYear } from '#domain/calendar/academicYear.ts';
import type { SchoolRow } from '../formats/schools.ts';
import { changedIf, type RowApplier } from './applied.ts';
import { setDatedFact } from './datedFact.ts';
import { createPlaceFinder } from './findPlaces.ts';
import type { ImportRun } from './importRun.ts';

/** Only what a row says: an empty cell leaves what is known as it is. */
const given = (values: Row): Row => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));

/**
 * Writes schools by URN, with their designated teacher and safeguarding lead, who are two people with dates of their own
 * (domain.md section 1). Another teacher's name closes the earlier one; a new e-mail address is corrected in place. A
 * first teacher without a date is taken as teacher since the beginning of the academic year.
 */
export function createSchoolApplier(run: ImportRun): RowApplier<SchoolRow> {
  const { writer } = run;
  const places = createPlaceFinder(run);
  const schoolYear = startOfAcademicYear(academicYearOf(run.today));

  const contact = (schoolId: string, kind: string, name: string | null, details: Row, from: string | null): boolean => {
    if (name === null) return false;
    const key = { school_id: schoolId, kind };
    const outcome = setDatedFact(
      run,
      'school_contact',
      key,
      { name },
      { first: from ?? schoolYear, from },
      {
        atFirst: { email: null, telephone: null, ...details },
        whenChanged: { email: null, telephone: null, ...details },
      },
    );
    if (outcome !== 'unchanged') return true;
    const current = run.one<{ id: string }>(
      'SELECT id FROM school_contact WHERE school_id = ? AND kind = ? AND valid_to IS NULL',
      schoolId,
      kind,
    );
    return current ? writer.update('school_contact', current.id, given(details)) : false;
  };

  return (row) => {
    const districtId = places.districtNamed(row.district) ?? places.districtOfPostcode(row.postcode, run.today);
    if (row.district !== null && districtId === null)
      run.warn({
        row: row.row,
        field: 'district',
        value: row.district,
        reason: 'Not a district the app knows: the school is taken without it',
      });
    const values = {
      urn: row.urn,
      laestab: row.laestab,
      name: row.name,
      phase: row.phase,
      district_id: districtId,
      postcode: row.postcode,
      opened_on: row.openDate,
      closed_on: row.closeDate,
    };
    const found = run.one<{ id: string }>('SELECT id FROM school WHERE urn = ?', row.urn);
    const schoolId = found?.id ?? writer.insert('school', values);
    let changed = found ? writer.update('school', found.id, given(values)) : false;
    changed =
      contact(
        schoolId,
        'designatedTeacher',
        row.designatedTeacherName,
        { email: row.designatedTeacherEmail },
        row.designatedTeacherFrom,
      ) || changed;
    changed =
      contact(
        schoolId,
        'designatedSafeguardingLead',
        row.dslName,
        { email: row.dslEmail, telephone: row.dslPhone },
        null,
      ) || changed;
    return found ? changedIf(changed) : 'added';
  };
}
