// A thread for one piece of long work on a store (see runOffThread.ts); an entry of the build of its own.
import { parentPort, workerData } from 'node:worker_threads';
import { loadDriver } from '#db/loadDriver.ts';
import { CallFailure } from './context/callFailure.ts';
import type { FromWorker, Tell, ToWorker } from './jobs/wire.ts';
import { tasks } from './offThreadTasks.ts';

const { task, input } = workerData as ToWorker;
const post = (message: FromWorker) => parentPort?.postMessage(message);
loadDriver();
post({ kind: 'loaded' });
const tell: Tell = (done, total, words) => post({ kind: 'progress', done, total, words });
const withBuffers = Object.fromEntries(
  Object.entries(input).map(([name, value]) => [
    name,
    value instanceof Uint8Array ? Buffer.from(value.buffer, value.byteOffset, value.length) : value,
  ]),
);
const run = tasks[task as keyof typeof tasks] as (input: unknown, tell: Tell) => unknown;
try {
  post({ kind: 'done', value: await run(withBuffers, tell) });
} catch (error) {
  const code = (error as { code?: unknown }).code;
  post({
    kind: 'failed',
    message: error instanceof Error ? error.message : String(error),
    code: error instanceof CallFailure || typeof code !== 'string' ? null : code,
    failure: error instanceof CallFailure ? { code: error.code, detail: error.detail } : null,
  });
}
