import { join } from 'node:path';
import { expect, it } from 'vitest';
import { people } from '#test/golden/goldenStore.ts';
import { bringUpToDate, upgraded } from '#test/make/bringUpToDate.ts';
import { aSmallDisk } from '#test/survival/smallDisk.ts';
import { anOldStore, filesIn, hostOn } from './support.ts';

const passphrase = people.administrator;

it('a store of 0.2 is refused before anything is written where the disk has too little space', async () => {
  const disk = aSmallDisk(60);
  const onDisk = anOldStore(join(disk.path, 'store'));
  const other = hostOn(onDisk);
  try {
    disk.fill(20_000_000);
    const before = filesIn(onDisk);
    const job = await upgraded(other, passphrase);
    expect(job).toMatchObject({ state: 'failed', error: { code: 'diskFull' } });
    expect(job.error?.message).toMatch(/^Not enough space: .* needs 39 MB on the disk, (19|20) MB are free\./);
    expect(filesIn(onDisk)).toEqual(before);
    // With what it says it needs it goes through.
    disk.free();
    disk.fill(40_000_000);
    await bringUpToDate(other, passphrase);
  } finally {
    other.close();
    disk.remove();
  }
});
