import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Where a store's files are: the encrypted store, its key file, its backups. */
export const storeFiles = (folder: string) => ({
  store: join(folder, 'children.vsk'),
  key: join(folder, 'children.vskkey'),
  backups: join(folder, 'backups'),
});

/** Whether a folder holds a store. A key file without its store, or the reverse, still counts: neither is overwritten. */
export const storeExists = (folder: string): boolean =>
  existsSync(storeFiles(folder).store) || existsSync(storeFiles(folder).key);

export const makeFolder = (folder: string): void => {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
};

/** Takes away a store that was never finished: only ever called by the call that began it. */
export const removeStoreFiles = (folder: string): void => {
  const files = storeFiles(folder);
  for (const file of [files.store, `${files.store}-wal`, `${files.store}-shm`, files.key])
    rmSync(file, { force: true });
};

/** When the newest backup in the store's own folder was made; null where there is none. */
export function newestBackup(folder: string): string | null {
  const { backups } = storeFiles(folder);
  if (!existsSync(backups)) return null;
  const times = readdirSync(backups)
    .filter((name) => name.endsWith('.vsk'))
    .map((name) => statSync(join(backups, name)).mtimeMs);
  return times.length === 0 ? null : new Date(Math.max(...times)).toISOString();
}
