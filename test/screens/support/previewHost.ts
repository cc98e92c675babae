import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { builtProgram } from '#test/make/builtProgram.ts';

const project = resolve(import.meta.dirname, '../../..');

/** A preview host of its own process, on a store folder of its own. */
export interface PreviewHost {
  url: string;
  processId: number;
  stop(): Promise<void>;
}

/**
 * Starts `main/hosts/preview.ts`, built, on `home` and answers the URL it prints. `today` fixes the clock, so that no test
 * depends on the day it runs on. HOME is the test's own folder too: exports made without a dialog land there.
 */
export async function startPreviewHost(options: {
  home: string;
  demo: boolean;
  today: string;
  env?: NodeJS.ProcessEnv;
}): Promise<PreviewHost> {
  const { home, demo, today } = options;
  const given = [await builtProgram('main/hosts/preview.ts'), '--home', home, ...(demo ? ['--demo'] : [])];
  const host = spawn(process.execPath, given, {
    cwd: project,
    env: { ...process.env, VSK_TODAY: today, HOME: home, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: string[] = [];
  host.stderr.on('data', (chunk) => said.push(String(chunk)));
  const url = await new Promise<string>((found, failed) => {
    createInterface({ input: host.stdout }).on('line', (line) => line.startsWith('http://') && found(line));
    host.once('exit', (code) => failed(new Error(`the preview host ended (${code}): ${said.join('')}`)));
  });
  return { url, processId: host.pid ?? 0, stop: () => stop(host) };
}

async function stop(host: ChildProcess): Promise<void> {
  if (host.exitCode !== null || host.signalCode !== null) return;
  const ended = once(host, 'exit');
  host.kill('SIGTERM');
  const impatient = setTimeout(() => host.kill('SIGKILL'), 5_000);
  await ended;
  clearTimeout(impatient);
}
