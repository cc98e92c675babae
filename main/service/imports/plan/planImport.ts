import { openForReading } from '#db/open.ts';
import type { ServiceContext } from '#service/context/context.ts';
import type { Progress } from '#service/context/progress.ts';
import { storeFiles } from '#service/context/storeFiles.ts';
import { isOutOfMemory, runOffThread } from '#service/jobs/runOffThread.ts';
import { isZip } from '../read/readXlsx.ts';
import { type FileGiven, isPlainMarks } from '../readFiles.ts';
import type { readFileTask } from '../readFileTask.ts';
import type { ImportPlan } from './importPlan.ts';
import { makePlan, type ToPlan } from './makePlan.ts';
import type { planTask } from './planTask.ts';

/** Text files up to this size together are planned where they are, in milliseconds: a thread of its own takes longer to begin. */
const PLAN_IN_PLACE = 64 * 1024;
/** What reading and planning may use, in megabytes. A million marks take 250. */
const MOST_MEMORY = 1500;

const isLong = (files: readonly FileGiven[]): boolean =>
  files.some(({ bytes }) => isZip(bytes)) || files.reduce((sum, { bytes }) => sum + bytes.length, 0) > PLAN_IN_PLACE;

/** Works out what files would do to the store as it stands. It writes nothing, holds no lock, and can be cancelled anywhere. */
export async function planImport(
  context: ServiceContext,
  { files, decisions }: { files: readonly FileGiven[]; decisions: ReadonlyMap<string, string> },
  progress: Progress,
): Promise<ImportPlan> {
  const toPlan: ToPlan = { files, decisions, today: context.clock.today(), tooLarge: [] };
  // Planned in one turn, so that nobody writes between two of its reads.
  if (!isLong(files))
    return makePlan(toPlan, { connected: () => context.reader, tell: () => undefined, between: null });
  if (await longOnesAreMarks(files)) return planInTurns(context, toPlan, progress);
  try {
    return await planOffThread(context, toPlan, progress);
  } catch (error) {
    if (!isOutOfMemory(error)) throw error;
    return planOffThread(context, { ...toPlan, tooLarge: await thoseTooLarge(files, progress) }, progress);
  }
}

/** Whether all that is long of these files is plain marks: they are read and planned in turns faster than a thread begins. */
async function longOnesAreMarks(files: readonly FileGiven[]): Promise<boolean> {
  const others: FileGiven[] = [];
  for (const file of files) if (!(await isPlainMarks(file))) others.push(file);
  return !isLong(others);
}

/** On this thread, letting every waiting call through, from one state of the store that a connection of its own keeps. */
async function planInTurns(context: ServiceContext, toPlan: ToPlan, progress: Progress): Promise<ImportPlan> {
  const key = context.store.copyKey();
  const connection = openForReading(storeFiles(context.store.folder).store, key);
  key.fill(0);
  // What it reads it reads once.
  connection.pragma('cache_size = -4096');
  const so: { done: number; total: number | null; words: string | undefined } = {
    done: 0,
    total: null,
    words: undefined,
  };
  try {
    return await makePlan(toPlan, {
      connected: () => {
        connection.prepare('BEGIN').run();
        return connection;
      },
      tell: (done, total, words) => Object.assign(so, { done, total, words }),
      between: () => progress.report(so.done, so.total, so.words),
    });
  } finally {
    connection.close();
  }
}

async function planOffThread(context: ServiceContext, toPlan: ToPlan, progress: Progress): Promise<ImportPlan> {
  const key = context.store.copyKey();
  try {
    const input = { store: storeFiles(context.store.folder).store, key, toPlan };
    return await runOffThread<typeof planTask>('planImport', input, progress, MOST_MEMORY);
  } finally {
    key.fill(0);
  }
}

/** The names of files that cannot be read by themselves within what reading may use: they are listed, the others planned. */
async function thoseTooLarge(files: readonly FileGiven[], progress: Progress): Promise<string[]> {
  const names: string[] = [];
  for (const file of files)
    try {
      await runOffThread<typeof readFileTask>('readFile', { file }, progress, MOST_MEMORY);
    } catch (error) {
      if (!isOutOfMemory(error)) throw error;
      names.push(file.name);
    }
  // Each can be read, all together cannot: the largest is the one too many.
  return names.length > 0 ? names : [files.toSorted((a, b) => b.bytes.length - a.bytes.length)[0]?.name ?? ''];
}
