import { existsSync, mkdirSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeLeftovers } from './leftovers.ts';

const memory = '/dev/shm';
const prefix = `vsk-memory-${process.getuid?.() ?? 'me'}-`;
const gigabyte = 1024 ** 3;

/** Whether files may be kept there: it is memory, with room, and programs in it may be started. */
function mayBeUsed(): boolean {
  if (!existsSync(memory) || !existsSync('/proc/mounts')) return false;
  const mount = readFileSync('/proc/mounts', 'utf8')
    .split('\n')
    .map((line) => line.split(' '))
    .findLast(([, place]) => place === memory);
  if (mount?.[2] !== 'tmpfs' || mount[3]?.split(',').some((option) => option === 'noexec' || option === 'ro'))
    return false;
  const { bavail, bsize } = statfsSync(memory);
  const available = Number(/^MemAvailable:\s+(\d+) kB/m.exec(readFileSync('/proc/meminfo', 'utf8'))?.[1] ?? 0) * 1024;
  return bavail * bsize > 4 * gigabyte && available > 8 * gigabyte;
}

/**
 * A folder in memory for the temporary files of a run of tests: on a disk half of a test's time is waiting until each of its
 * stores is on it. The system's own temporary folder where there is no such memory, or too little of it. It is taken away
 * with this process; what a killed one left goes with the next.
 */
export function folderInMemory(): string {
  if (!mayBeUsed()) return tmpdir();
  removeLeftovers(memory, prefix);
  const folder = join(memory, `${prefix}${process.pid}`);
  if (!existsSync(folder)) {
    mkdirSync(folder, { mode: 0o700 });
    process.on('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  }
  return folder;
}
