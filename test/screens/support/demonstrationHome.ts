import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startPreviewHost } from './previewHost.ts';

/** Each person's own: what another user left behind cannot be removed. */
const prefix = `vsk-screens-${process.getuid?.() ?? 'me'}-`;

function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch {
    return false;
  }
}

/**
 * A home with the demonstration store already in it, made once per test run (the runner is every worker's parent, and a
 * worker that saw a failure is replaced). What earlier runs left behind goes first.
 */
export async function demonstrationHome(today: string): Promise<string> {
  for (const name of readdirSync(tmpdir())) {
    const runner = Number(name.startsWith(prefix) ? name.slice(prefix.length) : Number.NaN);
    if (Number.isInteger(runner) && !isRunning(runner)) rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
  const finished = join(tmpdir(), `${prefix}${process.ppid}`);
  if (existsSync(finished)) return finished;
  const making = `${finished}.making`;
  rmSync(making, { recursive: true, force: true });
  mkdirSync(making, { recursive: true });
  const host = await startPreviewHost({ home: making, demo: true, today });
  try {
    await untilMade(host.url);
  } finally {
    await host.stop();
  }
  renameSync(making, finished);
  return finished;
}

async function untilMade(url: string): Promise<void> {
  const { origin, hash } = new URL(url);
  const token = hash.replace('#token=', '');
  let cookie = '';
  for (;;) {
    // A connection of its own each time: one kept open is reset when the host was busy past its keep-alive time.
    const answer = await fetch(`${origin}/call`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-vsk-token': token, cookie, connection: 'close' },
      body: JSON.stringify({ name: 'store.status', input: {} }),
    });
    cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? cookie;
    const reply = (await answer.json()) as { ok: boolean; value: { state: string; preparing: string | null } };
    if (!reply.ok) throw new Error(`the demonstration could not be made: ${JSON.stringify(reply)}`);
    if (reply.value.preparing === null) {
      if (reply.value.state !== 'open')
        throw new Error('the demonstration was not made: its job ended without a store');
      return;
    }
    await wait(500);
  }
}
