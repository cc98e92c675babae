import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { aStore, testPassphrase } from '#test/make/aStore.ts';
import { everything, rows } from './support.ts';

const CHILDREN = 60;

/** A looked-after list of many children, each with care, names, school and people. */
function aList(): string {
  const header =
    'local_id,legal_surname,legal_forename,date_of_birth,sex,responsible_authority,care_start,legal_status,placement_type,placement_start,placement_postcode,social_worker';
  const lines = Array.from(
    { length: CHILDREN },
    (_, index) =>
      `K${1000 + index},Sample${index},Alex,14/02/2013,F,886,03/06/2022,C2,U6,01/09/2023,CT9 1AB,Sam Worker`,
  );
  return [header, ...lines].join('\r\n');
}

it('a kill at any moment of an import leaves all of it or nothing', async () => {
  const store = await aStore({ today: '2025-10-31' });
  const path = join(store.folder, 'list.csv');
  writeFileSync(path, aList());
  const nothing = everything(store);
  store.host.lock();
  const importing = (when: string) =>
    spawnSync(process.execPath, ['test/imports/killedImport.ts', join(store.folder, 'store'), path, when], {
      encoding: 'utf8',
    });
  /** What the store holds when it is opened again, sound or not. */
  const reopened = async () => {
    await store.host.unlock(testPassphrase);
    const found = { everything: everything(store), batches: (await store.call('imports.batches', {})).rows.length };
    expect(rows(store, 'PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    expect(rows(store, 'PRAGMA foreign_key_check')).toEqual([]);
    const log = rows<{ n: number }>(store, 'SELECT count(*) AS n FROM change_set WHERE batch_id IS NOT NULL');
    store.host.lock();
    return { ...found, logged: log[0]?.n };
  };

  // One report a child that is written, then the derived rows in hundreds.
  const steps = CHILDREN + 1;
  const moments = Array.from({ length: 10 }, (_, index) => String(1 + Math.round((index * (steps - 1)) / 9)));
  for (const when of [...moments, 'commit']) {
    const run = importing(when);
    expect({ when, signal: run.signal, said: run.stderr + run.stdout }).toEqual({ when, signal: 'SIGKILL', said: '' });
    expect(await reopened(), when).toEqual({ everything: nothing, batches: 0, logged: 0 });
  }
  const after = importing('after');
  expect([after.signal, after.stdout.trim()]).toEqual(['SIGKILL', String(steps)]);
  const whole = await reopened();
  expect(whole.batches).toBe(1);
  expect(whole.everything.child).toHaveLength(CHILDREN);
  expect(whole.everything.episode).toHaveLength(CHILDREN * 2);
  expect(whole.everything.care_period).toHaveLength(CHILDREN * 2);
  store.close();
}, 240_000);
