import { randomBytes } from 'node:crypto';
import { cpSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fixedClock } from '#db/clock.ts';
import { resourcesIn } from '#service/context/resources.ts';
import { storeFiles } from '#service/context/storeFiles.ts';
import { StoreHost } from '#service/storeHost.ts';
import { cheapStretch } from '#test/make/aStore.ts';

/** A surname that nothing else on this machine holds: any file with it leaked it. */
export const aSurname = (): string => `Quillfeather${randomBytes(8).toString('hex')}`;

/** Whether bytes hold a word, as the encodings a program might write it in. */
export const holds = (bytes: Buffer, word: string): boolean =>
  bytes.includes(word, 0, 'utf8') || bytes.includes(word, 0, 'utf16le');

function* filesBelow(folder: string, since: number): Generator<string> {
  let entries: string[] = [];
  try {
    entries = readdirSync(folder);
  } catch {
    return; // Another process's folder, or gone meanwhile.
  }
  for (const name of entries) {
    const path = join(folder, name);
    try {
      const about = lstatSync(path);
      if (about.isDirectory()) yield* filesBelow(path, since);
      else if (about.isFile() && about.mtimeMs >= since) yield path;
    } catch {
      // Gone meanwhile.
    }
  }
}

/** Files below a folder, changed since a time (all: 0), that hold the word. */
export const filesHolding = (folder: string, word: string, since = 0): string[] =>
  [...filesBelow(folder, since)].filter((path) => {
    try {
      return lstatSync(path).size < 1024 * 1024 * 1024 && holds(readFileSync(path), word);
    } catch {
      return false;
    }
  });

export const temporaryFilesHolding = (word: string, since: number): string[] =>
  [...new Set([tmpdir(), '/tmp', '/var/tmp'])]
    .filter(existsSync)
    .flatMap((folder) => filesHolding(folder, word, since));

/** Files this process has open, deleted ones too (SQLite unlinks its temporary files at once), that hold the word. */
export const openFilesHolding = (word: string): string[] =>
  readdirSync('/proc/self/fd').flatMap((descriptor) => {
    const path = `/proc/self/fd/${descriptor}`;
    try {
      const target = readlinkSync(path);
      if (!target.startsWith('/') || target.startsWith('/dev/') || target.startsWith('/proc/')) return [];
      return holds(readFileSync(path), word) ? [target] : [];
    } catch {
      return [];
    }
  });

export const hostIn = (folder: string, today = '2025-03-31'): StoreHost =>
  new StoreHost({
    folder,
    resources: resourcesIn(process.cwd()),
    clock: fixedClock(today),
    appVersion: 'test',
    stretch: cheapStretch,
  });

/** Copies a store's files as they lie on the disk, as a stolen or crashed laptop would have them. */
export function copyStore(
  from: string,
  to: string,
  parts: readonly ('' | '-wal' | '-shm')[] = ['', '-wal', '-shm'],
): string {
  mkdirSync(to, { recursive: true });
  for (const part of parts)
    if (existsSync(`${storeFiles(from).store}${part}`))
      cpSync(`${storeFiles(from).store}${part}`, `${storeFiles(to).store}${part}`);
  cpSync(storeFiles(from).key, storeFiles(to).key);
  return to;
}
