// A process that works on a store as a busy person does, until it is killed: reads, edits, imports and, by its plan, a backup,
// a re-key or a restore. `node mixedLoad.ts <store folder> <acknowledged.json> <first number> <plan>`; it says `loaded`, waits for
// a line, opens the store, checks what it finds against what earlier processes acknowledged, says `checked`, and then, of each
// piece of work, `start <kind> <number>` before and `ack <kind> <number>` after its reply.

import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { ImportPreview } from '#contract/imports.ts';
import { systemClock } from '#db/clock.ts';
import { resourcesIn } from '#service/context/resources.ts';
import { StoreHost } from '#service/storeHost.ts';
import { endedJob } from '#test/backups/support.ts';
import { cheapStretch, testPassphrase } from '#test/make/aStore.ts';
import { faultsOf, importOf } from './load.ts';

const [folder = '', acknowledged = '', first = '0', plan = 'none'] = process.argv.slice(2);
const host = new StoreHost({
  folder,
  resources: resourcesIn(process.cwd()),
  clock: systemClock,
  appVersion: 'test',
  stretch: cheapStretch,
});
const say = (words: string) => process.stdout.write(`${words}\n`);
// Whoever started it is gone, without having killed it.
process.stdin.on('end', () => process.exit());
say('loaded');
await once(process.stdin, 'data');
await host.unlock(testPassphrase);
const { service } = host;
if (!service) throw new Error('The store did not open.');
const faults = faultsOf(service.context, JSON.parse(readFileSync(acknowledged, 'utf8')));
say(faults.length === 0 ? 'checked' : `faults ${JSON.stringify(faults)}`);

let number = Number(first);
/** Work that is never lost by design (a cancelled or refused one is not acknowledged, and leaves nothing). */
async function piece(kind: string, work: (number: number) => Promise<boolean>): Promise<void> {
  number += 1;
  const own = number;
  say(`start ${kind} ${own}`);
  if (await work(own)) say(`ack ${kind} ${own}`);
  else say(`refused ${kind} ${own}`);
}

const done = async (name: string, input: unknown = {}) => (await endedJob(host, name, input)).state === 'done';
const context = () => {
  if (!host.service) throw new Error('The store is closed.');
  return host.service.context;
};

/** Two rows in one transaction: one of them alone would be a half. */
const pair = (own: number) =>
  context()
    .write((writer) => {
      for (const half of ['a', 'b'])
        writer.insert('salvaged_row', {
          at: new Date().toISOString(),
          table_name: 'load',
          row_key: `load/${own}/${half}`,
          content: 'x'.repeat(own % 3000),
          reason: 'a test',
        });
    })
    .then(
      () => true,
      () => false,
    );

/** What an entry of the audit and an autosave promise: on the disk once answered, whatever else is under way. */
async function aRead(own: number): Promise<boolean> {
  context().audit('load', [{ kind: 'child', id: `child ${own}` }], String(own));
  const saved = await host.call('drafts.save', { key: `load/${own}`, content: 'x'.repeat(own % 300) });
  return saved.ok;
}

async function anImport(own: number): Promise<boolean> {
  const preview = await endedJob(host, 'imports.preview', { files: [{ name: 'list.csv', bytes: importOf(own) }] });
  if (preview.state !== 'done') return false;
  // Each list leaves out the children of the others, which is asked about; here it is meant.
  const { previewId, questions } = preview.result as ImportPreview;
  return done('imports.commit', { previewId, confirmed: questions.map(({ id }) => id) });
}

let paused = false;
let busy = 0;
async function forEver(work: () => Promise<unknown>): Promise<never> {
  for (;;) {
    while (paused) await new Promise((resolve) => setTimeout(resolve, 1));
    busy += 1;
    await work();
    busy -= 1;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** With nobody else at work: a restore takes back what was written after its backup, and that is nothing then. */
async function alone(work: () => Promise<void>): Promise<void> {
  paused = true;
  while (busy > 0) await new Promise((resolve) => setTimeout(resolve, 1));
  await work();
  paused = false;
}

async function restoreTheNewest(): Promise<boolean> {
  const made = await endedJob(host, 'backups.make');
  if (made.state !== 'done') return false;
  const { backupId } = made.result as { backupId: string };
  return done('backups.restore', { backupId, reason: 'a test' });
}

const plans: Record<string, () => Promise<void>> = {
  none: async () => undefined,
  backup: () => piece('backup', () => done('backups.make')),
  rekey: () => alone(() => piece('rekey', () => done('keys.rekey'))),
  restore: () => alone(() => piece('restore', restoreTheNewest)),
};
void forEver(() => piece('edit', pair));
void forEver(() => piece('import', anImport));
void forEver(() => piece('read', aRead));
void forEver(() => host.call('children.list', { asAt: '2025-03-31', filters: {} }));
await (plans[plan] ?? plans.none)?.();
