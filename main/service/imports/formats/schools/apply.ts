import { saysIfGiven } from '#domain/facts/said.ts';
import { changedIf, type RowApplier } from '#service/imports/apply/applied.ts';
import { createPlaceFinder } from '#service/imports/apply/findPlaces.ts';
import type { ImportRun } from '#service/imports/apply/importRun.ts';
import type { SourceRow } from '../types.ts';
import { createContactWriter } from './contactsOfSchools.ts';
import type { SchoolRow } from './format.ts';
import { createSchoolWriter } from './schoolsInHand.ts';

/**
 * Brings in schools (`schoolSaid`), with their designated teacher and safeguarding lead, who are two people with dates of their
 * own (`contactSaid`): what a file says of the school, and of each of the two, goes by itself.
 */
export function createSchoolApplier(run: ImportRun): RowApplier<SchoolRow> {
  const places = createPlaceFinder(run);
  const writeSchool = createSchoolWriter(run);
  const writeContact = createContactWriter(run);

  return (row: SchoolRow & SourceRow) => {
    const postcode = row.postcode.said ? row.postcode.value : null;
    const districtId = places.districtNamed(row.district) ?? places.districtOfPostcode(postcode, run.asOf);
    if (row.district !== null && districtId === null)
      run.warn({
        row: row.row,
        field: 'district',
        value: row.district,
        reason: 'Not a district the app knows: the school is taken without it',
      });
    const school = writeSchool(row.row, { ...row, districtId: saysIfGiven(districtId) });
    if ('fault' in school) return school.fault;
    const { id, key, outcome } = school;
    const changes = [
      writeContact(key, id, {
        kind: 'designatedTeacher',
        name: row.designatedTeacherName,
        email: row.designatedTeacherEmail,
        telephone: null,
        from: row.designatedTeacherFrom,
      }),
      writeContact(key, id, {
        kind: 'designatedSafeguardingLead',
        name: row.dslName,
        email: row.dslEmail,
        telephone: row.dslPhone,
        from: null,
      }),
    ];
    return outcome === 'unchanged' ? changedIf(changes.includes(true)) : outcome;
  };
}
