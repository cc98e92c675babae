import { withChanged } from '#domain/facts/edits.ts';
import type { ResultRow } from '#domain/facts/factRows.ts';
import { qualificationKey } from './qualificationKey.ts';
import type { ResultNamed } from './resultMeant.ts';

/**
 * Which entry a row means, and the results with it put right. A row without an entry is taken for the first; one that says of
 * the same grade of the same day that it is a resit (or the other way round) means the same entry, unless the file has both:
 * nobody has two results in a subject on one day.
 *
 * Source: domain.md section 5 (first entry or resit; the first counts).
 * @example maths 4 of 9 January without an entry, then the same as a resit // a resit
 * @example maths 4 of 9 January as a resit, then the same without an entry // the resit, unchanged
 */
export function entryMeant(
  held: readonly ResultRow[],
  proposal: ResultNamed,
  others: readonly ResultNamed[],
): { entry: string; results: readonly ResultRow[]; putRight: boolean } {
  const { entry, issuedOn, value, namesEntry } = proposal;
  const asSaid = { entry, results: held, putRight: false };
  const isOfSubject = (row: ResultRow | ResultNamed): boolean =>
    (['academicYear', 'keyStage', 'subject', 'component'] as const).every(
      (column) => row[column] === proposal[column],
    ) && qualificationKey(row.qualification) === qualificationKey(proposal.qualification);
  if (issuedOn === null) return asSaid;
  const ofSubject = held.filter(isOfSubject);
  const isOnDay = (row: ResultRow | ResultNamed): boolean => row.issuedOn === issuedOn && row.value === value;
  const twin = ofSubject.find((row) => row.entry !== entry && isOnDay(row));
  if (twin === undefined || others.some((other) => isOfSubject(other) && other.entry === twin.entry)) return asSaid;
  if (!namesEntry) return ofSubject.some((row) => row.entry === entry) ? asSaid : { ...asSaid, entry: twin.entry };
  if (ofSubject.some((row) => row.entry === entry && isOnDay(row))) return asSaid;
  let results = held;
  for (const row of ofSubject.filter(isOnDay)) results = withChanged(results, row.id, { entry });
  return { entry, results, putRight: true };
}
