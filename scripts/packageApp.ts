// Packages the app with electron-builder: the one way that releases and the packages for the tests are made.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { ElectronRuntime } from './electronRuntime.ts';

const project = resolve(import.meta.dirname, '..');

export type PackageOptions = {
  /** The folder of the built app (scripts/build.ts). */
  built: string;
  /** Where the package goes, e.g. dist/. */
  output: string;
  /** The Electron inside. */
  electron: ElectronRuntime;
  /** The unpacked app only, which needs no download. */
  unpackedOnly: boolean;
  /** The notices of the packages inside (scripts/licences.ts). */
  notices: string;
  /** For the test package: lets a debugger in by `--inspect`, which is how Playwright drives the app. */
  inspectFuse?: boolean;
  /** Show what electron-builder says as it goes; otherwise it is shown only when it fails. */
  show: boolean;
};

/**
 * Runs electron-builder with electron-builder.yml and what only the caller knows.
 * @returns whether the package was made; what electron-builder said is shown when it was not
 */
export function packageApp(options: PackageOptions): boolean {
  mkdirSync(options.output, { recursive: true });
  const settings = join(dirname(options.built), 'builder-settings.json');
  writeFileSync(settings, JSON.stringify(settingsOf(options), null, 2));
  const cli = join(project, 'node_modules/electron-builder/cli.js');
  const given = ['--publish', 'never', '--config', settings, ...(options.unpackedOnly ? ['--dir'] : [])];
  const run = spawnSync(process.execPath, [cli, ...given], {
    cwd: project,
    stdio: options.show ? 'inherit' : 'pipe',
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
  if (run.status !== 0 && !options.show) console.error(`${run.stdout}${run.stderr}`);
  return run.status === 0;
}

/** What is added to electron-builder.yml; its lists of files are joined, everything else here wins. */
function settingsOf({ built, output, electron, notices, inspectFuse }: PackageOptions) {
  return {
    extends: join(project, 'electron-builder.yml'),
    directories: { output },
    files: [{ from: built, to: 'out', filter: ['**/*', '!.stamp', '!**/*.map'] }],
    extraResources: [{ from: notices, to: 'licences.txt' }],
    electronVersion: electron.version,
    electronDist: distOf(electron.executable),
    ...(inspectFuse ? { electronFuses: { enableNodeCliInspectArguments: true } } : {}),
  };
}

/** The folder electron-builder wants: the one that holds the executable, or the .app on macOS. */
function distOf(executable: string): string {
  return process.platform === 'darwin' ? resolve(executable, '../../../..') : dirname(executable);
}

/** The file to start of an unpacked package that `packageApp` made into `output` on this machine. */
export function executableIn(output: string): string {
  const arm = process.arch === 'arm64' ? '-arm64' : '';
  if (process.platform === 'darwin') return join(output, `mac${arm}`, 'VSK Tracker.app/Contents/MacOS/VSK Tracker');
  if (process.platform === 'win32') return join(output, `win${arm}-unpacked`, 'VSK Tracker.exe');
  return join(output, `linux${arm}-unpacked`, 'vsk-tracker');
}

/** The folder with app.asar of such a package. */
export function resourcesIn(output: string): string {
  const executable = executableIn(output);
  return process.platform === 'darwin'
    ? resolve(executable, '../../Resources')
    : join(dirname(executable), 'resources');
}
