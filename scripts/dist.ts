// `npm run dist`: the release build, then this platform's installers (electron-builder.yml) into dist/. Where a
// download site cannot be reached it says what was not built and how to build it.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { build } from './build.ts';
import { productElectron } from './electronRuntime.ts';

process.chdir(resolve(import.meta.dirname, '..'));

/** What must not be in a release: the launcher that hands the store to a Node of the caller's choice. */
const leftOut = ['VSK_NODE', 'child_process'];

/** Which of `leftOut` the built shell still holds. */
function leftovers(): string[] {
  const shell = ['index.js', ...readdirSync('out/main').filter((name) => name.startsWith('chunks'))];
  const text = shell.map((name) => (name.endsWith('.js') ? readFileSync(join('out/main', name), 'utf8') : '')).join('');
  return leftOut.filter((word) => text.includes(word));
}

function builder(...given: string[]): boolean {
  const electron = productElectron({ download: true });
  const dist = 'runtime' in electron ? [`--config.electronDist=${distOf(electron.runtime.executable)}`] : [];
  const cli = 'node_modules/electron-builder/cli.js';
  const run = spawnSync(process.execPath, [cli, '--publish', 'never', ...dist, ...given], { stdio: 'inherit' });
  return run.status === 0;
}

/** The folder electron-builder wants: the one that holds the executable, or the .app on macOS. */
function distOf(executable: string): string {
  return process.platform === 'darwin' ? resolve(executable, '../../../..') : dirname(executable);
}

if (!build('release')) process.exit(1);
const found = leftovers();
if (found.length > 0) {
  console.error(`The release build still holds ${found.join(', ')}: the child launcher was not left out.`);
  process.exit(1);
}
console.log('Built: the release in out/, without the child launcher.');

const electron = productElectron({ download: true });
if ('missing' in electron) {
  console.log(`Not built: the package and its installers. ${electron.missing}.`);
  console.log(
    'Run `npm run dist` again where github.com can be reached, or set ELECTRON_OVERRIDE_DIST_PATH to a folder',
  );
  console.log('that holds that Electron. A release is never packaged with the stand-in Electron of the tests.');
  process.exitCode = 1;
} else if (builder()) {
  console.log('Built: the installers in dist/.');
} else if (builder('--dir')) {
  console.log(
    'Built: the unpacked app in dist/. Not built: its installers, whose tools could not be downloaded (above).',
  );
  process.exitCode = 1;
} else {
  console.log('Not built: the package. electron-builder says why above.');
  process.exitCode = 1;
}
