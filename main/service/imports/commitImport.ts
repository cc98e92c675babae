import { newId } from '#db/newId.ts';
import type { ReadConnection } from '#db/open.ts';
import type { Writer } from '#db/write.ts';
import { CallFailure } from '../context/callFailure.ts';
import type { ServiceContext } from '../context/context.ts';
import { factsVersion } from '../context/factsVersion.ts';
import type { Progress } from '../context/progress.ts';
import { putBatch } from '../facts/putBatch.ts';
import { withoutClosed } from './match/withoutClosed.ts';
import { digestOf, type FileOutcome, type ImportPlan, writePlan } from './plan/importPlan.ts';
import { notesCsv } from './plan/notesCsv.ts';
import { planImport } from './plan/planImport.ts';
import { refusedRowsOf } from './plan/refusals.ts';
import { dropPreview, type HeldPreview, needPreview } from './previews.ts';
import { refusedCsvParts } from './read/refusedCsv.ts';
import { notesOf } from './readFiles.ts';

/** Rows from which on an import is backed up before. */
const LARGE_IMPORT = 500;
/** How often an import is planned with nobody waiting; after that, since others write all the time, they wait while it is. */
const FREE_PLANS = 2;

type Answers = {
  confirmed: readonly string[];
  decisions: readonly { id: string; answer: string }[];
  /** What alone may wait, by its id; where it is left out, anything that has no answer waits. */
  later?: readonly string[] | undefined;
};

/** A long text, with every waiting call let through between its parts. */
export async function inTurns(parts: Iterable<string>): Promise<string> {
  const made: string[] = [];
  for (const part of parts) {
    made.push(part);
    await new Promise((resolve) => setImmediate(resolve));
  }
  return made.join('');
}

const titleOf = (outcomes: readonly FileOutcome[]): string => {
  const titles = [...new Set(outcomes.filter((file) => file.format !== null).map((file) => file.formatTitle))];
  return titles.length > 0 ? titles.join(', ') : 'Nothing to import';
};

/**
 * Writes what a person has seen in a preview, or nothing. What is written is planned from the store as it is: the preview's own
 * plan where nobody has written since, else made again, and it must do the same. All is worked out before the writer is
 * taken, which then only copies.
 *
 * Errors: `conflict` where a question is open, or where the store has changed so that the files would do something else.
 */
export async function commitImport(
  context: ServiceContext,
  { previewId, ...answers }: Answers & { previewId: string },
  progress: Progress,
) {
  const held = needPreview(context, previewId);
  const rows = held.plan.outcomes.reduce((sum, { dataRows }) => sum + dataRows, 0);
  if (rows >= LARGE_IMPORT) await context.store.backUp('import', progress);
  const decisions = new Map(answers.decisions.map(({ id, answer }) => [id, answer]));
  const batchId = newId();
  const prepare = async () => {
    const plan = await planNow(context, held, decisions, progress);
    if (plan === null) return null;
    refuseUnsettled(held.plan, plan, decisions, answers.later);
    // Asked of what is really written: an answer may have settled it, and the store may have changed since the preview.
    const open = plan.questions.find(({ id }) => !answers.confirmed.includes(id));
    if (open)
      throw new CallFailure('conflict', `Not imported. ${open.words} Look at the file; confirm it if it is right.`);
    return { plan, refused: await refusedTexts(context, held, plan, progress) };
  };
  for (let times = 1; ; times += 1) {
    const isFree = times <= FREE_PLANS;
    const prepared = isFree ? await prepare() : null;
    if (isFree && prepared === null) continue;
    const written = await context.writeLong(
      progress,
      async (writer) => {
        const ready = prepared ?? (await prepare());
        if (ready === null || !isOfThisStore(context, writer, ready.plan)) return null;
        const { plan, refused } = ready;
        await write(context, writer, { batchId, plan, refused }, progress);
        return plan.outcomes;
      },
      { batchId, reason: 'import' },
    );
    if (written === null) continue;
    dropPreview(context, previewId);
    return { batchId, files: written };
  }
}

/** Whether nobody has written anything since the plan was made. */
const isOfThisStore = (context: ServiceContext, { connection }: Writer, { version, today }: ImportPlan): boolean =>
  factsVersion(connection as unknown as ReadConnection) === version && context.clock.today() === today;

/**
 * The plan of what the files do to the store as it is now; it must do what the preview showed, but for what was decided
 * otherwise. Null where somebody wrote between the two plans: what that changes nobody would have seen.
 */
