import { accessSync, constants, existsSync, readFileSync, statfsSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import type { FolderWarning } from '#contract/store.ts';
import { replaceFile } from '#db/replaceFile.ts';
import { CallFailure } from '../context/callFailure.ts';
import { folderWarnings } from '../context/folderWarnings.ts';
import { makeFolder, storeExists } from '../context/storeFiles.ts';

const fileIn = (home: string): string => join(home, 'store-folder.json');

/** The folder whose store this computer opens: the one chosen last, or `store` in the app's own folder. */
export function chosenFolder(home: string): string {
  const own = join(home, 'store');
  try {
    const { folder } = JSON.parse(readFileSync(fileIn(home), 'utf8')) as { folder: unknown };
    return typeof folder === 'string' && isAbsolute(folder) ? folder : own;
  } catch {
    return own;
  }
}

/** Remembers the folder for the next start. */
export function rememberFolder(home: string, folder: string): void {
  makeFolder(home);
  replaceFile(fileIn(home), `${JSON.stringify({ folder })}\n`);
}

/** A folder as somebody typed or chose it, whole. Errors: `invalidInput`. */
export function readFolder(typed: string): string {
  if (!isAbsolute(typed.trim()))
    throw new CallFailure(
      'invalidInput',
      `'${typed}' is not a whole path. Choose the folder, or type it from its disk on.`,
      {
        field: 'folder',
      },
    );
  return resolve(typed.trim());
}

/** What a folder would be like for a store; nothing is made or changed. */
export function checkFolder(folder: string): {
  folder: string;
  holdsStore: boolean;
  cannotWrite: string | null;
  freeBytes: number | null;
  warnings: FolderWarning[];
} {
  let existing = folder;
  while (!existsSync(existing) && dirname(existing) !== existing) existing = dirname(existing);
  let cannotWrite: string | null = null;
  let freeBytes: number | null = null;
  try {
    if (!statSync(existing).isDirectory()) cannotWrite = `${existing} is a file. Choose a folder.`;
    else accessSync(existing, constants.W_OK | constants.X_OK);
    const { bavail, bsize } = statfsSync(existing);
    freeBytes = bavail * bsize;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
    cannotWrite =
      code === 'EROFS'
        ? `${existing} is on a read-only disk. Choose another folder.`
        : `You may not write in ${existing} (${code}). Choose another folder, or ask for the right.`;
  }
  return { folder, holdsStore: storeExists(folder), cannotWrite, freeBytes, warnings: folderWarnings(folder) };
}
