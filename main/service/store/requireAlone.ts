import { existsSync, lstatSync, statSync } from 'node:fs';
import { isOpenElsewhere } from '#db/open.ts';
import { CallFailure } from '../context/callFailure.ts';
import { storeFiles } from '../context/storeFiles.ts';

/** How long is waited for somebody to let go, in milliseconds: a backup that a lock cut off ends with the page it copies. */
const patience = 10_000;

/**
 * Refuses a store that somebody has open in spite of the folder's lock, because the lock file was taken away or the store's file
 * has another name elsewhere; and one with two names, since each would have a log of its own beside it, and what was saved
 * under one would be missing under the other. Errors: `storeInUse`, `conflict`.
 * @param keys those that may open it
 * @param options.onlyRead the store may be damaged: where a log lies beside it, asking would write that into the store
 */
export async function requireAlone(
  folder: string,
  keys: Iterable<Buffer>,
  options: { onlyRead: boolean } = { onlyRead: false },
): Promise<void> {
  const { store } = storeFiles(folder);
  if (!existsSync(store)) return;
  const stats = lstatSync(store);
  if (stats.nlink > 1 || stats.isSymbolicLink())
    throw new CallFailure(
      'conflict',
      'The file of the store (children.vsk) is a link, or has a second name in another folder. Opened under two names it could be damaged. Take the other name away, or copy the file in its place, then try again.',
    );
  const log = statSync(`${store}-wal`, { throwIfNoEntry: false });
  if (options.onlyRead && (log?.size ?? 0) > 0) return;
  const until = performance.now() + patience;
  for (const key of keys)
    while (isOpenElsewhere(store, key)) {
      if (performance.now() > until)
        throw new CallFailure(
          'storeInUse',
          'The store is open already, in another window of VSK Tracker or in the command line. Close it there, then try again.',
        );
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
}
