// `npm run build`: the shell, the data process, the preload and the window's page into out/, unless they are there and
// nothing they are made of has changed. `--mode release` is what `npm run dist` ships.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const project = resolve(import.meta.dirname, '..');
/** What a build is made of. */
export const madeOf = [
  'domain',
  'db',
  'main',
  'renderer',
  'package-lock.json',
  'package.json',
  'electron.vite.config.ts',
];

/** `release` leaves out what only tests need: the Node-child launcher and a fixed day. */
export type BuildMode = 'production' | 'release';

/**
 * A digest of files and folders of the project by content, because a fresh checkout has fresh times.
 * @param names what to read, from the project's folder; a folder is read whole
 * @param salt what else the digest stands for
 */
export function digestOf(names: readonly string[], salt: string): string {
  const hash = createHash('sha256').update(salt);
  const add = (path: string) => {
    for (const entry of readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const inner = join(path, entry.name);
      if (entry.isDirectory()) add(inner);
      else hash.update(inner.slice(project.length)).update(readFileSync(inner));
    }
  };
  for (const name of names) {
    const path = join(project, name);
    if (/\.\w+$/.test(name)) hash.update(name).update(readFileSync(path));
    else add(path);
  }
  return hash.digest('hex');
}

/**
 * Builds where needed.
 * @param out where to; `out/` is what `npm start` and the tests open, so a release is built beside it
 * @returns whether `out` now holds the build; what the tool said is shown when it does not
 */
export function build(mode: BuildMode = 'production', out: string = join(project, 'out')): boolean {
  const stamp = join(out, '.stamp');
  const page = join(out, 'renderer', 'index.html');
  const digest = digestOf(madeOf, mode);
  if (existsSync(stamp) && existsSync(page) && readFileSync(stamp, 'utf8') === digest) return true;
  console.log(mode === 'release' ? 'Building the release ...' : 'Building VSK Tracker ...');
  const cli = join(project, 'node_modules/electron-vite/bin/electron-vite.js');
  // The tool empties folders inside the project only; chunks of an earlier build must not be packaged.
  if (out !== join(project, 'out')) rmSync(out, { recursive: true, force: true });
  const run = spawnSync(process.execPath, [cli, 'build', '--mode', mode, '--outDir', out], {
    cwd: project,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
  if (run.status !== 0) {
    console.error(`The build failed:\n${run.stdout}${run.stderr}`);
    return false;
  }
  if (!existsSync(page)) {
    console.error(`The build left no page at ${page}.`);
    return false;
  }
  writeFileSync(stamp, digest);
  return true;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.exitCode = build(process.argv.includes('release') ? 'release' : 'production') ? 0 : 1;
}
