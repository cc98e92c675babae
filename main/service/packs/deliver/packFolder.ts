import { constants } from 'node:fs';
import { access, mkdir, rmdir, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { CallFailure } from '#service/context/callFailure.ts';
import { folderWarnings } from '#service/context/folderWarnings.ts';
import type { Progress } from '#service/context/progress.ts';
import { type PackFile, type PackFilesError, writePackFiles } from './packFiles.ts';

/** Folders or files of one name and date that are tried before giving up; nobody exports one pack so often. */
export const MOST_OF_ONE_NAME = 999;

/** A name that is taken gets a number. @example numbered('pack-999001-2025-03-31', 2) // 'pack-999001-2025-03-31 (2)' */
export const numbered = (name: string, number: number): string => (number === 1 ? name : `${name} (${number})`);

const cannotWrite = (folder: string, error: unknown): CallFailure => {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return new CallFailure(
      'cannotWrite',
      `There is no folder ${folder}. Nothing was written. Choose one that is there.`,
      {
        field: 'folder',
      },
    );
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return new CallFailure(
      'cannotWrite',
      `The folder ${folder} cannot be written to (${code}). Nothing was written. Choose another folder.`,
      { field: 'folder' },
    );
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new CallFailure('cannotWrite', 'The disk is full. Nothing was written. Free some space and try again.');
  throw error;
};

/** Refuses a folder that is not there or cannot be written to, before any work is done. Errors: `cannotWrite`. */
export async function requireFolder(folder: string): Promise<void> {
  try {
    if (!(await stat(folder)).isDirectory()) throw Object.assign(new Error('not a folder'), { code: 'ENOTDIR' });
    await access(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw cannotWrite(folder, error);
  }
}

/** Makes the pack's own folder inside the one chosen; a name that is taken gets a number, so nothing is overwritten. */
async function makeFolder(parent: string, name: string): Promise<string> {
  for (let number = 1; number <= MOST_OF_ONE_NAME; number += 1) {
    const folder = join(parent, numbered(name, number));
    try {
      await mkdir(folder, { mode: 0o700 });
      return folder;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw cannotWrite(parent, error);
    }
  }
  throw new CallFailure(
    'cannotWrite',
    `There are ${MOST_OF_ONE_NAME} packs of this school and date in ${parent} already.`,
  );
}

export function asFailure(error: PackFilesError, folder: string): CallFailure {
  if (error.code === 'cancelled') return new CallFailure('cancelled', 'Cancelled. No file was left.');
  if (error.code === 'diskFull')
    return new CallFailure('cannotWrite', 'The disk is full. No file was left. Free some space and try again.');
  const reason = error.code === 'notWritable' ? ` (${error.detail.reason})` : '';
  return new CallFailure('cannotWrite', `The folder ${folder} cannot be written to${reason}. No file was left.`);
}

/**
 * Writes files into a new folder inside the one chosen. They are whole or not there: after a cancel, a full disk or any
 * failure, of `finish` too, every file is taken away again, and the folder with them.
 *
 * Errors: `cancelled`, `cannotWrite`.
 */
export async function writeIntoNewFolder<Result>(
  choice: { parent: string; name: string; files: readonly PackFile[]; signal: AbortSignal },
  progress: Progress,
  finish: (folder: string, written: { name: string; bytes: number }[]) => Promise<Result>,
): Promise<Result> {
  const { parent, files, signal } = choice;
  await progress.report(0, files.length, 'Making the folder');
  const folder = await makeFolder(parent, choice.name);
  const written: { name: string; bytes: number }[] = [];
  try {
    const writing = writePackFiles({ outFolder: folder, files, signal });
    for (let step = await writing.next(); ; step = await writing.next()) {
      if (step.done === true) {
        if (!step.value.ok) throw asFailure(step.value.error, folder);
        break;
      }
      const { name, bytes, done, of } = step.value;
      written.push({ name, bytes });
      await progress.report(done, of, `${done} of ${of} files written`);
    }
    progress.hold();
    return await finish(folder, written);
  } catch (error) {
    for (const { name } of written) await unlink(join(folder, name)).catch(() => {});
    await rmdir(folder).catch(() => {});
    throw error;
  }
}

/**
 * How many files went where, for the audit: no path, which may name anything, but what is unwise about it.
 * @example whereItWent('/home/jo/OneDrive/pack-999001-2025-03-31', 12) // '12 files; synchronised'
 */
export function whereItWent(path: string, files: number): string {
  const kinds = folderWarnings(path).map((warning) => warning.kind);
  return [`${files} ${files === 1 ? 'file' : 'files'}`, ...(kinds.length > 0 ? [kinds.join(', ')] : [])].join('; ');
}
