import { childKey } from '#db/history/naturalId.ts';
import type { PlainDate } from '#domain/calendar/plainDate.ts';
import type { Fault } from '../formats/types.ts';
import { setDatedFact } from './datedFact.ts';
import { type FoundChild, UPN_ISSUER } from './findChild.ts';
import type { ImportRun } from './importRun.ts';

/** Makes a child's record with nothing but what the row says; `first` is what the child is known by when first seen. */
export function addChild(
  run: ImportRun,
  first: { issuer: string; localId: string; dateOfBirth: PlainDate },
  about: { sex: string | null; ethnicity: string | null; firstLanguage: string | null },
): string {
  return run.writer.insert('child', {
    id: run.writer.idOf('child', childKey(first.issuer, first.localId, first.dateOfBirth)),
    sex: about.sex,
    ethnicity: about.ethnicity,
    first_language: about.firstLanguage,
    disabled: 0,
    sealed_on: null,
  });
}

/** Corrects sex, ethnicity and first language where the row says something else; these have no dates. */
export function describeChild(
  run: ImportRun,
  childId: string,
  about: { sex: string | null; ethnicity: string | null; firstLanguage: string | null },
): boolean {
  const values = { sex: about.sex, ethnicity: about.ethnicity, first_language: about.firstLanguage };
  const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
  return Object.keys(given).length > 0 && run.writer.update('child', childId, given);
}

/** Attaches a local id that the child does not have yet. */
export function addLocalId(run: ImportRun, childId: string, localId: string, issuer: string, from: PlainDate): boolean {
  const found = run.one(
    "SELECT id FROM child_identifier WHERE kind = 'localId' AND value = ? AND issuer = ? AND child_id = ?",
    localId,
    issuer,
    childId,
  );
  if (found) return false;
  const values = { child_id: childId, kind: 'localId', value: localId, issuer, valid_from: from, valid_to: null };
  run.writer.insert('child_identifier', values);
  return true;
}

/** The UPN in force: another number closes the earlier one, which still finds the child. */
export function setUpn(run: ImportRun, childId: string, upn: string | null, dateOfBirth: PlainDate): boolean {
  if (upn === null) return false;
  const known = run.one<{ id: string; validTo: string | null }>(
    "SELECT id, valid_to AS validTo FROM child_identifier WHERE kind = 'upn' AND value = ? AND issuer = ? AND child_id = ?",
    upn,
    UPN_ISSUER,
    childId,
  );
  // A number given up earlier and now in a file again: the one in force stays.
  if (known) return false;
  const key = { child_id: childId, kind: 'upn', issuer: UPN_ISSUER };
  return setDatedFact(run, 'child_identifier', key, { value: upn }, { first: dateOfBirth }) !== 'unchanged';
}

/**
 * The date of birth in use. Another date is taken as disputed: the earlier row is closed and kept (domain.md section 1).
 */
export function setDateOfBirth(run: ImportRun, childId: string, dateOfBirth: PlainDate): boolean {
  const key = { child_id: childId };
  const values = { date_of_birth: dateOfBirth };
  const options = { atFirst: { disputed: 0 }, whenChanged: { disputed: 1 } };
  return setDatedFact(run, 'child_date_of_birth', key, values, { first: dateOfBirth }, options) !== 'unchanged';
}

/** The fault of a birth that has not happened. */
export const bornInFuture = (run: ImportRun, field: string, dateOfBirth: PlainDate): Fault | null =>
  dateOfBirth > run.today ? { field, value: dateOfBirth, reason: 'This day is still to come: correct the date' } : null;

/** Whether the child has this UPN, now or formerly. */
export const hasUpn = (run: ImportRun, child: FoundChild, upn: string): boolean =>
  run.one(
    "SELECT 1 FROM child_identifier WHERE kind IN ('upn', 'formerUpn') AND value = ? AND child_id = ?",
    upn,
    child.id,
  ) !== undefined;
