import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { headOf } from '#db/audit/auditFile.ts';
import { auditHeadOf } from '#db/keys/auditHead.ts';
import { fingerprintOf, isAuthentic, readKeyFile } from '#db/keys/keyFile.ts';
import type { KeyFile } from '#db/keys/keyFileShape.ts';
import { unlockKeyFile } from '#db/keys/unlockKeyFile.ts';
import { openForReading } from '#db/open.ts';
import { aChild } from '#test/make/aChild.ts';
import { aStore, type TestStore, testPassphrase } from '#test/make/aStore.ts';
import { backUp, callHost, jobResult, storeFolder } from './support.ts';

let store: TestStore;
beforeEach(async () => {
  store = await aStore({ today: '2025-03-31' });
});
afterEach(() => store.close());

const disk = () => join(store.folder, 'second disk');
const folders = () => [join(storeFolder(store), 'backups'), join(disk(), readdirSync(disk())[0] ?? 'nothing')];

/** What a backup's key file says of the end of its audit, and where that audit ends; opened with a passphrase alone. */
async function heads(folder: string, backupId: string) {
  const keyFile = readKeyFile(join(folder, `${backupId}key`)) as KeyFile;
  const unlocked = await unlockKeyFile(keyFile, testPassphrase, 'passphrase');
  const keys = unlocked?.keys ?? new Map<string, Buffer>();
  expect(isAuthentic(keyFile, keys.get(keyFile.current) as Buffer)).toBe(true);
  for (const key of keys.values()) {
    try {
      const audit = openForReading(join(folder, `${backupId}audit`), key);
      const end = headOf(audit).number;
      audit.close();
      const sealed = auditHeadOf(keyFile, (fingerprint) => keys.get(fingerprint));
      return { sealed: sealed?.number, end, current: keyFile.current };
    } catch {
      // Under another of its keys.
    }
  }
  throw new Error(`The audit of ${backupId} does not open.`);
}

it('whatever changes of ways in and keys, each backup’s key file goes on sealing the end of its own audit, on both disks', async () => {
  mkdirSync(disk());
  await store.call('backups.setSecondFolder', { folder: disk() });
  const childId = await store.write((writer) => aChild(writer, {}));
  const read = async (times: number) => {
    for (let index = 0; index < times; index += 1) await store.call('children.get', { childId, asAt: '2025-03-31' });
  };
  await read(3);
  const kept = async () => {
    const backupId = await backUp(store);
    await store.call('backups.keep', { backupId, kept: true });
    return backupId;
  };
  const first = await kept();
  const ofFirst = (await heads(folders()[0] ?? '', first)).end;
  await read(30);
  const second = await kept();
  await read(5);
  await callHost(store.host, 'users.add', {
    name: 'Rae',
    role: 'reader',
    localityId: null,
    passphrase: 'the passphrase of Rae, a reader',
  });
  await jobResult(store, 'keys.rekey', {});
  await read(5);
  await store.call('keys.rememberDevice', { label: 'this computer' });
  const last = await kept();
  const current = fingerprintOf(store.context.store.copyKey());
  await expect
    .poll(() => folders().map((folder) => readKeyFile(join(folder, `${first}key`))?.slots.length), { timeout: 10_000 })
    .toEqual([3, 3]);
  for (const folder of folders())
    for (const backupId of [first, second, last]) {
      const found = await heads(folder, backupId);
      expect(found.current).toBe(current);
      expect(found.end - (found.sealed ?? -1)).toBe(0);
      if (backupId === first) expect(found.sealed).toBe(ofFirst);
    }
});
