import { cleanBackupFolder } from '#db/backups/backupFiles.ts';
import { cleanLeftovers } from '#db/backups/exchangeStore.ts';
import type { KeyFile } from '#db/keys/keyFileShape.ts';
import { KeyRing } from '#db/keys/keyRing.ts';
import { savingWords, schemaAge } from '#db/migrate.ts';
import { openForReading } from '#db/open.ts';
import type { Progress } from '../context/progress.ts';
import { storeFiles } from '../context/storeFiles.ts';
import { runOffThread } from '../jobs/runOffThread.ts';
import type { Host } from './host.ts';
import { openFile } from './openStore.ts';
import { stretchOffThread } from './stretchOffThread.ts';
import { requireSpace } from './upgradeNeeds.ts';
import type { upgradeTask } from './upgradeTask.ts';

/** What the thread tells; its last word comes before the commit, and from there nothing is called off. */
function untilSaving(progress: Progress): Progress {
  return {
    async report(done, total, message) {
      if (message === savingWords) progress.hold();
      await progress.report(done, total, message);
    },
    get cancelled() {
      return progress.cancelled;
    },
    hold: () => progress.hold(),
  };
}

/**
 * Brings the store's file up to date in a thread of its own, where it is of an earlier version. The caller holds the folder's
 * lock and has nothing of the store open. Keys stay the caller's.
 * @returns whether it was of an earlier version
 * Errors: `diskFull` before anything is written or later, `cancelled`, those of `openFile`; the store is as it was then.
 */
export async function upgradeFile(
  host: Host,
  keyFile: KeyFile,
  keys: Map<string, Buffer>,
  progress: Progress,
): Promise<boolean> {
  const { store, key: keyPath, backups } = storeFiles(host.folder);
  const { migrations } = host.options.resources;
  cleanLeftovers(store, backups);
  // Only to find the key that opens the store, and that the key file was not tampered with; opening it in earnest settles it.
  const ring = new KeyRing({
    path: keyPath,
    file: keyFile,
    keys,
    now: host.now,
    cost: host.options.stretch,
    stretcher: stretchOffThread,
  });
  const { connection, key } = openFile(store, ring);
  const age = schemaAge(connection, migrations);
  connection.close();
  if (age !== 'older') return false;
  requireSpace(host.folder);
  try {
    const input = { store, key, migrationsFolder: migrations, backups };
    await runOffThread<typeof upgradeTask>('upgradeStore', input, untilSaving(progress));
  } catch (error) {
    // Called off while the last word was on its way: what is saved is not called cancelled.
    if (isOfThisVersion(store, key, migrations)) return true;
    try {
      cleanBackupFolder(backups);
    } catch {
      // The thread hangs in a call of the system that still has the half copy open: the next opening takes it away.
    }
    throw error;
  }
  return true;
}

/** False also where it cannot be told now, because the thread that was called off still holds it. */
function isOfThisVersion(store: string, key: Buffer, migrations: string): boolean {
  let reader: ReturnType<typeof openForReading> | null = null;
  try {
    reader = openForReading(store, key);
    return schemaAge(reader, migrations) === 'same';
  } catch {
    return false;
  } finally {
    reader?.close();
  }
}
