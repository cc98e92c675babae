import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** A file written beside the one it is to replace, on the disk already: putting it in place needs no more space. */
export type Replacement = {
  /** Renames it over the file, and flushes the folder. */
  place(): void;
  /** Takes it away; the file stays as it was. */
  discard(): void;
};

/**
 * Opens a file that is made by this call alone, for nobody else to read. What lay under the name is taken away first, and a
 * link put there meanwhile is not followed: the call fails instead.
 */
export function createExclusively(path: string): number {
  rmSync(path, { force: true });
  return openSync(path, 'wx', 0o600);
}

/** Writes a file's new content beside it and flushes it to the disk. Throws, and leaves nothing, when it cannot. */
export function prepareReplacement(path: string, content: string | Uint8Array, end = '.new'): Replacement {
  const temporary = `${path}${end}`;
  const discard = () => rmSync(temporary, { force: true });
  try {
    const file = createExclusively(temporary);
    try {
      writeFileSync(file, content);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    discard();
    throw error;
  }
  return {
    place() {
      try {
        renameSync(temporary, path);
      } catch (error) {
        discard();
        throw error;
      }
      flushFolder(dirname(path));
    },
    discard,
  };
}

/** Replaces a file whole: written beside it, flushed to the disk, renamed over it, and the folder flushed. */
export const replaceFile = (path: string, content: string | Uint8Array): void =>
  prepareReplacement(path, content).place();

/** Makes a rename in the folder durable; Windows has no such call and needs none. */
export function flushFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const directory = openSync(folder, 'r');
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
}
