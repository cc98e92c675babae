import type { LookedAfterRow } from '../formats/lookedAfterList.ts';
import type { SourceRow } from '../formats/types.ts';
import { changedIf, type RowApplier } from './applied.ts';
import { createCareWriter } from './careOfList.ts';
import { addChild, addLocalId, bornInFuture, describeChild, setDateOfBirth, setUpn } from './childFacts.ts';
import { setDatedFact } from './datedFact.ts';
import { createChildFinder, isFault, sealedFault } from './findChild.ts';
import { createPlaceFinder } from './findPlaces.ts';
import type { ImportRun } from './importRun.ts';
import { type ImportQuestion, watchList } from './isItTheList.ts';
import { noticePossibleLeavers } from './possibleLeavers.ts';
import { createSchoolWriter } from './schoolOfList.ts';

type Row = LookedAfterRow & SourceRow;

/**
 * Writes the current looked-after list, the feed that keeps the cohort: who the child is, whose, where placed, who works
 * with the child, and the school (domain.md section 11). Values that are known for the first time hold from the date of
 * birth (identity) or the start of care; later changes from the day of the import. An empty cell changes nothing.
 */
export function createLookedAfterApplier(run: ImportRun): {
  apply: RowApplier<LookedAfterRow>;
  /** To be called after the last row of a full list, with the local ids of rows that were refused. */
  noticeLeavers: (refusedLocalIds: readonly string[]) => number;
  /** Whether this is the list of looked-after children at all; to be asked after the last row. */
  question: (fileName: string, possibleLeavers: number) => ImportQuestion | null;
} {
  const { writer, today } = run;
  const children = createChildFinder(run);
  const places = createPlaceFinder(run);
  const writeCare = createCareWriter(run, places);
  const writeSchool = createSchoolWriter(run, places);
  const watch = watchList(run);
  const onList = new Set<string>();
  const named = new Map<string, number>();

  const writeNames = (childId: string, row: Row): boolean => {
    const legal = { surname: row.legalSurname, forename: row.legalForename };
    const first = { first: row.dateOfBirth };
    const changed = [setDatedFact(run, 'child_name', { child_id: childId, kind: 'legal' }, legal, first)];
    if (row.knownAsSurname !== null || row.knownAsForename !== null) {
      const knownAs = {
        surname: row.knownAsSurname ?? row.legalSurname,
        forename: row.knownAsForename ?? row.legalForename,
      };
      changed.push(setDatedFact(run, 'child_name', { child_id: childId, kind: 'knownAs' }, knownAs, first));
    }
    return changed.some((outcome) => outcome !== 'unchanged');
  };

  const writeUasc = (childId: string, row: Row): boolean => {
    if (row.uasc === null) return false;
    const open = run.one<{ id: string; validFrom: string }>(
      'SELECT id, valid_from AS validFrom FROM child_uasc WHERE child_id = ? AND valid_to IS NULL',
      childId,
    );
    if (row.uasc === (open !== undefined)) return false;
    if (open) {
      // The list no longer says so: the status ceased, at the latest today.
      const validTo = open.validFrom > today ? open.validFrom : today;
      return writer.update('child_uasc', open.id, { valid_to: validTo });
    }
    return setDatedFact(run, 'child_uasc', { child_id: childId }, {}, { first: row.careStart }) !== 'unchanged';
  };

  const writeProfessional = (childId: string, kind: string, name: string | null, row: Row): boolean =>
    name !== null &&
    setDatedFact(run, 'child_professional', { child_id: childId, kind }, { name }, { first: row.careStart }) !==
      'unchanged';

  const apply = (row: Row) => {
    const laCode = places.authority(row.responsibleAuthority);
    if (isFault(laCode)) return laCode;
    named.set(laCode, (named.get(laCode) ?? 0) + 1);
    const found = children.identify({
      localId: row.localId,
      issuer: laCode,
      upn: row.upn,
      localIdField: 'local_id',
      upnField: 'upn',
    });
    if (isFault(found)) return found;
    if (found) {
      onList.add(found.id);
      const sealed = sealedFault(found, 'local_id', row.localId, null);
      if (sealed) return sealed;
    }
    const future = bornInFuture(run, 'date_of_birth', row.dateOfBirth);
    if (future) return future;
    const about = { sex: row.sex, ethnicity: row.ethnicity, firstLanguage: row.firstLanguage };
    const childId = found?.id ?? addChild(run, { ...row, issuer: laCode }, about);
    onList.add(childId);
    watch.row(found !== null, row);
    const responsible = { la_code: laCode };
    const changes = [
      found ? describeChild(run, childId, about) : true,
      addLocalId(run, childId, row.localId, laCode, row.careStart),
      writeNames(childId, row),
      setDateOfBirth(run, childId, row.dateOfBirth),
      setUpn(run, childId, row.upn, row.dateOfBirth),
      setDatedFact(run, 'child_responsible_authority', { child_id: childId }, responsible, { first: row.careStart }) !==
        'unchanged',
      writeUasc(childId, row),
      writeCare(childId, row),
      writeProfessional(childId, 'socialWorker', row.socialWorker, row),
      writeProfessional(childId, 'reviewingOfficer', row.reviewingOfficer, row),
      writeSchool(childId, row),
    ];
    return found ? changedIf(changes.includes(true)) : 'added';
  };

  const noticeLeavers = (refusedLocalIds: readonly string[]): number => {
    for (const localId of refusedLocalIds) {
      const child = children.known(localId);
      if (!isFault(child)) onList.add(child.id);
    }
    return noticePossibleLeavers(run, onList, named);
  };

  return { apply, noticeLeavers, question: watch.question };
}
