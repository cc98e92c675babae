import { describe, expect, it } from 'vitest';
import { mayReplaceKeyFile } from '#db/backups/mayReplaceKeyFile.ts';
import type { KeyFile } from '#db/keys/keyFileShape.ts';

const keyFile = (storeId: string, current: string, fingerprints: string[]): KeyFile => ({
  format: 'vsk-tracker-key',
  version: 2,
  storeId,
  current,
  pending: null,
  slots: [],
  oldSlots: [],
  keys: fingerprints.map((fingerprint) => ({ fingerprint, madeAt: '', sealed: {} })),
  serial: 0,
  people: null,
  auditHead: null,
  macs: {},
  checksum: '',
});

describe('a key file takes the place of another one', () => {
  it.each([
    ['the same keys', keyFile('a', '1', ['1']), keyFile('a', '1', ['1']), true],
    ['one key more', keyFile('a', '1', ['1']), keyFile('a', '2', ['1', '2']), true],
    ['one of version 1 for the same key', keyFile('a', '1', []), keyFile('a', '2', ['1', '2']), true],
    ['a key less', keyFile('a', '2', ['1', '2']), keyFile('a', '1', ['1']), false],
    ['one without the key of version 1', keyFile('a', '1', []), keyFile('a', '2', ['2']), false],
    ['another store', keyFile('a', '1', ['1']), keyFile('b', '1', ['1']), false],
  ])('%s', (_, oldFile, newFile, may) => {
    expect(mayReplaceKeyFile(oldFile, newFile)).toBe(may);
  });
});
