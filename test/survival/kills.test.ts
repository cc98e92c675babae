import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { auditFileBeside, listBackupFiles } from '#db/backups/backupFiles.ts';
import { verifyStore } from '#db/backups/verifiedCopy.ts';
import { readKeyFile } from '#db/keys/keyFile.ts';
import { keyThatOpens } from '#service/store/backups/verifyBackup.ts';
import { aStore, testPassphrase } from '#test/make/aStore.ts';
import { builtProgram } from '#test/make/builtProgram.ts';
import { faultsOf } from './load.ts';
import { LoadProcess } from './loadProcess.ts';
import { randomFrom } from './random.ts';

const KILLS = 200;
/** Of ten kills, three meet a backup, a re-key or a restore under way. */
const plans = ['none', 'backup', 'none', 'rekey', 'none', 'restore', 'none', 'none', 'none', 'none'] as const;
it(`a store killed at ${KILLS} random moments keeps every acknowledged write and no half of one`, async () => {
  const seed = Number(process.env.VSK_SEED ?? Date.now() % 1_000_000_000);
  console.log(`seed ${seed} (VSK_SEED)`);
  const random = randomFrom(seed);
  const store = await aStore({ today: '2025-03-31' });
  store.host.lock();
  const folder = join(store.folder, 'store');
  const acknowledgedFile = join(store.folder, 'acknowledged.json');
  const program = await builtProgram('test/survival/mixedLoad.ts');
  const acknowledged: Record<string, number[]> = { edit: [], read: [], import: [], backup: [], rekey: [], restore: [] };
  const inFlight: Record<string, number> = {};
  const start = (kill: number) =>
    new LoadProcess(program, folder, acknowledgedFile, kill * 100_000, plans[kill % plans.length] ?? 'none');
  const took = new Map<string, number>();
  let next = start(0);
  for (let kill = 0; kill < KILLS; kill += 1) {
    const load = next;
    const plan = plans[kill % plans.length] ?? 'none';
    writeFileSync(acknowledgedFile, JSON.stringify(acknowledged));
    await load.hears('loaded');
    load.begin();
    // The next one loads meanwhile; it opens nothing before it is told to.
    next = start(kill + 1);
    // A kill while the store is opened is one of the moments too: sometimes nobody waits for the check.
    const whileOpening = random() < 0.1;
    if (!whileOpening) {
      await load.hears('c').catch(async (error) => {
        throw new Error(`kill ${kill}, seed ${seed}: ${load.lines.find((line) => line.startsWith('faults')) ?? error}`);
      });
      if (plan === 'none') await load.says(Math.floor(random() * 8));
      else {
        await load.hears(`start ${plan}`);
        const since = performance.now();
        const known = took.get(plan);
        // The first of each plan tells how long it takes; the others are cut off somewhere in it, or just after it.
        if (known === undefined) {
          await load.hears(`ack ${plan}`);
          took.set(plan, performance.now() - since);
        } else await new Promise((resolve) => setTimeout(resolve, random() * known * 1.15));
      }
    }
    await new Promise((resolve) => setTimeout(resolve, random() * (whileOpening ? 300 : 60)));
    await load.kill();
    const open = new Set<string>();
    for (const line of load.lines) {
      expect(line, `kill ${kill}, seed ${seed}`).not.toMatch(/^faults/);
      const [word = '', kind = '', number = ''] = line.split(' ');
      if (word === 'start') open.add(`${kind} ${number}`);
      else open.delete(`${kind} ${number}`);
      if (word === 'ack') acknowledged[kind]?.push(Number(number));
    }
    if (kill % 50 === 49) console.log(`${kill + 1} kills survived`);
    for (const each of open) inFlight[each.split(' ')[0] ?? ''] = (inFlight[each.split(' ')[0] ?? ''] ?? 0) + 1;
  }
  await next.kill();
  await store.host.unlock(testPassphrase);
  const { store: control } = store.context;
  expect(faultsOf(store.context, acknowledged as never)).toEqual([]);
  const keys = (readKeyFile(join(folder, 'children.vskkey'))?.keys ?? []).flatMap(
    ({ fingerprint }) => control.keyFor(fingerprint) ?? [],
  );
  for (const { path } of listBackupFiles(join(folder, 'backups'))) {
    const key = keyThatOpens(path, keys);
    expect(key, path).not.toBeNull();
    if (key) for (const each of [path, auditFileBeside(path)]) verifyStore(each, key);
    expect(readKeyFile(`${path}key`)).not.toBeNull();
  }
  const left = [...readdirSync(folder), ...readdirSync(join(folder, 'backups'))];
  expect(left.filter((name) => /\.(new|making|rekeying|restoring|ready|salvaging)/.test(name))).toEqual([]);
  const counts = (numbers: Record<string, number[]>) =>
    Object.entries(numbers)
      .map(([kind, each]) => `${each.length} ${kind}`)
      .join(', ');
  console.log(`acknowledged and kept: ${counts(acknowledged)}; under way when killed: ${JSON.stringify(inFlight)}`);
  // The moments were worth trying: work was cut off in most of them, of every kind.
  expect(Object.values(inFlight).reduce((sum, each) => sum + each, 0)).toBeGreaterThan(KILLS / 2);
  for (const kind of ['edit', 'read', 'import', 'backup', 'rekey', 'restore']) {
    expect(inFlight[kind] ?? 0, kind).toBeGreaterThan(0);
    expect(acknowledged[kind]?.length ?? 0, kind).toBeGreaterThan(0);
  }
  expect((acknowledged.edit?.length ?? 0) + (acknowledged.import?.length ?? 0)).toBeGreaterThan(KILLS / 2);
  store.close();
}, 3_600_000);
