import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newRecoveryKey, readRecoveryKey } from '#db/keys/recoveryKey.ts';
import { decrypt, encrypt, newKeyPair, openSealed, sealTo } from '#db/keys/sealing.ts';
import { folderWarnings, type Surroundings } from '#service/context/folderWarnings.ts';
import { checkFolder, chosenFolder, readFolder, rememberFolder } from '#service/store/folderChoice.ts';
import { UnlockAttempts } from '#service/store/unlockAttempts.ts';
import { unlockDelay } from '#service/store/unlockDelay.ts';

describe('a recovery key', () => {
  it('is eight groups of four that nobody mistakes for one another', () => {
    for (let each = 0; each < 200; each += 1)
      expect(newRecoveryKey()).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){7}[0-9A-HJKMNP-TV-Z]{4}$/);
  });

  it('is read however it is typed', () => {
    const key = newRecoveryKey();
    const forms = [
      key.toLowerCase(),
      key.replaceAll('-', ''),
      key.replaceAll('-', ' '),
      `  ${key.replaceAll('-', '\n')} `,
    ];
    for (const form of [...forms, key.replaceAll('0', 'O'), key.replaceAll('1', 'l'), key.replaceAll('1', 'i')])
      expect(readRecoveryKey(form)).toBe(key);
  });

  it('with one character wrong is almost never taken for a key', () => {
    const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
    let taken = 0;
    for (let each = 0; each < 2000; each += 1) {
      const key = newRecoveryKey().replaceAll('-', '');
      const at = each % key.length;
      const other = alphabet[(alphabet.indexOf(key[at] ?? '') + 1 + (each % 31)) % 32] ?? '';
      if (readRecoveryKey(key.slice(0, at) + other + key.slice(at + 1)) !== null) taken += 1;
    }
    // Two check characters let one in 1,024 through.
    expect(taken).toBeLessThan(12);
  });

  it.each(['', '----', 'ABCD', `${newRecoveryKey()}-ABCD`, newRecoveryKey().slice(5)])('%j is none', (typed) => {
    expect(readRecoveryKey(typed)).toBe(null);
  });
});

describe('sealing', () => {
  it('gives back what was sealed, to the holder of the private key alone', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.string(), (bytes, about) => {
        const [mine, theirs] = [newKeyPair(), newKeyPair()];
        const sealed = sealTo(mine.publicKey, bytes, about);
        expect(openSealed(mine, sealed, about)).toEqual(Buffer.from(bytes));
        expect(openSealed(theirs, sealed, about)).toBe(null);
        expect(openSealed(mine, sealed, `${about}.`)).toBe(null);
        expect(openSealed({ ...mine, publicKey: theirs.publicKey }, sealed, about)).toBe(null);
      }),
      { numRuns: 50 },
    );
  });

  it('differs each time, and no byte of it can be changed', () => {
    const key = Buffer.alloc(32, 5);
    const [once, again] = [encrypt(key, Buffer.from('a key'), 'x'), encrypt(key, Buffer.from('a key'), 'x')];
    expect(once).not.toEqual(again);
    for (const part of ['nonce', 'box', 'tag'] as const) {
      const bytes = Buffer.from(once[part], 'base64');
      bytes[0] = (bytes[0] ?? 0) ^ 1;
      expect(decrypt(key, { ...once, [part]: bytes.toString('base64') }, 'x')).toBe(null);
    }
    expect(decrypt(Buffer.alloc(32, 6), once, 'x')).toBe(null);
  });
});

describe('the wait after wrong passphrases', () => {
  it.each([
    [0, 0],
    [1, 0],
    [2, 0],
    [3, 5_000],
    [4, 15_000],
    [5, 30_000],
    [6, 60_000],
    [7, 300_000],
    [8, 900_000],
    [9, 900_000],
    [4_000, 900_000],
  ])('after %i is %i ms', (failures, delay) => expect(unlockDelay(failures)).toBe(delay));

  it('never gets shorter', () => fc.assert(fc.property(fc.nat(1000), (n) => unlockDelay(n + 1) >= unlockDelay(n))));

  it('outlives a restart, counts before it tries, and is not shortened by the clock', () => {
    const folder = mkdtempSync(join(tmpdir(), 'vsk-attempts-'));
    let now = Date.parse('2025-03-31T09:00:00Z');
    const anew = () => new UnlockAttempts(join(folder, 'attempts.json'), () => now);
    for (let each = 0; each < 3; each += 1) anew().begin();
    expect(anew().waitUntil?.getTime()).toBe(now + 5_000);
    expect(() => anew().begin()).toThrow(/Wait 5 seconds/);
    now += 4_999;
    expect(() => anew().begin()).toThrow(/Wait 1 second/);
    now -= 3_600_000;
    expect(anew().waitUntil?.getTime()).toBe(now + 5_000);
    now += 3_605_000;
    anew().begin();
    expect(anew().waitUntil?.getTime()).toBe(now + 15_000);
    expect(anew().succeed()).toBe(3);
    expect(anew().waitUntil).toBe(null);
    rmSync(folder, { recursive: true });
  });
});

