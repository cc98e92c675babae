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
  /** An old passphrase may still open an old backup; true until every key file beside the backups was brought up to date. */
  oldKeyFiles: z.boolean().default(false),
});
type Written = z.output<typeof settings>;
export type BackupSettings = { secondFolder: string | null; problem: string | null };

const nothing: Written = { secondFolder: null, problem: null, oldKeyFiles: false };
const oldKeyFilesProblem =
  'The key files beside the backups could not be brought up to date: an old passphrase may still open an old backup. Connect the second folder and back up again.';
/** What could not be written down (a full disk), by folder; it is then true until the app ends. */
const unwritten = new Map<string, Pick<Written, 'problem' | 'oldKeyFiles'>>();

const fileOf = (folder: string): string => join(folder, 'backups.json');

function readWritten(folder: string): Written {
  let read = nothing;
  try {
    read = settings.parse(JSON.parse(readFileSync(fileOf(folder), 'utf8')));
  } catch {
    // Not there yet, or damaged: no second folder is better than none of the backups listed.
  }
  return { ...read, ...unwritten.get(folder) };
}

/** The settings of the store in a folder; none where there is no file, or one that cannot be read. */
export function readBackupSettings(folder: string): BackupSettings {
  const { secondFolder, problem, oldKeyFiles } = readWritten(folder);
  return { secondFolder, problem: problem ?? (oldKeyFiles ? oldKeyFilesProblem : null) };
}

/** Sets the second folder, or takes it away with null. Throws when it cannot be written. */
export function writeSecondFolder(folder: string, secondFolder: string | null): void {
  replaceFile(fileOf(folder), `${JSON.stringify({ ...nothing, secondFolder }, null, 2)}\n`);
  unwritten.delete(folder);
}

/** Notes why the last backup or its copy failed, or with null that it did not. Never throws: a full disk is noted too. */
export function noteBackupProblem(folder: string, problem: string | null): void {
  note(folder, { problem });
}

/** Notes whether key files beside the backups, in any folder of them, are older than the store's own. Never throws. */
export function noteOldKeyFiles(folder: string, oldKeyFiles: boolean): void {
  note(folder, { oldKeyFiles });
}

function note(folder: string, change: Partial<Pick<Written, 'problem' | 'oldKeyFiles'>>): void {
  const now = readWritten(folder);
  const next = { ...now, ...change };
  if (now.problem === next.problem && now.oldKeyFiles === next.oldKeyFiles) return;
  try {
    replaceFile(fileOf(folder), `${JSON.stringify(next, null, 2)}\n`);
    unwritten.delete(folder);
  } catch {
    unwritten.set(folder, { problem: next.problem, oldKeyFiles: next.oldKeyFiles });
  }
}
