import { rmSync } from 'node:fs';
import { replaceStore, settleLog } from '#db/backups/exchangeStore.ts';
import { newStoreKey } from '#db/keys/keyFile.ts';
import type { KeyRing } from '#db/keys/keyRing.ts';
import { CallFailure } from '../callFailure.ts';
import type { StoreControl } from '../context.ts';
import type { Progress } from '../jobs/jobs.ts';
import { runOffThread } from '../offThread/runOffThread.ts';
import { storeFiles } from '../storeFiles.ts';

const parts = ['', '-wal', '-shm', '-journal'] as const;

/**
 * Gives the store a new key: an encrypted copy under it takes the store's place. Before that the key file holds both keys,
 * so that, killed at any moment, the store opens with the one it has; the next unlock settles which.
 * Errors: `conflict` while somebody's way in is still of version 1 (they would be locked out), `diskFull`, `cancelled`.
 */
export async function rekeyStore(options: {
  folder: string;
  ring: KeyRing;
  store: StoreControl;
  progress: Progress;
}): Promise<void> {
  const { folder, ring, store, progress } = options;
  const files = storeFiles(folder);
  if (ring.oldSlotUsers.length > 0)
    throw new CallFailure(
      'conflict',
      `${ring.oldSlotUsers.length} ${ring.oldSlotUsers.length === 1 ? 'person has' : 'people have'} not unlocked the store since it was updated and would be locked out. Ask them to unlock once, or set their passphrase anew, then try again.`,
    );
  await progress.report(0, 3, 'Backing up');
  await store.backUp('rekey', progress);
  await progress.report(1, 3, 'Copying the store under its new key');
  await store.replaceFiles(progress, async (key) => {
    const next = newStoreKey();
    for (const part of parts) rmSync(`${files.rekeyed}${part}`, { force: true });
    settleLog(files.store, key);
    await runOffThread('copyUnderKey', { from: files.store, to: files.rekeyed, key, newKey: next });
    ring.beginRekey(next);
    replaceStore(files.store, files.rekeyed);
  });
}
