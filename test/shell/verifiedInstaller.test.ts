import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { verifiedInstaller } from '#shell/verifiedInstaller.ts';

const userData = realpathSync(mkdtempSync(join(tmpdir(), 'vsk-installer-')));
afterAll(() => rmSync(userData, { recursive: true, force: true }));
const verified = join(userData, 'updates', 'verified');
mkdirSync(join(verified, 'folder.deb'), { recursive: true });
mkdirSync(join(verified, 'deeper'));
for (const name of ['a.deb', 'a.AppImage', 'a.exe', 'a.dmg', 'a.sh', 'deeper/a.deb'])
  writeFileSync(join(verified, name), '');
writeFileSync(join(userData, 'updates', 'unverified.deb'), '');
symlinkSync(join(userData, 'updates', 'unverified.deb'), join(verified, 'link.deb'));
symlinkSync(join(verified, 'a.deb'), join(userData, 'outside.deb'));

describe('an installer', () => {
  test.each([
    ['linux', 'a.deb'],
    ['linux', 'a.AppImage'],
    ['win32', 'a.exe'],
    ['darwin', 'a.dmg'],
  ] as const)('%s: %s that was verified may be started', (platform, name) => {
    expect(verifiedInstaller(join(verified, name), userData, platform)).toBe(join(verified, name));
  });

  test('a link to a verified one stands for it', () => {
    expect(verifiedInstaller(join(userData, 'outside.deb'), userData, 'linux')).toBe(join(verified, 'a.deb'));
  });

  test.each<[string, unknown]>([
    ['beside the folder', join(userData, 'updates', 'unverified.deb')],
    ['that climbs out', join(verified, '..', 'unverified.deb')],
    ['by a link inside the folder', join(verified, 'link.deb')],
    ['deeper in the folder', join(verified, 'deeper', 'a.deb')],
    ['of another platform', join(verified, 'a.exe')],
    ['of another kind', join(verified, 'a.sh')],
    ['that is a folder', join(verified, 'folder.deb')],
    ['that is not there', join(verified, 'b.deb')],
    ['with a null byte', `${verified}/a.deb\0.txt`],
    ['that is no path', { path: 'a.deb' }],
  ])('one %s may not', (_what, path) => expect(verifiedInstaller(path, userData, 'linux')).toBeNull());

  test('nothing may while no update was verified', () => {
    expect(verifiedInstaller(join(verified, 'a.deb'), join(userData, 'nobody'), 'linux')).toBeNull();
  });
});
