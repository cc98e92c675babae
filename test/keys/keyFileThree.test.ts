import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { auditHeadOf, openAuditHead, sealAuditHead } from '#db/keys/auditHead.ts';
import { isAuthentic, newStoreKey, readKeyFile } from '#db/keys/keyFile.ts';
import type { KeyFile } from '#db/keys/keyFileShape.ts';
import { KeyRing } from '#db/keys/keyRing.ts';
import { peopleOf } from '#db/keys/people.ts';
import { unlockKeyFile } from '#db/keys/unlockKeyFile.ts';
import { cheapStretch, testPassphrase } from '#test/make/aStore.ts';
import { heldRole } from '#test/make/heldRole.ts';
import { writeKeyFile } from '#test/make/writeKeyFile.ts';

let folder: string;
let key: Buffer;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vsk-key-file-'));
  key = newStoreKey();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const path = () => join(folder, 'children.vskkey');
const now = () => '2025-03-31T09:00:00.000Z';
const read = () => readKeyFile(path()) as KeyFile;
const head = { number: 12, hash: 'ab'.repeat(32), at: now() };
const ada = { userId: 'ada', name: 'Ada Zzyzx', roles: [heldRole('administrator')], active: true };
const create = () =>
  KeyRing.create({
    path: path(),
    storeId: 'store',
    key: Buffer.from(key),
    userId: 'ada',
    passphrase: testPassphrase,
    now,
    cost: cheapStretch,
  });
/** The ring as another start of the app makes it, from the passphrase and the file alone. */
async function opened(): Promise<KeyRing> {
  const file = read();
  const unlocked = await unlockKeyFile(file, testPassphrase, 'passphrase');
  if (!unlocked) throw new Error('the passphrase does not open the file');
  return new KeyRing({ path: path(), file, keys: unlocked.keys, now, cost: cheapStretch });
}

describe('the head of the audit in the key file', () => {
  it('is read back by whoever unlocks, and by nobody else', async () => {
    (await create()).setAuditHead(head);
    expect((await opened()).auditHead()).toEqual(head);
    expect(readFileSync(path(), 'utf8')).not.toContain(head.hash);
    expect(auditHeadOf(read(), () => newStoreKey())).toBeNull();
    expect(auditHeadOf(read(), () => undefined)).toBeNull();
    const sealed = sealAuditHead(key, head);
    expect(openAuditHead(key, sealed)).toEqual(head);
    expect(openAuditHead(key, { ...sealed, tag: sealAuditHead(key, { ...head, number: 11 }).tag })).toBeNull();
  });

  it('stays through every other change of the file and through a new key, killed anywhere in it', async () => {
    const ring = await create();
    ring.setAuditHead(head);
    ring.setPeople({ number: 3, people: [ada] });
    await ring.add({ kind: 'device', userId: 'ada', secret: 'of a computer', label: 'Laptop' });
    const next = newStoreKey();
    ring.beginRekey(Buffer.from(next));
    const between = await opened();
    expect(between.auditHead()).toEqual(head);
    for (const fingerprint of between.candidates.map(([each]) => each)) {
      const settled = await opened();
      writeFileSync(join(folder, 'before'), readFileSync(path()));
      settled.settle(fingerprint);
      const again = await opened();
      expect(again.auditHead()).toEqual(head);
      expect(again.people()).toEqual({ number: 3, people: [ada] });
      writeFileSync(path(), readFileSync(join(folder, 'before')));
    }
  });

  it('cannot be put back to an earlier one, or taken out, by who has not the key', async () => {
    const ring = await create();
    ring.setAuditHead(head);
    const earlier = read();
    ring.setAuditHead({ ...head, number: 13 });
    for (const auditHead of [earlier.auditHead, null]) {
      const later = read();
      writeKeyFile(path(), { ...later, auditHead }, [newStoreKey()]);
      const forged = { ...read(), macs: later.macs };
      expect(isAuthentic(forged, key)).toBe(false);
      writeFileSync(path(), JSON.stringify(later));
    }
    expect(read().serial).toBeGreaterThan(earlier.serial);
  });
});

describe('the people in the key file', () => {
  it('are sealed: the file names nobody', async () => {
    (await create()).setPeople({ number: 1, people: [ada] });
    expect(readFileSync(path(), 'utf8')).not.toMatch(/Zzyzx|administrator/);
    expect((await opened()).people()).toEqual({ number: 1, people: [ada] });
    expect(peopleOf(read(), () => newStoreKey())).toBeNull();
  });

  it('a file of version 2 has none, opens, and becomes one of version 3 when it is next written', async () => {
    await create();
    writeKeyFile(path(), { ...read(), version: 2 }, [key]);
    expect(JSON.parse(readFileSync(path(), 'utf8'))).toMatchObject({ version: 2 });
    expect(read()).toMatchObject({ version: 2, serial: 0, people: null, auditHead: null });
    const ring = await opened();
    expect([ring.people(), ring.auditHead()]).toEqual([null, null]);
    ring.setPeople({ number: 1, people: [ada] });
    expect(read()).toMatchObject({ version: 3, serial: 1 });
    expect((await opened()).people()?.people).toEqual([ada]);
  });
});
