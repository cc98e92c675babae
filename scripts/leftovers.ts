import { lstatSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Whether a process runs; one of another user's does, though it may not be spoken to. */
export function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * Takes away what runs that have ended left in a folder: of this user's only, and by its owner, because in a namespace of its
 * own (the tests that mount a disk) every user is called root.
 *
 * @param prefix what their names begin with; the number of the run's process follows
 */
export function removeLeftovers(within: string, prefix: string): void {
  for (const left of readdirSync(within)) {
    const runner = Number.parseInt(left.startsWith(prefix) ? left.slice(prefix.length) : '', 10);
    if (!Number.isInteger(runner) || isRunning(runner)) continue;
    const path = join(within, left);
    const owner = lstatSync(path, { throwIfNoEntry: false })?.uid;
    if (owner === process.getuid?.()) rmSync(path, { recursive: true, force: true });
  }
}
