import type { Worker } from 'node:worker_threads';
import type { FromWorker } from './wire.ts';

/**
 * How to end a thread, to be asked for as soon as it is begun. A thread that is ended while it loads the driver of the store takes
 * the whole process with it (the driver cannot say that it failed, and Node gives up): it is ended as soon as it has.
 *
 * @example const end = endThread(worker); await end();
 */
export function endThread(worker: Worker): () => Promise<unknown> {
  const loaded = new Promise<void>((resolve) => {
    worker.on('message', ({ kind }: FromWorker) => kind === 'loaded' && resolve());
    worker.once('error', () => resolve());
    worker.once('exit', () => resolve());
  });
  return () => loaded.then(() => worker.terminate());
}
