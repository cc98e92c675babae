import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Connection } from './open.ts';
import { openForReading } from './open.ts';
import { flushFolder } from './replaceFile.ts';

/**
 * An encrypted, verified copy of the store by `VACUUM INTO` (the driver's own backup fails on an encrypted store, and a
 * copied write-ahead-log file has no tables: architecture.md section 3). The copy takes the store's key.
 * @returns the path of the copy. Throws, and leaves no half copy, when it cannot be written or does not verify.
 */
export function backUp(options: {
  connection: Connection;
  key: Buffer;
  folder: string;
  label: string;
  now?: Date;
}): string {
  mkdirSync(options.folder, { recursive: true });
  const stamp = (options.now ?? new Date()).toISOString().replaceAll(/[:.]/g, '-');
  const path = join(options.folder, `backup-${stamp}-${options.label}.vsk`);
  const temporary = `${path}.new`;
  try {
    options.connection.prepare('VACUUM INTO ?').run(temporary);
    const copy = openForReading(temporary, options.key);
    const verdict = copy.pragma('integrity_check', { simple: true });
    copy.close();
    if (verdict !== 'ok') throw new Error(`The backup did not verify: ${String(verdict)}`);
    const file = openSync(temporary, 'r+');
    fsyncSync(file);
    closeSync(file);
    renameSync(temporary, path);
    flushFolder(options.folder);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  return path;
}
