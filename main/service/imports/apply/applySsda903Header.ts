import type { Ssda903HeaderRow } from '../formats/ssda903Header.ts';
import { changedIf, type RowApplier } from './applied.ts';
import { addChild, addLocalId, bornInFuture, describeChild, hasUpn, setDateOfBirth, setUpn } from './childFacts.ts';
import { createChildFinder, isFault, sealedFault } from './findChild.ts';
import type { ImportRun } from './importRun.ts';

/**
 * Writes the children of the looked-after return. CHILD is the authority's local id; the return holds no names and no
 * schools, and none are made up (domain.md section 10). Whose the child is follows with the first episode.
 */
export function createHeaderApplier(run: ImportRun): RowApplier<Ssda903HeaderRow> {
  const children = createChildFinder(run);
  return (row) => {
    const future = bornInFuture(run, 'DOB', row.dateOfBirth);
    if (future) return future;
    const found = children.identify({ ...row, issuer: run.laCode, localIdField: 'CHILD', upnField: 'UPN' });
    if (isFault(found)) return found;
    const about = { sex: row.sex, ethnicity: row.ethnicity, firstLanguage: null };
    if (found?.sealedOn) {
      if (row.upn === null || hasUpn(run, found, row.upn)) return 'unchanged';
      return sealedFault(found, 'UPN', row.upn, null) ?? 'unchanged';
    }
    const childId = found?.id ?? addChild(run, { ...row, issuer: run.laCode }, about);
    const changes = [
      found ? describeChild(run, childId, about) : true,
      addLocalId(run, childId, row.localId, run.laCode, row.dateOfBirth),
      setDateOfBirth(run, childId, row.dateOfBirth),
      setUpn(run, childId, row.upn, row.dateOfBirth),
    ];
    return found ? changedIf(changes.includes(true)) : 'added';
  };
}
