import { lstatSync, type Stats } from 'node:fs';
import { basename } from 'node:path';
import { besideAudit } from '#db/audit/openAudit.ts';
import { besideStore } from '#db/backups/exchangeStore.ts';
import { CallFailure } from '../context/callFailure.ts';
import { storeFiles } from '../context/storeFiles.ts';

const words = (stats: Stats): string => {
  if (stats.isSymbolicLink()) return 'a link to somewhere else';
  return stats.isDirectory() ? 'a folder' : 'no ordinary file (a pipe or a device)';
};

function refuse(path: string, stats: Stats): never {
  throw new CallFailure(
    'conflict',
    `${basename(path)} in the store's folder is ${words(stats)}, where VSK Tracker has a file of its own. Nothing was opened or changed. Move it out of the folder, put back the file if it was moved away for it, and try again. If nobody of the team put it there, tell whoever looks after this computer.`,
    { value: basename(path) },
  );
}

const statsOf = (path: string): Stats | undefined => lstatSync(path, { throwIfNoEntry: false });

/**
 * Refuses a store's folder where something else lies under the name of one of the app's own files: it is neither followed nor
 * written through nor read for ever. Names that only work under way uses are made anew each time, so a link there is taken away
 * and not followed; a folder is refused. Errors: `conflict`.
 */
export function requirePlainFiles(folder: string): void {
  const { store, key, audit, unfinished, rekeyed, lock, attempts } = storeFiles(folder);
  const { ready, ...made } = besideStore(store);
  const kept = [key, audit, ...[store, audit].flatMap((path) => [`${path}-wal`, `${path}-shm`]), ready, lock, attempts];
  for (const path of kept) {
    const stats = statsOf(path);
    if (stats && !stats.isFile()) refuse(path, stats);
  }
  // A link in the place of the store itself is told by `requireAlone`, which knows of second names too.
  const own = statsOf(store);
  if (own && !own.isFile() && !own.isSymbolicLink()) refuse(store, own);
  const passing = [unfinished, rekeyed, ...Object.values(made), ...Object.values(besideAudit(audit)), `${key}.new`];
  for (const path of passing) {
    const stats = statsOf(path);
    if (stats && !stats.isFile() && !stats.isSymbolicLink()) refuse(path, stats);
  }
}
