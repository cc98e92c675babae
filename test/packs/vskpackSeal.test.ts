import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { joinContainer } from '#service/packs/vskpack/container.ts';
import { openPack, sealPack } from '#service/packs/vskpack/sealPack.ts';

const password = 'lantern copper meadow';
const about = { school: { urn: '999001', name: 'Sample Academy' }, asAt: '2025-03-31', madeAt: '2025-04-01T09:30:00Z' };
const documents = [
  {
    name: 'pack-999001-01-LA-1001.pdf',
    bytes: new Uint8Array(Buffer.from(`%PDF-1.7 ${'Ana Alphaton '.repeat(9000)}`)),
  },
  { name: 'pack-999001-00-cover.pdf', bytes: new Uint8Array(Buffer.from('%PDF-1.7 cover')) },
];
const container = joinContainer(about, documents);
/** Less work than a real pack asks for: these tests are about what is refused. */
const sealed = (given: { container?: Uint8Array; password?: string; work?: number } = {}) =>
  sealPack({ container, password, work: 10, ...given });
const refusal = async (file: Uint8Array, typed = password) => {
  const failure = await openPack({ file, password: typed }).then(
    () => null,
    (error: { code: string; message: string }) => error,
  );
  if (failure === null) throw new Error('It was not refused.');
  return `${failure.code}: ${failure.message}`;
};

describe('round trip', () => {
  test('the list and every byte of the documents; nothing of them readable in the file', async () => {
    const file = await sealed();
    const { manifest, content } = await openPack({ file, password });
    expect(manifest).toMatchObject(about);
    expect(manifest.files.map((each) => each.name)).toEqual(documents.map((each) => each.name));
    expect(Buffer.compare(content, Buffer.concat(documents.map((each) => each.bytes)))).toBe(0);
    const text = Buffer.from(file).toString('latin1');
    for (const word of ['Alphaton', 'Sample', '999001', 'pack-', '%PDF']) expect(text).not.toContain(word);
  });

  test('a real one asks for the work of the age format, and any age tool opens it', async () => {
    const file = await sealPack({ container, password });
    expect(Buffer.from(file.subarray(0, 80)).toString('latin1')).toMatch(
      /^age-encryption\.org\/v1\n-> scrypt \S{22} 18\n/,
    );
    const plain = new Decrypter();
    plain.addPassphrase(password);
    expect(Buffer.compare(await plain.decrypt(file), container)).toBe(0);
  });

  test('any password, however it was typed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', minLength: 12, maxLength: 40 }), async (typed) => {
        const file = await sealed({ password: typed.normalize('NFC'), work: 1 });
        expect((await openPack({ file, password: typed.normalize('NFD') })).manifest.asAt).toBe('2025-03-31');
        expect(await refusal(file, `${typed}x`)).toContain('wrongPassphrase');
      }),
      { numRuns: 10 },
    );
  });
});

describe('refused, each with its reason', () => {
  test('a wrong password', async () => {
    const file = await sealed();
    for (const typed of ['Lantern copper meadow', `${password} `, 'x'])
      expect(await refusal(file, typed)).toContain('wrongPassphrase: That password does not open this file.');
  });

  test('damaged or cut short, after the password was proved', async () => {
    const file = await sealed();
    const damaged = file.slice();
    damaged[file.length - 40] = (damaged[file.length - 40] as number) ^ 1;
    expect(await refusal(damaged)).toContain('invalidInput: The file is damaged or cut short');
    for (const length of [file.length - 1, file.length - 65_552, 300, 190])
      expect(await refusal(file.subarray(0, length)), `${length}`).toContain(
        'invalidInput: The file is damaged or cut short',
      );
    expect(await refusal(new Uint8Array([...file, 0]))).toContain('damaged');
    const text = Buffer.from(file).toString('latin1');
    expect(await refusal(new Uint8Array(Buffer.from(text.replace('\n--- ', '\n--- A'), 'latin1')))).toContain(
      'damaged',
    );
  });

  test('one byte changed anywhere is never opened', async () => {
    const file = await sealed({ container: joinContainer(about, documents.slice(1)), work: 1 });
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: file.length - 1 }), fc.integer({ min: 1, max: 255 }), async (at, by) => {
        const changed = file.slice();
        changed[at] = (changed[at] as number) ^ by;
        expect(await refusal(changed)).toMatch(/^(invalidInput|wrongPassphrase): /);
      }),
      { numRuns: 150 },
    );
  });

  test.each([
    ['a PDF with another ending', '%PDF-1.7 hello', 'no review pack'],
    ['nothing', '', 'no review pack'],
    ['the beginning of one', 'age-encryption.org/v1\n-> scr', 'cut short'],
    ['a later age', 'age-encryption.org/v2\n-> scrypt AAAAAAAAAAAAAAAAAAAAAA 18\n', 'no review pack'],
    ['one that asks for a gigabyte', 'age-encryption.org/v1\n-> scrypt AAAAAAAAAAAAAAAAAAAAAA 20\n', 'more work'],
    ['one that asks for ever', 'age-encryption.org/v1\n-> scrypt AAAAAAAAAAAAAAAAAAAAAA 63\n', 'more work'],
    [
      'one that asks for more digits',
      'age-encryption.org/v1\n-> scrypt AAAAAAAAAAAAAAAAAAAAAA 1000\n',
      'not encrypted the way',
    ],
  ])('%s', async (_what, start, reason) => {
    const words = await refusal(new Uint8Array(Buffer.from(start)));
    expect(words).toContain('invalidInput: ');
    expect(words).toContain(reason);
  });

  test('encrypted to a key instead of a password', async () => {
    const encrypter = new Encrypter();
    encrypter.addRecipient(await identityToRecipient(await generateX25519Identity()));
    expect(await refusal(await encrypter.encrypt(container))).toContain('not encrypted the way review packs are');
  });

  test('larger than any pack', async () => {
    const file = new Uint8Array(64 * 1024 * 1024 + 1);
    file.set(await sealed());
    expect(await refusal(file)).toContain('larger than 64 MB');
  });

  test('what opens and holds no pack', async () => {
    const letter = new Uint8Array(Buffer.from('Dear colleague'));
    expect(await refusal(await sealed({ container: letter }))).toContain('what is inside is no review pack');
  });
});
