import type { NamedAs } from '#domain/identity/childDirectory.ts';
import { foldedLocalId } from '#domain/identity/foldedLocalId.ts';
import type { AnyParsed } from '../formats/formats.ts';
import type { LookedAfterRow } from '../formats/looked-after-list/format.ts';
import type { ImportRun } from './importRun.ts';

/** The name that a row of the list gives; one name alone is the surname. */
export const nameOnList = ({
  legalSurname,
  legalForename,
}: Pick<LookedAfterRow, 'legalSurname' | 'legalForename'>): NamedAs =>
  legalSurname === null || legalForename === null
    ? { surname: legalSurname ?? legalForename ?? '', forename: null }
    : { surname: legalSurname, forename: legalForename };

/** The rows in which a file gives UPNs, by local id whatever its capitals and leading noughts. */
export function upnsOnFile(parsed: AnyParsed): ImportRun['onFile'] {
  const given = new Map<string, ReturnType<ImportRun['onFile']>>();
  if (parsed.format === 'looked-after-list' || parsed.format === 'ssda903-header')
    for (const each of parsed.rows) {
      const { localId, upn, row, dateOfBirth } = each;
      const key = foldedLocalId(localId);
      const name = 'legalSurname' in each ? nameOnList(each) : null;
      if (upn !== null) given.set(key, given.has(key) ? null : { upn, row, name, dateOfBirth });
    }
  return (localId) => given.get(foldedLocalId(localId)) ?? null;
}
