import { allDistricts, allLocalities, type DistrictRecord, type LocalityRecord } from '#db/queries/settingsPlaces.ts';
import { CallFailure } from '../context/callFailure.ts';
import type { Reader } from '../context/reader.ts';

/** The locality of an id, or the refusal of one there is not. */
export function needLocality(reader: Reader, localityId: string, field = 'localityId'): LocalityRecord {
  const found = allLocalities(reader).find((each) => each.localityId === localityId);
  if (!found) throw new CallFailure('notFound', 'There is no such locality in this store.', { field });
  return found;
}

/** The district of an id, or the refusal of one there is not. */
export function needDistrict(reader: Reader, districtId: string): DistrictRecord {
  const found = allDistricts(reader).find((each) => each.districtId === districtId);
  if (!found) throw new CallFailure('notFound', 'There is no such district in this store.', { field: 'districtId' });
  return found;
}

/** What the special cohorts are called in sentences. */
export const cohortWords = {
  outOfAuthority: 'children placed outside the authority',
  specialEducationalNeeds: 'children with a statement or plan',
} as const;
