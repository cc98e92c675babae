// Threads that are ended while they load the driver of the store, one after another at every moment of it. `node endedThreads.ts`
import { Worker } from 'node:worker_threads';
import { endThread } from '#service/jobs/endThread.ts';

const loading = new Int32Array(new SharedArrayBuffer(4));
const thread = `const { parentPort, workerData } = require('node:worker_threads');
  const Database = require('better-sqlite3');
  Atomics.store(workerData, 0, 1);
  Atomics.notify(workerData, 0);
  new Database(':memory:').close();
  parentPort.postMessage({ kind: 'loaded' });
  setInterval(() => {}, 1000);`;
for (let moment = 0; moment < 150; moment += 1) {
  Atomics.store(loading, 0, 0);
  const worker = new Worker(thread, { eval: true, workerData: loading });
  const end = endThread(worker);
  Atomics.wait(loading, 0, 0, 10_000);
  const until = performance.now() + moment / 75;
  while (performance.now() < until);
  await end();
}
console.log('all ended');
