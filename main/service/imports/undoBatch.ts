import { keepSecretInBoth } from '#db/derived/keepSecretPlacements.ts';
import { saidAgain } from '#db/facts/statements.ts';
import { rowsChangedSince } from '#db/history/changedSince.ts';
import { closedByBatch, countChangesOfBatch } from '#db/history/ofBatch.ts';
import { playBack } from '#db/history/playBack.ts';
import {
  heardSinceMerge,
  isClosed,
  type MergedRecord,
  secretSinceMerge,
  standingMerges,
} from '#db/history/sinceMerge.ts';
import { answersOf } from '#db/queries/importQuestions.ts';
import type { Writer } from '#db/write.ts';
import { CallFailure } from '../context/callFailure.ts';
import type { Progress } from '../context/progress.ts';

const plural = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

const inShort = (files: readonly string[]): string =>
  files.length > 3 ? `${files.slice(0, 3).join('; ')}; and ${files.length - 3} more` : files.join('; ');

/**
 * Two records that were made one become two again only while nothing has come in of the child since: whatever came was of one of
 * the two, and would stay with the other. A record that adoption has closed since never has a second one beside it.
 */
function refuseHeardSince(writer: Writer, merged: readonly MergedRecord[]): void {
  if (merged.some(({ staysId }) => isClosed(writer.connection, staysId)))
    throw new CallFailure(
      'conflict',
      'Adoption has closed the record since these two were made one: undone, a second record of that child would stand open. Where the closing was a mistake, two people open the record on its own page first. Nothing was changed.',
    );
  const heard = merged.flatMap((record) => heardSinceMerge(writer.connection, record));
  if (heard.length === 0) return;
  const one = heard.length === 1;
  throw new CallFailure(
    'conflict',
    `${plural(heard.length, 'import or change', 'imports or changes')} since ${one ? 'tells' : 'tell'} of the child whose records were made one: ${inShort(heard.map(({ words }) => words))}. Which of the two records ${one ? 'it is' : 'each is'} of can no longer be told. Undo ${one ? 'it first, then this one' : 'them first, the newest first, then this one'}, and bring in again what is right. Nothing was changed.`,
    { value: String(heard.length) },
  );
}

/**
 * Takes an import back: its changes are played backwards, and that is itself in the history, under the same batch, with the
 * reason. Refused, with nothing changed, when rows it wrote are no longer as it left them, when later rows stand on them, or
 * when a later import has said again what it said, which the rows do not show. What was made secret since a merge is secret in
 * both records that it leaves.
 * @returns how many changes were taken back. Errors: `conflict`
 */
export async function undoBatch(writer: Writer, batchId: string, progress: Progress): Promise<number> {
  const merged = standingMerges(writer.connection).filter((merge) => merge.batchId === batchId);
  refuseHeardSince(writer, merged);
  const touched = rowsChangedSince(writer.connection, batchId);
  if (touched > 0)
    throw new CallFailure(
      'conflict',
      `${plural(touched, 'row', 'rows')} of this import ${touched === 1 ? 'was' : 'were'} changed since. Undo the later imports first, or correct the rows by hand. Nothing was changed.`,
      { value: String(touched) },
    );
  const { imports, files, of } = saidAgain(writer.connection, batchId);
  if (imports > 0)
    throw new CallFailure(
      'conflict',
      `${plural(imports, 'later import speaks', 'later imports speak')} of the same as this one, of ${plural(of, 'child or list', 'children or lists')}: ${inShort(files)}. Undoing this one alone would go against what ${imports === 1 ? 'it says' : 'they say'}. Undo ${imports === 1 ? 'it first, then this one' : 'them first, the newest first'}, and bring in again what is right. Nothing was changed.`,
      { value: String(of) },
    );
  const answered = answersOf(writer.connection, batchId);
  if (answered.length > 0)
    throw new CallFailure(
      'conflict',
      `Rows of this import that waited came in when its questions were answered: ${inShort(answered)}. Undo ${answered.length === 1 ? 'that' : 'those'} first, then this one. Nothing was changed.`,
      { value: String(answered.length) },
    );
  if (closedByBatch(writer.connection, batchId) > 0)
    throw new CallFailure(
      'conflict',
      'This import closed a record on adoption, which nobody opens alone. Where that was a mistake, two people open the record on its own page; after that the import can be undone. Nothing was changed.',
    );
  const secrets = merged.map((record) => ({ ...record, ids: secretSinceMerge(writer.connection, record) }));
  const total = countChangesOfBatch(writer.connection, batchId);
  const { done, blocked } = await playBack(writer, batchId, (soFar) =>
    progress.report(soFar, total, 'Putting back what was there before'),
  );
  if (blocked > 0)
    throw new CallFailure(
      'conflict',
      `${plural(blocked, 'row', 'rows')} of this import ${blocked === 1 ? 'has' : 'have'} later rows that belong to ${blocked === 1 ? 'it' : 'them'}. Undo the later imports first. Nothing was changed.`,
      { value: String(blocked) },
    );
  for (const { ids, staysId, goesId } of secrets) for (const id of ids) keepSecretInBoth(writer, id, [staysId, goesId]);
  return done;
}
