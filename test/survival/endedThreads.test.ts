import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';

it('a thread that is ended while it loads the driver ends alone, not the process with all that is open', () => {
  const run = spawnSync(process.execPath, ['test/survival/endedThreads.ts'], { encoding: 'utf8' });
  expect({ said: run.stdout, error: run.stderr, signal: run.signal }).toEqual({
    said: 'all ended\n',
    error: '',
    signal: null,
  });
}, 120_000);
