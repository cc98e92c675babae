// `npm run release:sign -- --key <file> --notes <file> [--folder dist]`: signs the installers of a folder, so that the
// folder can be put on the council's share as an update (docs/decisions/updates.md).
import { createHash, type KeyObject, sign } from 'node:crypto';
import { createReadStream, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { extname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { readPassphrase } from '#hosts/cli/passphrase.ts';
import { type ManifestFile, manifest, manifestName, signatureName, signerOf } from '#service/store/updates/manifest.ts';
import { pinnedKeys } from '#service/store/updates/pinnedKeys.ts';
import { openReleaseKey } from './releaseKey.ts';

const project = resolve(import.meta.dirname, '..');

const platforms: Record<string, ManifestFile['platform']> = {
  '.exe': 'win32',
  '.dmg': 'darwin',
  '.AppImage': 'linux',
  '.deb': 'linux',
};

/** The installer's platform and processor by its name, as electron-builder.yml names them; null for any other file. */
function targetOf(name: string, version: string): Pick<ManifestFile, 'platform' | 'arch'> | null {
  const platform = platforms[extname(name)];
  const arch = /[-_](x64|x86_64|amd64|arm64|aarch64)\.\w+$/.exec(name)?.[1];
  if (platform === undefined || arch === undefined || !name.includes(`-${version}-`)) return null;
  return { platform, arch: arch === 'arm64' || arch === 'aarch64' ? 'arm64' : 'x64' };
}

async function sha512Of(path: string): Promise<string> {
  const hash = createHash('sha512');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/**
 * Writes the manifest of a folder's installers and its signature beside them.
 * @param options.version the version they are of; installers of another version are left out
 * @returns the names signed
 * @throws Error with a plain sentence where there is none, or the manifest would be refused
 */
export async function signFolder(options: {
  folder: string;
  key: KeyObject;
  version: string;
  date: string;
  notes: string;
}): Promise<string[]> {
  const { folder, key, version, date, notes } = options;
  const files: ManifestFile[] = [];
  // An AppImage comes before a package of the same platform: it needs no administrator.
  const names = readdirSync(folder).sort((a, b) => Number(b.endsWith('.AppImage')) - Number(a.endsWith('.AppImage')));
  for (const name of names) {
    const target = targetOf(name, version);
    if (target === null) continue;
    const path = join(folder, name);
    files.push({ ...target, name, bytes: statSync(path).size, sha512: await sha512Of(path) });
  }
  if (files.length === 0)
    throw new Error(`${folder} holds no installer of version ${version}. Make them with npm run dist.`);
  const content = manifest.parse({ format: 'vsk-tracker-update', formatVersion: 1, version, date, notes, files });
  const bytes = Buffer.from(`${JSON.stringify(content, null, 2)}\n`);
  // The manifest last: a folder that is still being written holds none, or one with its signature.
  writeFileSync(join(folder, signatureName), `${sign(null, bytes, key).toString('base64')}\n`);
  writeFileSync(join(folder, manifestName), bytes);
  return files.map(({ name }) => name);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      key: { type: 'string' },
      notes: { type: 'string' },
      folder: { type: 'string', default: join(project, 'dist') },
      'passphrase-fd': { type: 'string' },
    },
  });
  if (!values.key || !values.notes)
    throw new Error(
      'Say which key signs, and what is new: npm run release:sign -- --key /media/stick/release.key --notes notes.txt',
    );
  const { version } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8')) as { version: string };
  const notes = readFileSync(values.notes, 'utf8').trim();
  const passphrase = await readPassphrase('Passphrase of the private key: ', values['passphrase-fd']);
  const { key, publicKey, name } = openReleaseKey(values.key, passphrase);
  const date = new Date().toISOString().slice(0, 10);
  const signed = await signFolder({ folder: values.folder, key, version, date, notes });
  for (const each of signed) console.log(`Signed ${each}`);
  console.log(
    `Version ${version}, signed with '${name}'. Put the installers, ${manifestName} and ${signatureName} on the share.`,
  );
  const bytes = readFileSync(join(values.folder, manifestName));
  if (signerOf(bytes, readFileSync(join(values.folder, signatureName), 'latin1'), pinnedKeys) === null)
    console.log(
      `NOTE: '${name}' (${publicKey}) is not pinned in main/service/store/updates/pinnedKeys.ts: copies built from this code refuse this update.`,
    );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await main();
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}
