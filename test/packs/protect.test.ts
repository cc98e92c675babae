import { describe, expect, test } from 'vitest';
import { protectPdf } from '#service/packs/deliver/protect.ts';
import { renderChildPack } from '#service/packs/draw/renderChildPack.ts';
import { pdfObjects, qpdf } from './pdfTools.ts';
import { aChildPack, aContext } from './samplePack.ts';

const PASSWORD = 'four quiet grey herons';

async function kept(password = PASSWORD): Promise<{ plain: Uint8Array; bytes: Uint8Array }> {
  const plain = await renderChildPack(aChildPack(), aContext());
  const result = await protectPdf(plain, password);
  if (!result.ok) throw new Error(result.error.code);
  return { plain, bytes: result.value };
}

describe('a protected pack', () => {
  test('opens with its password only, by AES-256 revision 6', async () => {
    const { bytes } = await kept();
    expect((await qpdf(bytes, ['--check', '/in.pdf'])).code).not.toBe(0);
    expect((await qpdf(bytes, ['--password=four quiet grey heron', '--check', '/in.pdf'])).code).not.toBe(0);
    const shown = await qpdf(bytes, [`--password=${PASSWORD}`, '--show-encryption', '/in.pdf']);
    expect(shown.out).toMatch(/^R = 6$/m);
    expect(shown.out).toContain('Supplied password is user password');
    for (const what of ['stream', 'string', 'file']) expect(shown.out).toContain(`${what} encryption method: AESv3`);
    expect(shown.out).toContain('extract for accessibility: allowed');
    expect(shown.out).toContain('modify forms: allowed');
    expect(shown.out).toContain('modify other: not allowed');
  });

  test('the password is not the owner password, so it cannot lift the restrictions', async () => {
    const { bytes } = await kept();
    const shown = await qpdf(bytes, [`--password=${PASSWORD}`, '--show-encryption', '/in.pdf']);
    expect(shown.out).not.toContain('Supplied password is owner password');
  });

  test('names, labels, alternative texts and metadata are in it nowhere in the clear', async () => {
    const { plain, bytes } = await kept();
    const words = ['Rowan', 'Testerton', 'Sessions attended', 'Answer to question', 'dc:title', 'herons'];
    const clear = Buffer.from(plain).toString('latin1');
    const secret = Buffer.from(bytes).toString('latin1');
    // All but the drawn text and the password stand in the plain file, so that their absence means something.
    for (const word of words.slice(0, 5)) expect(clear).toContain(word);
    for (const word of words) expect(secret).not.toContain(word);
    expect(secret).not.toContain(Buffer.from('Testerton', 'utf16le').swap16().toString('latin1'));
  });

  test('the document inside is the same', async () => {
    const { plain, bytes } = await kept();
    const { file } = await qpdf(bytes, [`--password=${PASSWORD}`, '--decrypt', '/in.pdf', '/out']);
    if (file === null) throw new Error('not decrypted');
    const before = await pdfObjects(plain);
    const after = await pdfObjects(file);
    expect(after.pages.map((page) => after.stream(page['/Contents']))).toEqual(
      before.pages.map((page) => before.stream(page['/Contents'])),
    );
    expect(after.fields.map((field) => field['/TU'])).toEqual(before.fields.map((field) => field['/TU']));
  });

  test.each([
    '-starts like an option',
    'ends with = and @ "quotes"',
    'Łukasz ąćęłńóśźż Yıldız',
    '@/etc/passwd and more',
  ])('a password like %j is taken as it is', async (password) => {
    const { bytes } = await kept(password);
    expect((await qpdf(bytes, [`--password=${password}`, '--check', '/in.pdf'])).code).toBe(0);
  });
});

describe('refused, as values', () => {
  test.each([
    ['', 'passwordTooShort'],
    ['eleven char', 'passwordTooShort'],
    ['x'.repeat(128), 'passwordTooLong'],
    ['ł'.repeat(64), 'passwordTooLong'],
  ])('%j: %s', async (password, code) => {
    expect(await protectPdf(new Uint8Array([1]), password)).toMatchObject({ ok: false, error: { code } });
  });

  test('what is not a PDF; the message holds no password, and the exit code of the process stays', async () => {
    const result = await protectPdf(new TextEncoder().encode('no pdf at all'), PASSWORD);
    expect(result).toMatchObject({ ok: false, error: { code: 'notAPdf' } });
    expect(JSON.stringify(result)).not.toContain('herons');
    expect(process.exitCode ?? 0).toBe(0);
  });
});
