import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { fixedClock } from '#db/clock.ts';
import type { ReadConnection } from '#db/open.ts';
import type { ServiceContext } from '#service/context/context.ts';
import { resourcesIn } from '#service/context/resources.ts';
import { StoreHost } from '#service/storeHost.ts';
import { aStore, cheapStretch, testPassphrase } from '#test/make/aStore.ts';
import { builtProgram } from '#test/make/builtProgram.ts';
import { overwrite } from '#test/recovery/support.ts';
import { type Acknowledged, faultsOf } from './load.ts';
import { LoadProcess } from './loadProcess.ts';
import { randomFrom } from './random.ts';

const MOMENTS = 40;

/** What lies on the disk of a running store, but for the index of the log, which is memory and does not survive. */
function copyOf(folder: string, to: string): string {
  mkdirSync(to);
  for (const name of [
    'children.vsk',
    'children.vsk-wal',
    'children.vskaudit',
    'children.vskaudit-wal',
    'children.vskkey',
  ])
    if (existsSync(join(folder, name))) copyFileSync(join(folder, name), join(to, name));
  return to;
}

const frame = 4096 + 24;

/**
 * Where in the log those frames end that SQLite may have written into the store already. It does so only once the disk has
 * said that they are safe, so a loss of power cannot tear them; the count lies in the index of the log, byte 128.
 */
const checkpointed = (folder: string): number =>
  32 + readFileSync(join(folder, 'children.vsk-shm')).readUInt32LE(128) * frame;

/** Where the newest frame of the log ends; behind it lie frames of an earlier round, which SQLite does not read. */
function endOfLog(path: string): number {
  const log = readFileSync(path);
  let end = Math.min(log.length, 32);
  while (end + frame <= log.length && log.subarray(end + 8, end + 16).equals(log.subarray(16, 24))) end += frame;
  return end;
}

/** Opens a copy as its person would, and looks. */
async function opened<Result>(folder: string, look: (context: ServiceContext) => Result): Promise<Result> {
  const host = new StoreHost({
    folder,
    resources: resourcesIn(process.cwd()),
    clock: fixedClock('2025-03-31'),
    appVersion: 'test',
    stretch: cheapStretch,
  });
  await host.unlock(testPassphrase);
  try {
    if (!host.service) throw new Error('The copy did not open.');
    return look(host.service.context);
  } finally {
    host.close();
  }
}

/** Edits are made one after the other: of those acknowledged, a store that lost its tail has the first ones and no later one. */
function isPrefix(reader: ReadConnection, edits: readonly number[]): boolean {
  const there = reader.prepare('SELECT count(*) FROM salvaged_row WHERE row_key = ?').pluck();
  const found = edits.map((number) => (there.get(`load/${number}/a`) as number) > 0);
  const firstLost = found.indexOf(false);
  return firstLost === -1 || !found.slice(firstLost).includes(true);
}

it(`the files of a running store, copied at ${MOMENTS} random moments, open with every acknowledged write`, async () => {
  const seed = Number(process.env.VSK_SEED ?? Date.now() % 1_000_000_000);
  console.log(`seed ${seed} (VSK_SEED)`);
  const random = randomFrom(seed);
  const store = await aStore({ today: '2025-03-31' });
  store.host.lock();
  const folder = join(store.folder, 'store');
  const acknowledgedFile = join(store.folder, 'acknowledged.json');
  writeFileSync(acknowledgedFile, JSON.stringify({ edit: [], import: [], read: [] }));
  const program = await builtProgram('test/survival/mixedLoad.ts');
  const load = new LoadProcess(program, folder, acknowledgedFile, 0, 'none');
  await load.hears('loaded');
  load.begin();
  await load.hears('checked');
  let [writes, lostTails] = [0, 0];
  for (let moment = 0; moment < MOMENTS; moment += 1) {
    await load.says(1 + Math.floor(random() * 6));
    await new Promise((resolve) => setTimeout(resolve, random() * 40));
    await load.freeze();
    const numbers = (kind: string) =>
      load.lines.flatMap((line) => (line.startsWith(`ack ${kind} `) ? [Number(line.split(' ')[2])] : []));
    const acknowledged: Acknowledged = { edit: numbers('edit'), import: numbers('import'), read: numbers('read') };
    const whole = copyOf(folder, join(store.folder, `whole ${moment}`));
    const torn = copyOf(folder, join(store.folder, `torn ${moment}`));
    const log = join(torn, 'children.vsk-wal');
    const size = endOfLog(log);
    const safe = checkpointed(folder);
    load.thaw();
    const tail = Math.min(Math.max(0, size - safe), 1 + Math.floor(random() * 60_000));
    // A disk may have made the file longer and not yet written its end, or not made it longer at all.
    if (random() < 0.5) truncateSync(log, size - tail);
    else overwrite(log, size - tail, Buffer.alloc(tail));
    expect(await opened(whole, (context) => faultsOf(context, acknowledged)), `moment ${moment}, seed ${seed}`).toEqual(
      [],
    );
    await opened(torn, (context) => {
      const { reader } = context;
      const where = `torn at moment ${moment}, seed ${seed}`;
      expect(faultsOf(context, { edit: [], import: [], read: acknowledged.read }), where).toEqual([]);
      expect(isPrefix(reader, acknowledged.edit), where).toBe(true);
      const kept = reader
        .prepare("SELECT count(*) / 2 FROM salvaged_row WHERE row_key LIKE 'load/%'")
        .pluck()
        .get() as number;
      if (kept < acknowledged.edit.length) lostTails += 1;
    });
    writes = acknowledged.edit.length + acknowledged.import.length;
    for (const copy of [whole, torn]) rmSync(copy, { recursive: true });
  }
  await load.kill();
  console.log(`${writes} acknowledged writes; ${lostTails} of ${MOMENTS} torn logs had lost some`);
  expect(writes).toBeGreaterThan(MOMENTS / 2);
  // Tearing was worth trying: it took something away, and what was left was whole.
  expect(lostTails).toBeGreaterThan(0);
  store.close();
}, 600_000);
