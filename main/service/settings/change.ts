import type { JobName } from '#contract/calls.ts';
import { BENCHMARKS, writeStatement } from '#db/facts/statements.ts';
import { newId } from '#db/newId.ts';
import type { Writer } from '#db/write.ts';
import type { PlainDate } from '#domain/calendar/plainDate.ts';
import type { ServiceContext } from '../context/context.ts';
import type { Reader } from '../context/reader.ts';
import { touchAffected } from './affected.ts';
import { refuseBrokenProfile } from './invariants.ts';

/**
 * A change of the profile: the sentence that stands in the history, and its writes; `said` is what it says of targets, which files
 * speak of too: it is put on record as of today, so that an older file does not turn it back.
 */
export type Plan = { what: string; apply: (writer: Writer) => void; said?: readonly string[] };

/**
 * Looks at the profile as it stands and answers what would be written. Throws a `CallFailure` with field and reason when
 * the change is not possible. Made twice: at once, so that the form hears of a fault, and again inside the transaction.
 */
export type Planner = (reader: Reader) => Plan;

const carryOut = (writer: Writer, planner: Planner, changeId: string, today: PlainDate): void => {
  const { apply, said = [] } = planner(writer.connection);
  apply(writer);
  if (said.length > 0)
    writeStatement(writer, changeId, {
      source: 'Settings',
      asOf: today,
      saidOf: new Map([[BENCHMARKS, new Set(said)]]),
    });
  touchAffected(writer);
  refuseBrokenProfile(writer.connection);
};

/** Carries out a change that concerns no child, as one batch of the history. */
export async function change(context: ServiceContext, planner: Planner): Promise<{ changeId: string }> {
  const { what } = planner(context.reader);
  const changeId = newId();
  await context.write((writer) => carryOut(writer, planner, changeId, context.clock.today()), {
    batchId: changeId,
    reason: what,
  });
  return { changeId };
}

/** The changes of settings that are jobs. */
export type SettingsJob = Extract<JobName, `settings.${string}`>;

/** Carries out a change after which children's localities and all that follows from them are worked out again: a job. */
export function changeByJob(
  context: ServiceContext,
  call: SettingsJob,
  planner: Planner,
): { changeId: string; jobId: string } {
  const { what } = planner(context.reader);
  const changeId = newId();
  const jobId = context.jobs.start<SettingsJob>({
    call,
    title: what,
    unit: 'children',
    run: (progress) =>
      context.writeLong(
        progress,
        async (writer) => {
          await progress.report(0, null);
          carryOut(writer, planner, changeId, context.clock.today());
          return { changeId };
        },
        { batchId: changeId, reason: what },
      ),
  });
  return { changeId, jobId };
}
