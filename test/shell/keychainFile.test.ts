import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { isFolder, isToRemember, KeychainFailure, keychain, type SafeStorage } from '#shell/keychainFile.ts';

const slot = '0198c3a0-0000-7000-8000-000000000001';
let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vsk-keychain-'));
  file = join(folder, 'remembered.json');
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
  vi.restoreAllMocks();
});

/** A keychain that closes by turning the bytes round, under a password that can change. */
function fakeSafeStorage(given: { available?: boolean; backend?: string; password?: number } = {}): SafeStorage {
  const { available = true, backend = 'gnome_libsecret', password = 1 } = given;
  return {
    isEncryptionAvailable: () => available,
    getSelectedStorageBackend: () => backend,
    encryptString: (text) => Buffer.concat([Buffer.from([password]), Buffer.from(text).reverse()]),
    decryptString: (closed) => {
      if (closed[0] !== password) throw new Error('Error while decrypting the ciphertext');
      return Buffer.from(closed.subarray(1)).reverse().toString();
    },
  };
}

describe('a real keychain', () => {
  test('remembers one way in for each folder, and forgets it', () => {
    const chain = keychain(fakeSafeStorage(), 'linux', file);
    expect(chain.state('/a')).toEqual({ available: true, why: '', slotId: null });
    expect(chain.recall('/a')).toBeNull();
    chain.remember('/a', slot, 'secret of a');
    chain.remember('/b', slot.replace(/1$/, '2'), 'secret of b');
    expect(chain.state('/a/')).toEqual({ available: true, why: '', slotId: slot });
    expect(chain.recall('/a')).toEqual({ slotId: slot, secret: 'secret of a' });
    chain.forget('/a');
    expect(chain.recall('/a')).toBeNull();
    expect(chain.recall('/b')?.secret).toBe('secret of b');
  });

  test('keeps neither secret nor folder in the clear, for the person alone, and leaves nothing beside the file', () => {
    keychain(fakeSafeStorage(), 'linux', file).remember('/home/jo/Virtual School', slot, 'the secret');
    expect(readFileSync(file, 'utf8')).not.toMatch(/the secret|Virtual School/);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['remembered.json']);
  });

  test('replaces what it remembered, also where somebody had opened the file to others', () => {
    writeFileSync(file, '{}', { mode: 0o644 });
    const chain = keychain(fakeSafeStorage(), 'linux', file);
    chain.remember('/a', slot, 'first');
    chain.remember('/a', slot, 'second');
    expect(chain.recall('/a')?.secret).toBe('second');
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test('that no longer opens says so, and what to do', () => {
    keychain(fakeSafeStorage({ password: 1 }), 'darwin', file).remember('/a', slot, 'secret');
    const changed = keychain(fakeSafeStorage({ password: 2 }), 'darwin', file);
    expect(() => changed.recall('/a')).toThrow(/Enter your passphrase/);
  });
});

describe('no real keychain', () => {
  test.each([
    ['linux', 'basic_text'],
    ['linux', 'unknown'],
  ] as const)('%s with %s remembers and recalls nothing, aloud', (platform, backend) => {
    keychain(fakeSafeStorage(), platform, file).remember('/a', slot, 'secret');
    const before = readFileSync(file, 'utf8');
    const chain = keychain(fakeSafeStorage({ backend }), platform, file);
    expect(chain.state('/a')).toMatchObject({ available: false, slotId: slot });
    expect(chain.state('/a').why).toContain(backend);
    expect(() => chain.remember('/a', slot, 'other')).toThrow(KeychainFailure);
    expect(() => chain.recall('/a')).toThrow(KeychainFailure);
    expect(readFileSync(file, 'utf8')).toBe(before);
    chain.forget('/a');
    expect(chain.state('/a').slotId).toBeNull();
  });

  test.each(['win32', 'darwin', 'linux'] as const)('%s whose keychain is closed refuses too', (platform) => {
    const chain = keychain(fakeSafeStorage({ available: false }), platform, file);
    expect(chain.state('/a').available).toBe(false);
    expect(() => chain.remember('/a', slot, 'secret')).toThrow(KeychainFailure);
    expect(existsSync(file)).toBe(false);
  });

  test.each(['kwallet', 'kwallet5', 'kwallet6', 'gnome_libsecret'])('%s is a real one', (backend) => {
    expect(keychain(fakeSafeStorage({ backend }), 'linux', file).state('/a').available).toBe(true);
  });

  test('Windows and macOS are not asked for a backend', () => {
    expect(keychain(fakeSafeStorage({ backend: 'basic_text' }), 'win32', file).state('/a').available).toBe(true);
  });
});

test.each([
  ['cut off', '{"a": {"slotId"'],
  ['of another shape', '{"a": 7, "b": {"slotId": 1, "secret": "x"}}'],
  ['not an object', 'null'],
])('a file that is %s remembers nothing, and is replaced at the next', (_what, content) => {
  writeFileSync(file, content);
  const chain = keychain(fakeSafeStorage(), 'linux', file);
  expect(chain.recall('/a')).toBeNull();
  chain.remember('/a', slot, 'secret');
  expect(chain.recall('/a')?.secret).toBe('secret');
});

test('a file that cannot be written says so and leaves nothing half-written', () => {
  const chain = keychain(fakeSafeStorage(), 'linux', join(folder, 'blocked', 'remembered.json'));
  writeFileSync(join(folder, 'blocked'), 'a file where the folder should be');
  expect(() => chain.remember('/a', slot, 'secret')).toThrow(/could not be written/);
  expect(readdirSync(folder)).toEqual(['blocked']);
});

describe('what the window sends is looked at', () => {
  test.each([['/home/jo/store'], ['/']])('%s is a folder', (value) => expect(isFolder(value)).toBe(true));
  test.each<[string, unknown]>([
    ['a relative one', 'store'],
    ['an empty one', ''],
    ['a number', 7],
    ['nothing', null],
    ['a null byte', '/a\0b'],
    ['one too long', `/${'a'.repeat(4_096)}`],
  ])('%s is none', (_what, value) => expect(isFolder(value)).toBe(false));
  const good = { folder: '/a', slotId: slot, secret: 's' };
  test('a whole request is taken', () => expect(isToRemember(good)).toBe(true));
  test.each([
    ['no object', null],
    ['a relative folder', { ...good, folder: 'a' }],
    ['no slot', { ...good, slotId: 'x' }],
    ['an empty secret', { ...good, secret: '' }],
    ['a secret too long', { ...good, secret: 's'.repeat(1_025) }],
  ])('%s is not', (_what, value) => expect(isToRemember(value)).toBe(false));
});
