import { besideAudit } from '#db/audit/openAudit.ts';
import type { copyUnderKey } from '#db/backups/copyUnderKey.ts';
import { replaceStore, settleLog } from '#db/backups/exchangeStore.ts';
import { removeUnfinished } from '#db/backups/verifiedCopy.ts';
import { newStoreKey } from '#db/keys/keyFile.ts';
import type { KeyRing } from '#db/keys/keyRing.ts';
import type { ReadConnection } from '#db/open.ts';
import { listUsers } from '#db/queries/users.ts';
import { CallFailure } from '../context/callFailure.ts';
import type { KeyControl, StoreControl } from '../context/context.ts';
import type { Progress } from '../context/progress.ts';
import { storeFiles } from '../context/storeFiles.ts';
import { runOffThread } from '../jobs/runOffThread.ts';

/** Takes away the ways in of everybody who is no active person of the store: a new key is not sealed to those. */
async function removeStrays(reader: ReadConnection, keys: Pick<KeyControl, 'slots' | 'oldSlotUsers' | 'remove'>) {
  const active = new Set(listUsers(reader).flatMap((user) => (user.active ? [user.id] : [])));
  const isStray = (userId: string) => !active.has(userId);
  if (keys.slots.some(({ userId }) => isStray(userId)) || keys.oldSlotUsers.some(isStray))
    await keys.remove(({ userId }) => isStray(userId));
}

/**
 * Gives the store and its audit a new key: encrypted copies under it take their place. Before that the key file holds both keys,
 * so that, killed at any moment, the store opens with the one it has; the next unlock settles which.
 * Ways in of people who were removed, or whom the store does not know, are taken away first.
 * Errors: `conflict` while somebody's way in is still of version 1 (they would be locked out), `diskFull`, `cancelled`.
 */
export async function rekeyStore(options: {
  folder: string;
  ring: KeyRing;
  reader: ReadConnection;
  keys: Pick<KeyControl, 'slots' | 'oldSlotUsers' | 'remove'>;
  store: StoreControl;
  progress: Progress;
}): Promise<void> {
  const { folder, ring, reader, keys, store, progress } = options;
  const files = storeFiles(folder);
  await removeStrays(reader, keys);
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
    const audit = besideAudit(files.audit).rekeyed;
    try {
      for (const made of [files.rekeyed, audit]) removeUnfinished(made);
      settleLog(files.store, key);
      settleLog(files.audit, key);
      await runOffThread<typeof copyUnderKey>('copyUnderKey', {
        from: files.store,
        to: files.rekeyed,
        key,
        newKey: next,
      });
      await runOffThread<typeof copyUnderKey>('copyUnderKey', { from: files.audit, to: audit, key, newKey: next });
    } catch (error) {
      next.fill(0);
      throw error;
    }
    // The ring's own from here: it wipes it.
    ring.beginRekey(next);
    replaceStore(files.store, files.rekeyed);
    // Cut off here, the next opening finds the audit under the old key and gives it the store's (`openAudit`).
    replaceStore(files.audit, audit);
  });
}
