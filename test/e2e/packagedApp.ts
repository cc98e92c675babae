import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { extractAll } from '@electron/asar';
import { chromium, type ElectronApplication, type Page } from '@playwright/test';
import type { PackagedApp } from '#scripts/packageForTests.ts';
import { launchElectron } from './launch.ts';

/** Without a GPU, waiting for its process stalls one start in five for ever (docs/decisions/electron-for-tests.md). */
const withoutGpu = ['--use-gl=angle', '--use-angle=swiftshader'];
const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

/** The environment without what would turn Electron into Node or hand over the data process. */
function surroundings(): Record<string, string> {
  const { VSK_NODE: _, ELECTRON_RUN_AS_NODE: __, NODE_OPTIONS: ___, ...rest } = process.env;
  return rest as Record<string, string>;
}

/**
 * A Node for VSK_NODE that runs the scripts of a packaged app: an ordinary Node cannot read inside app.asar, so the
 * archive is unpacked into `folder`, and the wrapper starts the same script there. The package itself stays as it is.
 */
export function nodeOutsideArchive({ resources }: PackagedApp, folder: string, node: string): string {
  const copy = join(folder, 'unpacked');
  mkdirSync(copy, { recursive: true });
  extractAll(join(resources, 'app.asar'), copy);
  const wrapper = join(folder, 'node-outside-archive');
  writeFileSync(wrapper, `#!/bin/sh\nscript="$1"\nshift\nexec "${node}" "${copy}\${script#*/app.asar}" "$@"\n`);
  chmodSync(wrapper, 0o755);
  return wrapper;
}

/** Starts the test package under Playwright. */
export const launchTestPackage = (
  app: PackagedApp,
  profile: string,
  environment: Record<string, string>,
): Promise<ElectronApplication> =>
  launchElectron({
    executablePath: app.executable,
    args: [...withoutGpu, `--user-data-dir=${profile}`],
    env: { ...surroundings(), VSK_TODAY: '2025-10-31', ...environment },
  });

/** A packaged app that no debugger can enter, watched from outside. */
export type RunningApp = {
  /** What it has printed so far. */
  said(): string;
  /** Its window's page, over the browser's own debugging port. */
  page(): Promise<Page>;
  /** Asks it to end as the system does at shutdown; its exit code, or the signal it died of. */
  end(): Promise<number | string>;
};

/** Starts a package as a person's desktop would, with the browser's debugging port open to look at the page. */
export function startPackage(
  { executable }: PackagedApp,
  profile: string,
  given: { arguments?: string[]; environment?: Record<string, string> } = {},
): RunningApp {
  const switches = [...asRoot, ...withoutGpu, `--user-data-dir=${profile}`, '--remote-debugging-port=0'];
  const child = spawn(executable, [...switches, ...(given.arguments ?? [])], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...surroundings(), ...given.environment },
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      text += chunk;
    });
  const ended = new Promise<number | string>((resolve) =>
    child.once('exit', (code, signal) => resolve(code ?? signal ?? 'gone')),
  );
  return {
    said: () => text,
    page: async () => {
      for (let tries = 0; tries < 300; tries += 1) {
        const address = /DevTools listening on (ws:\S+)/.exec(text)?.[1];
        if (address !== undefined) {
          const browser = await chromium.connectOverCDP(address);
          const page = browser.contexts()[0]?.pages()[0];
          if (page) return page;
          await browser.close();
        }
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      throw new Error(`The packaged app opened no window:\n${text}`);
    },
    end: async () => {
      child.kill('SIGTERM');
      const tooLong = setTimeout(() => child.kill('SIGKILL'), 20_000);
      const how = await ended;
      clearTimeout(tooLong);
      return how;
    },
  };
}
