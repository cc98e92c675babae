import { writeTakenBack } from '#db/facts/statements.ts';
import { rowsChangedSince } from '#db/history/changedSince.ts';
import { newId } from '#db/newId.ts';
import { changeWords } from '#db/queries/settingsHistory.ts';
import { CallFailure } from '../context/callFailure.ts';
import type { ServiceContext } from '../context/context.ts';
import { undoBatch } from '../imports/undoBatch.ts';
import { touchAffected } from './affected.ts';
import { refuseBrokenProfile } from './invariants.ts';

const later = () =>
  new CallFailure(
    'conflict',
    'What this change wrote was changed again since, or something later stands on it. Undo the later change first. Nothing was changed.',
  );

/**
 * Takes a change of the profile back by playing its log backwards: a change of its own, with its own place in the history,
 * so that it can be taken back in turn. Refused where a row was written again since or something later stands on it.
 */
export function undoChange(context: ServiceContext, changeId: string): { changeId: string; jobId: string } {
  const words = changeWords(context.reader, changeId);
  if (words === undefined) throw new CallFailure('notFound', 'There is no such change of the settings in this store.');
  if (rowsChangedSince(context.reader, changeId) > 0) throw later();
  const undoing = newId();
  const what = words.startsWith('Taken back: ')
    ? `Put back: ${words.slice(12)}`
    : `Taken back: ${words.replace(/^Put back: /, '')}`;
  const jobId = context.jobs.start({
    call: 'settings.undo',
    title: what,
    unit: 'children',
    run: (progress) =>
      context.writeLong(
        progress,
        async (writer) => {
          try {
            await undoBatch(writer, changeId, progress);
          } catch (error) {
            throw error instanceof CallFailure && error.code === 'conflict' ? later() : error;
          }
          writeTakenBack(writer, changeId, { batchId: undoing, asOf: context.clock.today() });
          touchAffected(writer);
          refuseBrokenProfile(writer.connection);
          return { changeId: undoing };
        },
        { batchId: undoing, reason: what },
      ),
  });
  return { changeId: undoing, jobId };
}
