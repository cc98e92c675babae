import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { isRunning, removeLeftovers } from '#scripts/leftovers.ts';

/** Each person's own: what another user left behind cannot be removed. */
const prefix = `vsk-once-${process.getuid?.() ?? 'me'}-`;

/**
 * A folder that is made once per test run (the runner is every worker's parent, and a worker that saw a failure is replaced);
 * a worker that comes while another makes it waits. What earlier runs left behind goes first.
 */
export async function onceARun(
  name: string,
  make: (folder: string) => Promise<void>,
  within = tmpdir(),
): Promise<string> {
  removeLeftovers(within, prefix);
  const finished = join(within, `${prefix}${process.ppid}-${name}`);
  const making = `${finished}.making`;
  while (!existsSync(finished)) {
    if (startMaking(making)) {
      try {
        await make(making);
      } catch (error) {
        rmSync(making, { recursive: true, force: true });
        throw error;
      }
      rmSync(join(making, 'maker'));
      renameSync(making, finished);
    } else await wait(200);
  }
  return finished;
}

/** Whether it falls to this worker to make it: nobody does, or who did has died. */
function startMaking(folder: string): boolean {
  const maker = join(folder, 'maker');
  if (existsSync(maker) && !isRunning(Number(readFileSync(maker, 'utf8')))) rmSync(folder, { recursive: true });
  try {
    mkdirSync(folder);
  } catch {
    return false;
  }
  writeFileSync(maker, String(process.pid));
  return true;
}
