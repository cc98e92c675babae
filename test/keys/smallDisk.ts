import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

function run(command: string, ...given: string[]): void {
  const { status, stderr } = spawnSync(command, given, { encoding: 'utf8' });
  // A fault that cannot be made to happen is a failure of its test, never a reason to pass it over.
  if (status !== 0)
    throw new Error(
      `${command} ${given.join(' ')} failed (it needs root, or npm test, which runs it in a namespace of its own): ${stderr}`,
    );
}

/** A disk of its own for one test: small enough to fill, and to be made read-only. */
export interface SmallDisk {
  folder: string;
  /** Writes until no byte is left; answers what frees the space again. */
  fill(): () => void;
  /** Fills it but for so many kibibytes. */
  fillAllBut(kibibytes: number): void;
  readOnly(): void;
  writable(): void;
  remove(): void;
}

export function aSmallDisk(megabytes: number): SmallDisk {
  const folder = mkdtempSync(join(tmpdir(), 'vsk-disk-'));
  run('mount', '-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder);
  return {
    folder,
    fill() {
      const filler = join(folder, 'filler');
      for (let part = 0; ; part += 1) {
        const { bavail, bsize } = statfsSync(folder);
        if (bavail === 0) break;
        writeFileSync(`${filler}${part}`, Buffer.alloc(bavail * bsize));
      }
      return () => run('sh', '-c', `rm -f '${filler}'*`);
    },
    fillAllBut(kibibytes) {
      const { bavail, bsize } = statfsSync(folder);
      writeFileSync(join(folder, 'filler0'), Buffer.alloc(Math.max(0, bavail * bsize - kibibytes * 1024)));
    },
    readOnly: () => run('mount', '-o', 'remount,bind,ro', folder),
    writable: () => run('mount', '-o', 'remount,bind,rw', folder),
    remove() {
      run('umount', '-l', folder);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
