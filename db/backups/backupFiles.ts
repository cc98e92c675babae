import { existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { flushFolder } from '#db/replaceFile.ts';

/** One backup of a folder: an encrypted store, its key file beside it, its audit file beside it (none before version 0.2.1), and a mark beside it while somebody keeps it. */
export type BackupFile = {
  /** The file's name, the same in every folder it is copied to. */
  backupId: string;
  path: string;
  /** ISO 8601 UTC. */
  madeAt: string;
  reason: string;
  bytes: number;
  kept: boolean;
};

const pattern = /^backup-(\d{4}-\d{2}-\d{2}T\d{2})-(\d{2})-(\d{2})-(\d{3})Z-([A-Za-z-]+)\.vsk$/;

/** The key file that belongs to a store or a backup: `children.vsk` has `children.vskkey` beside it. */
export const keyFileBeside = (store: string): string => `${store}key`;
/** The audit and the drafts of a store or a backup: `children.vsk` has `children.vskaudit` beside it. */
export const auditFileBeside = (store: string): string => `${store}audit`;
const keptMark = (path: string): string => path.replace(/\.vsk$/, '.kept');

/** @example backupName(new Date('2025-03-31T09:00:00Z'), 'daily') // 'backup-2025-03-31T09-00-00-000Z-daily.vsk' */
export const backupName = (at: Date, reason: string): string =>
  `backup-${at.toISOString().replaceAll(/[:.]/g, '-')}-${reason}.vsk`;

/** When and why a backup was made, from its name; null for a file that is none. A name is never a path. */
export function readBackupName(name: string): { madeAt: string; reason: string } | null {
  const match = pattern.exec(name);
  if (!match) return null;
  const [, hour, minute, second, thousandth, reason] = match;
  const madeAt = `${hour}:${minute}:${second}.${thousandth}Z`;
  if (Number.isNaN(Date.parse(madeAt))) return null;
  // Version 0.1.0 called it so.
  return { madeAt, reason: reason === 'before-migration' ? 'migration' : (reason ?? '') };
}

/** The next name that is free in the folder: two backups of one thousandth of a second are told apart by the next. */
export function freeBackupName(folder: string, at: Date, reason: string): string {
  const taken = new Set(existsSync(folder) ? readdirSync(folder).map((name) => readBackupName(name)?.madeAt) : []);
  let time = at.getTime();
  while (taken.has(new Date(time).toISOString())) time += 1;
  return backupName(new Date(time), reason);
}

/** The backups of a folder, newest first; none where the folder is not there. */
export function listBackupFiles(folder: string): BackupFile[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder);
  const all = new Set(names);
  return names
    .flatMap((backupId): BackupFile[] => {
      const read = readBackupName(backupId);
      if (!read) return [];
      const path = join(folder, backupId);
      // Another process may have taken it away since the folder was read.
      const stats = statSync(path, { throwIfNoEntry: false });
      return stats ? [{ backupId, path, ...read, bytes: stats.size, kept: all.has(keptMark(backupId)) }] : [];
    })
    .sort((a, b) => (a.madeAt < b.madeAt ? 1 : -1));
}

/** Marks a backup as kept, or lets it go; a folder that does not hold it is left alone. */
export function setKept(folder: string, backupId: string, kept: boolean): void {
  const path = join(folder, backupId);
  if (!existsSync(path)) return;
  if (kept) writeFileSync(keptMark(path), '');
  else rmSync(keptMark(path), { force: true });
  flushFolder(folder);
}

/** Takes a backup away: the store first, so that nothing is ever listed without its key. */
export function removeBackup(folder: string, backupId: string): void {
  const path = join(folder, backupId);
  for (const file of [path, auditFileBeside(path), keyFileBeside(path), keptMark(path)]) rmSync(file, { force: true });
}

/** Takes away what a backup that was cut off left behind: unfinished files, and key files, audits and marks without their store. */
export function cleanBackupFolder(folder: string): void {
  if (!existsSync(folder)) return;
  const names = new Set(readdirSync(folder));
  for (const name of names) {
    if (!name.startsWith('backup-')) continue;
    const unfinished = /\.(vsk|vskkey|vskaudit)\.new(-journal|-wal|-shm)?$/.test(name);
    const store = name.replace(/\.(vskkey|vskaudit|kept)$/, '.vsk');
    if (unfinished || (store !== name && !names.has(store))) rmSync(join(folder, name), { force: true });
  }
}
