import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { isRunning, removeLeftovers } from '#scripts/leftovers.ts';

const within = mkdtempSync(join(tmpdir(), 'vsk-leftovers-'));
afterAll(() => rmSync(within, { recursive: true, force: true }));

/** The number of a process that has ended. */
const ended = spawnSync(process.execPath, ['-e', '']).pid;

it('what a run left that has ended goes; what one that runs keeps, or what has another name, stays', () => {
  const [gone, kept, other] = [`vsk-x-${ended}-store`, `vsk-x-${process.pid}-store`, `vsk-y-${ended}`];
  for (const name of [gone, kept, other]) mkdirSync(join(within, name, 'inner'), { recursive: true });
  removeLeftovers(within, 'vsk-x-');
  expect([gone, kept, other].map((name) => existsSync(join(within, name)))).toEqual([false, true, true]);
});

it('a process that belongs to somebody else runs', () => {
  // The first process is always there, and root's: an ordinary user may not speak to it.
  expect([isRunning(1), isRunning(process.pid), isRunning(ended)]).toEqual([true, true, false]);
});
