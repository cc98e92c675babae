// What the tests need from Debian, and how it is got: only what is missing, only as root, only where apt is. Run directly,
// as `.ci/run` does, it fetches them for an ordinary user's tests.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * A Debian package and the files of which one shows that it is there already. A library is looked for by its file,
 * because asking dpkg would say no on a machine where it came another way.
 */
export type DebianPackage = { name: string; shows: string[]; for: string };

const testPackages: DebianPackage[] = [
  { name: 'chromium', shows: ['/usr/bin/chromium'], for: 'screen tests' },
  { name: 'xvfb', shows: ['/usr/bin/Xvfb'], for: 'real-Electron tests' },
  { name: 'libgtk-3-0', shows: library('libgtk-3.so.0'), for: 'real-Electron tests' },
  { name: 'libnss3', shows: library('libnss3.so'), for: 'real-Electron tests' },
  { name: 'libasound2', shows: library('libasound.so.2'), for: 'real-Electron tests' },
  { name: 'libgbm1', shows: library('libgbm.so.1'), for: 'real-Electron tests' },
  { name: 'unzip', shows: ['/usr/bin/unzip'], for: 'the test Electron' },
  { name: 'poppler-utils', shows: ['/usr/bin/pdftotext'], for: 'reading packs in tests' },
  { name: 'qpdf', shows: ['/usr/bin/qpdf'], for: 'checking packs in tests' },
  { name: 'sqlite3', shows: ['/usr/bin/sqlite3'], for: 'the bench of the importer' },
];

/** Where Debian puts a shared library on the machines we know. */
function library(file: string): string[] {
  return ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/lib64', '/usr/lib'].map(
    (d) => `${d}/${file}`,
  );
}

/** The packages whose files are not on this machine. */
function missingPackages(): DebianPackage[] {
  return testPackages.filter((p) => !p.shows.some((path) => existsSync(path)));
}

/**
 * Installs what is missing where that is possible (Linux, root, apt-get), quietly, and says what it did.
 * @returns what is still missing afterwards
 */
export function installMissingPackages(): DebianPackage[] {
  const missing = missingPackages();
  if (missing.length === 0) return missing;
  const names = missing.map((p) => p.name);
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return missing;
  console.log(`Installing from Debian: ${names.join(' ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const wait = ['-o', 'DPkg::Lock::Timeout=300'];
  spawnSync('apt-get', [...wait, 'update', '-qq'], { env, stdio: 'ignore' });
  const install = [...wait, 'install', '-y', '-qq', '--no-install-recommends', ...names];
  const result = spawnSync('apt-get', install, { env, encoding: 'utf8' });
  if (result.status !== 0) console.error(`apt-get could not install them:\n${result.stderr.trim()}`);
  return missingPackages();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const { name, for: use } of installMissingPackages()) console.log(`Not on this machine: ${name} (${use})`);
}