async function planNow(
  context: ServiceContext,
  held: HeldPreview,
  decisions: ReadonlyMap<string, string>,
  progress: Progress,
): Promise<ImportPlan | null> {
  const { files, plan: seen } = held;
  const isStill = factsVersion(context.reader) === seen.version && context.clock.today() === seen.today;
  const plain = isStill ? seen : await planImport(context, { files, decisions: new Map() }, progress);
  // What was never shown is never written: another preview has to be asked for.
  if (!isStill && digestOf(plain) !== digestOf(seen)) {
    throw new CallFailure(
      'conflict',
      `Not imported: the store has changed since the preview, and ${difference(seen, plain)}. Read the files again to see what they would do now.`,
    );
  }
  held.plan = plain;
  if (decisions.size === 0) return plain;
  const decided = await planImport(context, { files, decisions }, progress);
  return decided.version === plain.version && decided.today === plain.today ? decided : null;
}

/** An answer that settles nothing is refused, and so is a question that nobody has left for later where that must be said. */
function refuseUnsettled(
  seen: ImportPlan,
  { waiting, differences, differencesTotal }: ImportPlan,
  decisions: ReadonlyMap<string, string>,
  later: readonly string[] | undefined,
): void {
  for (const { id } of differences) {
    const answer = decisions.get(id);
    if (answer !== undefined && answer !== 'correction' && answer !== 'change')
      throw new CallFailure(
        'conflict',
        `Not imported: '${answer}' is no answer to '${id}': it is 'correction' or 'change'.`,
      );
  }
  if (later !== undefined && differencesTotal === differences.length) {
    const asked = [...seen.waiting.values(), ...waiting.values()].flatMap((each) => [...each.asked.keys()]);
    const known = new Set([...asked, ...[...seen.differences, ...differences].map(({ id }) => id)]);
    const stray = [...decisions.keys()].find((id) => !known.has(id));
    if (stray !== undefined)
      throw new CallFailure('conflict', `Not imported: nothing here asks '${stray}', which is answered.`);
  }
  for (const { asked } of waiting.values())
    for (const [id, { words }] of asked) {
      const answer = decisions.get(id);
      if (answer !== undefined)
        throw new CallFailure('conflict', `Not imported: the answer to '${id}' is none of those there are. ${words}`);
      if (later !== undefined && !later.includes(id))
        throw new CallFailure('conflict', `Not imported: what was answered asks another thing, '${id}'. ${words}`);
    }
}

/** How another plan differs, in the counts that a person has seen. */
function difference(seen: ImportPlan, now: ImportPlan): string {
  for (const [index, before] of seen.outcomes.entries()) {
    const after = now.outcomes[index];
    for (const count of ['added', 'changed', 'unchanged', 'refused'] as const)
      if (after && after[count] !== before[count])
        return `${before.name} would now have ${after[count]} ${count}, not ${before[count]}`;
  }
  return 'these files would now do something else';
}

/** The refused rows of each file that has some, as text to mend and bring back. */
async function refusedTexts(
  context: ServiceContext,
  { files }: HeldPreview,
  { outcomes, refusals }: ImportPlan,
  progress: Progress,
): Promise<{ fileName: string; csv: string }[]> {
  const texts: { fileName: string; csv: string }[] = [];
  for (const { name, refused } of outcomes) {
    const [file, ofFile] = [files.find((each) => each.name === name), refusals.get(name)];
    if (refused === 0 || !file || !ofFile) continue;
    const rows = { headers: ofFile.headers, refused: await refusedRowsOf(file.bytes, ofFile, progress) };
    texts.push({ fileName: name, csv: withoutClosed(context.reader, await inTurns(refusedCsvParts(rows))) });
  }
  return texts;
}

async function write(
  context: ServiceContext,
  writer: Writer,
  import_: { batchId: string; plan: ImportPlan; refused: readonly { fileName: string; csv: string }[] },
  progress: Progress,
): Promise<void> {
  const { batchId, plan, refused } = import_;
  putBatch(writer, context, { batchId, title: titleOf(plan.outcomes), files: plan.outcomes });
  await writePlan(writer, plan, batchId, progress);
  for (const { fileName, csv } of refused)
    writer.insert('import_refusal', { batch_id: batchId, file_name: fileName, csv });
  for (const [fileName, notes] of plan.notes)
    writer.insert('import_refusal', { batch_id: batchId, file_name: notesOf(fileName), csv: notesCsv(notes) });
  for (const question of plan.kept) writer.insert('import_question', { batch_id: batchId, ...question });
}
