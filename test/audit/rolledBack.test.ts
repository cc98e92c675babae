import { copyFileSync, cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { AuditFile } from '#db/audit/auditFile.ts';
import { openForWriting } from '#db/open.ts';
import { backUp, storeFolder } from '#test/backups/support.ts';
import { aChild } from '#test/make/aChild.ts';
import { aStore, type TestStore, testPassphrase } from '#test/make/aStore.ts';
import { auditEntries } from '#test/make/auditEntries.ts';

let store: TestStore;
let childId: string;
const asAt = '2025-03-31';

beforeEach(async () => {
  store = await aStore({ today: asAt });
  childId = await store.write((writer) => aChild(writer, { name: { forename: 'Ana', surname: 'Zzyzxaudit' } }));
});
afterEach(() => store.close());

const file = (name: string) => join(storeFolder(store), name);
const words = () => auditEntries(store.context, 'fault in the audit').map(({ detail }) => detail);
const read = () => store.reply('children.get', { childId, asAt });

it.each([
  ['of the day before', () => 'before'],
  [
    'that lie beside a backup',
    () => `before/backups/${readdirSync(file('backups')).find((name) => name.endsWith('.vsk'))}`,
  ],
])('an older one put back together with the key file, both %s: the store tells', async (_, from) => {
  await backUp(store);
  await store.host.lock();
  cpSync(storeFolder(store), join(store.folder, 'before'), { recursive: true });
  await store.host.unlock(testPassphrase);
  for (let index = 0; index < 30; index += 1) await read();
  await store.host.lock();
  const older = join(store.folder, from()).replace(/before$/, 'before/children.vsk');
  for (const end of ['key', 'audit']) copyFileSync(`${older}${end}`, file(`children.vsk${end}`));
  await store.host.unlock(testPassphrase);
  expect(words()).toEqual([expect.stringMatching(/an older file was put in its place, or its end was cut off/)]);
  const found = await store.host.session?.watch.check();
  expect(found?.faults).toMatchObject([{ kind: 'missing', words: expect.stringMatching(/are missing/) }]);
  await store.signInAsAdministrator();
  expect(await read()).toMatchObject({ ok: true });
  expect((await store.host.session?.watch.check())?.faults).toHaveLength(1);
});

it('many faults of one kind hide no other, and one more is named', async () => {
  const key = store.context.store.copyKey();
  const forge = async (work: (forger: ReturnType<typeof openForWriting>) => void) => {
    await store.host.lock();
    const forger = openForWriting(file('children.vskaudit'), key);
    work(forger);
    forger.close();
    await store.host.unlock(testPassphrase);
    await store.host.session?.watch.check();
  };
  let now = Date.now();
  const stepBack = (forger: ReturnType<typeof openForWriting>, times: number) => {
    const audit = new AuditFile({ connection: forger, deviceId: 'this', now: () => now });
    for (let index = 0; index < 2 * times; index += 1) {
      now += index % 2 === 0 ? 3_600_000 : -3_600_000;
      audit.append({ user: { id: 'u', name: 'U' }, action: 'read child', outcome: 'done' });
    }
    audit.close();
  };
  await forge((forger) => stepBack(forger, 30));
  expect(words()).toHaveLength(21);
  expect(words().at(-1)).toMatch(/^10 more times the computer's clock was put back, the last at entry \d+\.$/);
  await forge((forger) => stepBack(forger, 1));
  expect(words().at(-1)).toMatch(/^1[12] more times/);
  const number = await store.call('audit.list', {}).then(({ rows }) => rows.at(-1)?.number ?? 0);
  await forge((forger) => forger.prepare("UPDATE entry SET user_name = 'Nobody' WHERE number = ?").run(number));
  expect(words().at(-1)).toBe(`Entry ${number} is not as it was written.`);
});
