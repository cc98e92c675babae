import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { CallFailure } from '../context/callFailure.ts';
import { asDiskFailure } from '../context/diskFailure.ts';
import type { Progress } from '../context/progress.ts';
import { endThread } from './endThread.ts';
import type { FromWorker, Tell, ToWorker } from './wire.ts';

/** From sources the worker is TypeScript on the top floor; in a build it is an entry of its own beside the data process. */
function workerScript(): URL {
  for (const place of ['../storeWorker.ts', './storeWorker.js', '../storeWorker.js']) {
    const script = new URL(place, import.meta.url);
    if (existsSync(script)) return script;
  }
  throw new Error('The worker for long work on the store (storeWorker) is missing from this build.');
}

/** Copies keys into memory that both threads see, so that wiping them here wipes them there, whatever the worker was doing. */
function shareKeys(input: object): { input: Record<string, unknown>; keys: Uint8Array[] } {
  const keys: Uint8Array[] = [];
  const entries = Object.entries(input).map(([name, value]: [string, unknown]): [string, unknown] => {
    if (!(value instanceof Uint8Array)) return [name, value];
    const shared = new Uint8Array(new SharedArrayBuffer(value.length));
    shared.set(value);
    keys.push(shared);
    return [name, shared];
  });
  return { input: Object.fromEntries(entries), keys };
}

/**
 * Runs work that would block this thread (copying, verifying, re-keying, salvaging a store) in a thread of its own, and
 * passes its progress on. Bytes in `input` are keys: the caller's stay the caller's, the worker's are wiped when it ends,
 * however it ends.
 *
 * Cancelling ends the thread wherever it is; the caller takes away the files it had begun. A thread that hangs in a call of
 * the system (a network folder that does not answer) is not waited for: it ends as soon as that call does. Fails with what the task threw: a
 * `CallFailure` as it was, a full or read-only disk as `diskFull` or `readOnly`, anything else with SQLite's or the system's
 * own code.
 *
 * @param task its name in offThreadTasks.ts; the type argument is the function that stands there
 * @example await runOffThread<typeof copyUnderKey>('copyUnderKey', { from, to, key, newKey }, progress)
 */
export async function runOffThread<Task extends (input: never, tell: Tell) => unknown>(
  task: string,
  input: Parameters<Task>[0],
  progress?: Progress,
  /** The memory that the thread may use for JavaScript, in megabytes; beyond it the thread ends, see `isOutOfMemory`. */
  mostMemory?: number,
): Promise<Awaited<ReturnType<Task>>> {
  const shared = shareKeys(input);
  const worker = new Worker(workerScript(), {
    workerData: { task, input: shared.input } satisfies ToWorker,
    ...(mostMemory === undefined ? {} : { resourceLimits: { maxOldGenerationSizeMb: mostMemory } }),
  });
  const end = endThread(worker);
  let watching: NodeJS.Timeout | undefined;
  try {
    return await new Promise<Awaited<ReturnType<Task>>>((resolve, reject) => {
      worker.on('message', (message: FromWorker) => {
        if (message.kind === 'done') resolve(message.value as Awaited<ReturnType<Task>>);
        else if (message.kind === 'failed') reject(errorOf(message));
        else if (message.kind === 'progress')
          void progress
            ?.report(message.done, message.total, message.words)
            .then(() => progress.cancelled && reject(cancelled()), reject);
      });
      worker.on('error', reject);
      worker.on('exit', (code) => reject(new Error(`The work on the store ended early (${code}).`)));
      // Work that reports nothing for a while is cancelled all the same.
      if (progress)
        watching = setInterval(() => {
          if (progress.cancelled) reject(cancelled());
        }, 50);
    });
  } catch (error) {
    throw asDiskFailure(error) ?? error;
  } finally {
    clearInterval(watching);
    for (const key of shared.keys) key.fill(0);
    await Promise.race([end(), new Promise((resolve) => setTimeout(resolve, 1000).unref())]);
  }
}

/** Whether work off the thread ended because it needed more memory than it may use. */
export const isOutOfMemory = (error: unknown): boolean =>
  (error as { code?: unknown } | null)?.code === 'ERR_WORKER_OUT_OF_MEMORY';

const cancelled = () => new CallFailure('cancelled', 'Cancelled. Nothing was changed.');

function errorOf(failed: Extract<FromWorker, { kind: 'failed' }>): Error {
  if (failed.failure) {
    const { code, detail } = failed.failure;
    const { message, ...more } = detail;
    return new CallFailure(code, message, more);
  }
  return Object.assign(new Error(failed.message), failed.code === null ? {} : { code: failed.code });
}
