// The display of a worker of the e2e suite. A display has one clipboard and one focus, which two apps side by side would take
// from each other: the app that owned the clipboard was ended in one test, and another found it empty.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { Readable } from 'node:stream';

const xvfb = '/usr/bin/Xvfb';

/**
 * Starts a display that nobody else uses, where there is Xvfb (`npm test` has seen that there is it or a person's own).
 * @returns its name for DISPLAY, null where the tests use the person's own; and what ends it
 */
export async function ownDisplay(): Promise<{ name: string | null; end(): Promise<void> }> {
  if (!existsSync(xvfb)) return { name: null, end: async () => {} };
  // It chooses a number that is free and writes it to the third pipe once it serves.
  const server = spawn(xvfb, ['-displayfd', '3', '-screen', '0', '1600x1000x24'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve) => server.once('exit', resolve));
  const number = await new Promise<string>((resolve, reject) => {
    let read = '';
    (server.stdio[3] as Readable).on('data', (chunk) => {
      read += String(chunk);
      if (read.endsWith('\n')) resolve(read.trim());
    });
    server.once('error', reject);
    void ended.then((code) => reject(new Error(`${xvfb} ended with ${code} before it served a display`)));
  });
  return {
    name: `:${number}`,
    async end() {
      server.kill();
      await ended;
    },
  };
}
