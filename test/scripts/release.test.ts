import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { makeReleaseKey, openReleaseKey, publicKeyText } from '#scripts/releaseKey.ts';
import { signFolder } from '#scripts/releaseSign.ts';
import { manifest, manifestName, signatureName, signerOf } from '#service/store/updates/manifest.ts';
import { pinnedKeys } from '#service/store/updates/pinnedKeys.ts';

const project = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'vsk-release-key-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const cheap = { N: 1024, r: 8, p: 1 };
const passphrase = 'a passphrase for releases';

describe('the key of releases', () => {
  it('lies sealed in a file for its owner alone, and opens with its passphrase', () => {
    const path = join(folder, 'kept', 'release.key');
    const publicKey = makeReleaseKey(path, 'Kent', passphrase, cheap);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const opened = openReleaseKey(path, passphrase);
    expect(opened).toMatchObject({ publicKey, name: 'Kent' });
    expect(publicKeyText(opened.key)).toBe(publicKey);
    const secret = opened.key.export({ format: 'der', type: 'pkcs8' }).subarray(-32);
    const text = readFileSync(path);
    for (const form of [secret.toString('base64'), secret.toString('hex')]) expect(text.includes(form)).toBe(false);
  });

  it('does not open with another passphrase, nor where its public half was exchanged', () => {
    const path = join(folder, 'other.key');
    makeReleaseKey(path, 'Kent', passphrase, cheap);
    expect(() => openReleaseKey(path, `${passphrase}!`)).toThrow(/not the passphrase/);
    const file = JSON.parse(readFileSync(path, 'utf8'));
    writeFileSync(path, JSON.stringify({ ...file, publicKey: Buffer.alloc(32).toString('base64') }));
    expect(() => openReleaseKey(path, passphrase)).toThrow(/not the passphrase of that key, or its file was changed/);
  });

  it.each([
    ['inside the repository', () => join(project, 'release.key'), passphrase, /inside the repository/],
    ['over another file', () => join(folder, 'kept', 'release.key'), passphrase, /never written over/],
    ['with a short passphrase', () => join(folder, 'short.key'), 'too short', /at least 16/],
  ])('is not made %s', (_what, path, words, message) => {
    expect(() => makeReleaseKey(path(), 'Kent', words, cheap)).toThrow(message);
  });

  it.each([
    ['a file that is not there', () => join(folder, 'none'), /release:keys/],
    ['a file of another kind', () => join(project, 'package.json'), /not a release key/],
  ])('is not %s', (_what, path, message) => {
    expect(() => openReleaseKey(path(), passphrase)).toThrow(message);
  });
});

describe('signing a folder', () => {
  const dist = mkdtempSync(join(folder, 'dist-'));
  const { key, publicKey } = (() => {
    const path = join(folder, 'signing.key');
    makeReleaseKey(path, 'Kent', passphrase, cheap);
    return openReleaseKey(path, passphrase);
  })();
  const put = (name: string) => writeFileSync(join(dist, name), `the content of ${name}`);

  it('takes the installers of the version, and nothing else', async () => {
    for (const name of [
      'vsk-tracker-1.2.0-win-x64.exe',
      'vsk-tracker-1.2.0-mac-arm64.dmg',
      'vsk-tracker-1.2.0-mac-x64.dmg',
      'vsk-tracker-1.2.0-linux-x86_64.AppImage',
      'vsk-tracker-1.2.0-linux-amd64.deb',
      'vsk-tracker-1.1.0-win-x64.exe',
      'vsk-tracker-1.2.0-win-x64.exe.blockmap',
      'sbom.cdx.json',
    ])
      put(name);
    const signed = await signFolder({ folder: dist, key, version: '1.2.0', date: '2026-11-25', notes: 'New.' });
    expect(signed).toHaveLength(5);
    const bytes = readFileSync(join(dist, manifestName));
    const trusted = { name: 'Kent', publicKey };
    expect(signerOf(bytes, readFileSync(join(dist, signatureName), 'latin1'), [trusted])).toBe(trusted);
    const { files, version } = manifest.parse(JSON.parse(bytes.toString('utf8')));
    expect(version).toBe('1.2.0');
    expect(files.map(({ platform, arch, name }) => [platform, arch, name.split('.').at(-1)])).toEqual([
      // First of its platform: it needs no administrator.
      ['linux', 'x64', 'AppImage'],
      ['linux', 'x64', 'deb'],
      ['darwin', 'arm64', 'dmg'],
      ['darwin', 'x64', 'dmg'],
      ['win32', 'x64', 'exe'],
    ]);
  });

  it('says when there is nothing to sign', async () => {
    await expect(signFolder({ folder: dist, key, version: '9.9.9', date: '2026-11-25', notes: '' })).rejects.toThrow(
      /no installer of version 9\.9\.9/,
    );
  });
});

describe('the commands', () => {
  const run = (script: string, given: string[], input = '') =>
    spawnSync(process.execPath, [join(project, 'scripts', script), ...given], { encoding: 'utf8', input });

  it('make a key, print the line to pin, and sign with it', () => {
    const key = join(folder, 'by-command.key');
    const notes = join(folder, 'notes.txt');
    const dist = mkdtempSync(join(folder, 'dist-'));
    const { version } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'));
    writeFileSync(notes, 'Faster lists.\n');
    writeFileSync(join(dist, `vsk-tracker-${version}-linux-x86_64.AppImage`), 'an installer');
    const made = run('releaseKeys.ts', ['--key', key, '--name', 'Kent 2026', '--passphrase-fd', '0'], passphrase);
    expect(made.stdout).toMatch(/\{ name: "Kent 2026", publicKey: '[A-Za-z0-9+/]{43}=' \},/);
    const given = ['--key', key, '--notes', notes, '--folder', dist, '--passphrase-fd', '0'];
    const signed = run('releaseSign.ts', given, passphrase);
    expect(signed.status, signed.stderr).toBe(0);
    expect(signed.stdout).toContain(`Version ${version}, signed with 'Kent 2026'`);
    expect(signed.stdout).toContain('is not pinned');
    expect(JSON.parse(readFileSync(join(dist, manifestName), 'utf8'))).toMatchObject({
      version,
      notes: 'Faster lists.',
    });
    expect(run('releaseSign.ts', given, 'not the passphrase').stderr).toContain('not the passphrase');
  });

  it.each(['releaseKeys.ts', 'releaseSign.ts'])('%s says what it needs', (script) => {
    const { status, stderr } = run(script, []);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^Say .* npm run release:/);
  });
});

it('every pinned key is a key, once', () => {
  const keys = pinnedKeys.map(({ publicKey }) => publicKey);
  expect(new Set(keys).size).toBe(keys.length);
  for (const key of keys) expect(Buffer.from(key, 'base64')).toHaveLength(32);
});
