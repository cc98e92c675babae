import type { Row } from '#db/history/change.ts';
import type { SchoolRow } from '../formats/schools.ts';
import type { SourceRow } from '../formats/types.ts';
import { changedIf, type RowApplier } from './applied.ts';
import { createContactWriter, SCHOOLS } from './contactsOfSchools.ts';
import { createPlaceFinder } from './findPlaces.ts';
import type { ImportRun } from './importRun.ts';

/** Only what a row says: an empty cell leaves what is known as it is. */
const given = (values: Row): Row => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));

/**
 * Brings in schools by URN, with their designated teacher and safeguarding lead, who are two people with dates of their own
 * (domain.md section 1). The file of establishments (GIAS) is the whole truth about its columns: an empty closing date is no
 * closing date. In any other file an empty cell says nothing. An older file turns nothing back: what it says of the school
 * (which is said by both files), and of each of the two people (of whom GIAS says nothing), goes by itself.
 */
export function createSchoolApplier(run: ImportRun, wholeTruth: boolean): RowApplier<SchoolRow> {
  const places = createPlaceFinder(run);
  const schools = run.table('school', ['urn']);
  const writeContact = createContactWriter(run);

  return (row: SchoolRow & SourceRow) => {
    const districtId = places.districtNamed(row.district) ?? places.districtOfPostcode(row.postcode, run.asOf);
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
    const [found] = schools.find(row.urn);
    const what = `school ${row.urn}`;
    const older = run.saidLater(SCHOOLS).has(what);
    run.say(SCHOOLS, [what]);
    const dates = wholeTruth ? { opened_on: row.openDate, closed_on: row.closeDate } : {};
    const schoolId = found?.id ?? schools.insert(values);
    const changes = [
      found ? !older && schools.update(found.id, { ...given(values), ...dates }) : true,
      writeContact(row.urn, schoolId, {
        kind: 'designatedTeacher',
        name: row.designatedTeacherName,
        email: row.designatedTeacherEmail,
        telephone: null,
        from: row.designatedTeacherFrom,
      }),
      writeContact(row.urn, schoolId, {
        kind: 'designatedSafeguardingLead',
        name: row.dslName,
        email: row.dslEmail,
        telephone: row.dslPhone,
        from: null,
      }),
    ];
    return found ? changedIf(changes.includes(true)) : 'added';
  };
}
