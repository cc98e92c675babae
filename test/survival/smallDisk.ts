import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A disk of a few megabytes that can be filled and made read-only. */
export interface SmallDisk {
  readonly path: string;
  /** Fills it but for so many bytes. */
  fill(leaving: number): void;
  /** Takes away what filled it. */
  free(): void;
  /** Nothing on it may be open for writing. */
  readOnly(): void;
  writable(): void;
  remove(): void;
}

/**
 * Mounts a disk in memory. Where mounting is not allowed it throws, and so the tests fail: a full disk that was never tried is
 * not known to be survived. An ordinary user may in a namespace of their own, where `npm test` runs the files that import this.
 */
export function aSmallDisk(megabytes: number): SmallDisk {
  const path = mkdtempSync(join(tmpdir(), 'vsk-disk-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', path]);
  const ballast = join(path, 'ballast');
  return {
    path,
    fill(leaving) {
      const { bavail, bsize } = statfsSync(path);
      const file = openSync(ballast, 'w');
      const part = Buffer.alloc(bsize);
      for (let left = Math.floor(bavail - leaving / bsize); left > 0; left -= 1) writeSync(file, part);
      closeSync(file);
    },
    free: () => rmSync(ballast, { force: true }),
    readOnly: () => void execFileSync('mount', ['-o', 'remount,bind,ro', path]),
    writable: () => void execFileSync('mount', ['-o', 'remount,bind,rw', path]),
    remove() {
      execFileSync('umount', ['-l', path]);
      rmSync(path, { recursive: true, force: true });
    },
  };
}
