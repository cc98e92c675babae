import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readKeyFile } from '#db/keys/keyFile.ts';
import { storeFiles } from '#service/context/storeFiles.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';
import { aSmallDisk, type SmallDisk } from './smallDisk.ts';

// attack.md A11, core.md B8: 'Nothing was changed' is said only where nothing was.

let disk: SmallDisk;
let store: TestStore;
beforeEach(async () => {
  disk = aSmallDisk(24);
  store = await aStore({ folder: disk.folder });
});
afterEach(() => {
  store.host.close();
  disk.remove();
});
const people = async () =>
  (await store.call('users.list', {})).rows.map(({ name, canUnlock }) => `${name} ${canUnlock}`);
const inKeyFile = () => readKeyFile(storeFiles(store.host.folder).key)?.slots.length;

describe('a person added while the disk fills up', () => {
  it('is there with a way in, or not at all, at whichever write it fails', async () => {
    let [added, refused] = [0, 0];
    for (let kibibytes = 0; kibibytes <= 140; kibibytes += 4) {
      const before = [await people(), inKeyFile()];
      const free = disk.fill();
      free();
      disk.fillAllBut(kibibytes);
      const reply = await store.reply('users.add', {
        name: `Person ${kibibytes}`,
        role: 'reader',
        localityId: null,
        passphrase: `the passphrase of person ${kibibytes}`,
      });
      free();
      const rows = await people();
      expect(rows.filter((row) => row.endsWith('false'))).toEqual([]);
      expect(inKeyFile()).toBe(rows.length);
      if (reply.ok) added += 1;
      else {
        refused += 1;
        const changed = JSON.stringify([rows, inKeyFile()]) !== JSON.stringify(before);
        expect({ changed, said: reply.error.detail.message.includes('Nothing was changed') }).toEqual({
          changed,
          said: !changed,
        });
      }
    }
    expect(added).toBeGreaterThan(0);
    expect(refused).toBeGreaterThan(0);
  });
});