describe('what is unwise about a folder', () => {
  const around = (more: Partial<Surroundings>): Surroundings => ({
    platform: 'linux',
    environment: {},
    home: '/home/jo',
    mounts: '/dev/sda1 / ext4 rw 0 0\n',
    isRemovable: (device) => device.startsWith('/dev/sdb'),
    ...more,
  });
  const kinds = (folder: string, more: Partial<Surroundings> = {}) =>
    folderWarnings(folder, around(more)).map(({ kind }) => kind);
  const mounts = [
    '/dev/sda1 / ext4 rw 0 0',
    '/dev/sdb1 /mnt/stick vfat rw 0 0',
    'server:/share /mnt/share nfs4 rw 0 0',
    '//server/docs /mnt/docs\\040here cifs rw 0 0',
  ].join('\n');

  it.each([
    ['/nowhere/jo/.config/VSK Tracker/store', []],
    ['/nowhere/jo/Dropbox/store', ['synchronised']],
    ['/nowhere/jo/OneDrive - Kent County Council/store', ['synchronised']],
    ['/nowhere/jo/Google Drive/x', ['synchronised']],
    ['/nowhere/jo/Nextcloud', ['synchronised']],
    ['/nowhere/jo/my dropbox notes', []],
    ['/mnt/share/store', ['network']],
    ['/mnt/shared-by-nobody', []],
    ['/mnt/docs here/store', ['network']],
    ['/mnt/stick/store', ['removable']],
    ['/media/jo/STICK/store', ['removable']],
    ['/mnt/stick/Dropbox', ['synchronised', 'removable']],
  ])('%s: %j', (folder, wanted) => expect(kinds(folder, { mounts })).toEqual(wanted));

  it.each([
    ['\\\\server\\share\\store', {}, ['network']],
    ['C:\\Users\\jo\\OneDrive - Kent\\store', {}, ['synchronised']],
    ['C:\\Users\\jo\\AppData\\Roaming\\VSK Tracker\\store', {}, []],
  ])('Windows, %s', (folder, environment, wanted) =>
    expect(kinds(folder, { platform: 'win32', environment, mounts: '' })).toEqual(wanted),
  );

  it('macOS: iCloud and volumes', () => {
    const mac = { platform: 'darwin' as const, mounts: '' };
    expect(kinds('/Users/jo/Library/Mobile Documents/com~apple~CloudDocs/x', mac)).toEqual(['synchronised']);
    expect(kinds('/Users/jo/Library/CloudStorage/OneDrive-Kent/x', mac)).toEqual(['synchronised']);
    expect(kinds('/Volumes/STICK/x', mac)).toEqual(['removable']);
    expect(kinds('/Users/jo/Library/Application Support/VSK Tracker', mac)).toEqual([]);
  });

  it('says what to do about each', () => {
    for (const { words } of folderWarnings('/mnt/stick/Dropbox', around({ mounts }))) expect(words).toMatch(/\. [A-Z]/);
  });
});

describe('the folder chosen', () => {
  it('is the app’s own until another is remembered, and again when what was remembered is damaged', () => {
    const home = mkdtempSync(join(tmpdir(), 'vsk-home-'));
    expect(chosenFolder(home)).toBe(join(home, 'store'));
    rememberFolder(home, '/somewhere/else');
    expect(chosenFolder(home)).toBe('/somewhere/else');
    rmSync(join(home, 'store-folder.json'));
    expect(chosenFolder(home)).toBe(join(home, 'store'));
    rmSync(home, { recursive: true });
  });

  it('is a whole path', () => {
    expect(() => readFolder('store')).toThrow(/not a whole path/);
    expect(readFolder(' /a/b/../c ')).toBe('/a/c');
  });

  it('is checked without being made', () => {
    const home = mkdtempSync(join(tmpdir(), 'vsk-home-'));
    expect(checkFolder(join(home, 'new', 'deep'))).toMatchObject({ holdsStore: false, cannotWrite: null });
    expect(checkFolder(join(home, 'new')).freeBytes).toBeGreaterThan(0);
    rememberFolder(home, '/x');
    expect(checkFolder(join(home, 'store-folder.json')).cannotWrite).toMatch(/is a file/);
    rmSync(home, { recursive: true });
  });
});
