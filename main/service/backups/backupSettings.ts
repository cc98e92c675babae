import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { replaceFile } from '#db/replaceFile.ts';

/**
 * Where copies go besides the store's own folder, and why the last one failed. It lies beside the store and not in it, so that
 * a store that does not open can still be restored from the second folder. It holds no name and no key.
 */
const settings = z.object({
  secondFolder: z.string().nullable().default(null),
  problem: z.string().nullable().default(null),
});
export type BackupSettings = z.output<typeof settings>;

const nothing: BackupSettings = { secondFolder: null, problem: null };
/** What could not be written down (a full disk), by folder; it is then true until the app ends. */
const unwritten = new Map<string, string | null>();

const fileOf = (folder: string): string => join(folder, 'backups.json');

/** The settings of the store in a folder; none where there is no file, or one that cannot be read. */
export function readBackupSettings(folder: string): BackupSettings {
  let read = nothing;
  try {
    read = settings.parse(JSON.parse(readFileSync(fileOf(folder), 'utf8')));
  } catch {
    // Not there yet, or damaged: no second folder is better than none of the backups listed.
  }
  return unwritten.has(folder) ? { ...read, problem: unwritten.get(folder) ?? null } : read;
}

/** Sets the second folder, or takes it away with null. Throws when it cannot be written. */
export function writeSecondFolder(folder: string, secondFolder: string | null): void {
  replaceFile(fileOf(folder), `${JSON.stringify({ secondFolder, problem: null }, null, 2)}\n`);
  unwritten.delete(folder);
}

/** Notes why the last backup or its copy failed, or with null that it did not. Never throws: a full disk is noted too. */
export function noteBackupProblem(folder: string, problem: string | null): void {
  const now = readBackupSettings(folder);
  if (now.problem === problem) return;
  try {
    replaceFile(fileOf(folder), `${JSON.stringify({ ...now, problem }, null, 2)}\n`);
    unwritten.delete(folder);
  } catch {
    unwritten.set(folder, problem);
  }
}
