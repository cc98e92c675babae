import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fixedClock } from '#db/clock.ts';
import { resourcesIn } from '#service/context/resources.ts';
import { storeFiles } from '#service/context/storeFiles.ts';
import { createStore } from '#service/store/createStore.ts';
import { demonstrationPassphrase } from '#service/store/makeStore.ts';
import { StoreHost } from '#service/storeHost.ts';
import { cheapStretch, testPassphrase } from '#test/make/aStore.ts';

let folder: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'vsk-cut-off-')), 'store');
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }));

const hostOn = () =>
  new StoreHost({
    folder,
    resources: resourcesIn(process.cwd()),
    clock: fixedClock('2025-03-31'),
    appVersion: 'test',
    stretch: cheapStretch,
  });

describe('a creation that was cut off', () => {
  it.each([
    ['before its key file', false],
    ['after its key file', true],
  ])('%s leaves a folder in which a store can be created', async (_when, withKeyFile) => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(storeFiles(folder).unfinished, 'half a store');
    if (withKeyFile) writeFileSync(storeFiles(folder).key, '{}');
    const host = hostOn();
    expect(await host.call('store.status', {})).toMatchObject({ ok: true, value: { state: 'none' } });
    expect(await host.call('store.create', { passphrase: testPassphrase, userName: 'A. Head' })).toMatchObject({
      ok: true,
    });
    host.lock();
    await host.unlock(testPassphrase);
    expect(existsSync(storeFiles(folder).unfinished)).toBe(false);
    host.close();
    expect(readdirSync(folder).sort()).toEqual([
      'children.vsk',
      'children.vskaudit',
      'children.vskkey',
      'children.vsklock',
    ]);
  });

  it('a key file alone, without the trace of a creation, is a store whose file is missing', async () => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(storeFiles(folder).key, '{}');
    const host = hostOn();
    expect(await host.call('store.create', { passphrase: testPassphrase, userName: 'A. Head' })).toMatchObject({
      ok: false,
      error: { code: 'storeExists' },
    });
  });

  it('a demonstration whose making was cut off is made anew', async () => {
    const cutOff = await createStore({
      folder,
      migrationsFolder: resourcesIn(process.cwd()).migrations,
      passphrase: demonstrationPassphrase,
      userName: 'Demonstration user',
      clock: fixedClock('2025-03-31'),
      demonstration: true,
      stretch: cheapStretch,
    });
    cutOff.connection.close();
    cutOff.audit.close();
    const host = hostOn();
    await host.openDemonstration();
    const status = await host.call('store.status', {});
    expect(status).toMatchObject({ ok: true, value: { state: 'none', preparing: expect.any(String) } });
    host.close();
  });
});
