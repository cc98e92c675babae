// The packages that the end-to-end tests start: one that Playwright can drive, and one like a release. Made into
// .cache/packages on first use and again when anything they are made of changes (docs/decisions/packaging.md).
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildMode, build, digestOf, madeOf } from './build.ts';
import { type ElectronRuntime, electronForTests } from './electronRuntime.ts';
import { writeNotices } from './licences.ts';
import { executableIn, packageApp, resourcesIn } from './packageApp.ts';

const project = resolve(import.meta.dirname, '..');
const folder = join(project, '.cache', 'packages');

/** What goes into a package besides the built app. */
const packagedFrom = [
  ...madeOf,
  'migrations',
  'build',
  'electron-builder.yml',
  'scripts/afterPack.mjs',
  'scripts/packageApp.ts',
  'scripts/packageForTests.ts',
  'scripts/licences.ts',
];

/**
 * - `test`: with the child launcher, and open to Playwright through the inspect fuse.
 * - `releaseLike`: as `npm run dist` makes it, but on the Electron that the tests have.
 */
export type TestPackage = 'test' | 'releaseLike';

const modes: Record<TestPackage, BuildMode> = { test: 'production', releaseLike: 'release' };

export type PackagedApp = { executable: string; resources: string; output: string };

/**
 * One of the packages, made if it is not there or out of date: about 10 seconds.
 * @throws with the reason where it cannot be made
 */
export async function packageForTests(kind: TestPackage, electron: ElectronRuntime): Promise<PackagedApp> {
  const output = join(folder, kind);
  const built = join(folder, `${kind}-build`, 'out');
  const stamp = join(folder, `${kind}.stamp`);
  const made = { executable: executableIn(output), resources: resourcesIn(output), output };
  const digest = digestOf(packagedFrom, `${kind} ${electron.version}`);
  if (existsSync(stamp) && existsSync(made.executable) && readFileSync(stamp, 'utf8') === digest) return made;

  rmSync(stamp, { force: true });
  rmSync(output, { recursive: true, force: true });
  if (!build(modes[kind], built)) throw new Error(`The ${modes[kind]} build for the package failed (above).`);
  const packaged = packageApp({
    notices: await writeNotices(folder),
    built,
    output,
    electron,
    unpackedOnly: true,
    inspectFuse: kind === 'test',
    show: false,
  });
  if (!packaged) throw new Error('electron-builder could not package the app; it says why above.');
  writeFileSync(stamp, digest);
  return made;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const electron = await electronForTests();
  if ('missing' in electron) throw new Error(electron.missing);
  for (const kind of ['test', 'releaseLike'] as const) {
    const startedAt = performance.now();
    const { executable } = await packageForTests(kind, electron.runtime);
    console.log(`${executable} (${((performance.now() - startedAt) / 1000).toFixed(1)} s)`);
  }
}
