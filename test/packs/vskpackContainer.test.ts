import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CallFailure } from '#service/context/callFailure.ts';
import { joinContainer, readContainer } from '#service/packs/vskpack/container.ts';

const about = {
  school: { urn: '999001', name: 'Sample Academy' },
  asAt: '2025-03-31',
  madeAt: '2025-04-01T09:30:00.000Z',
};
const aPdf = (text: string) => new Uint8Array(Buffer.from(`%PDF-1.7\n${text}`));
const documents = [
  { name: 'pack-999001-01-LA-1001.pdf', bytes: aPdf('one') },
  { name: 'pack-999001-00-cover.pdf', bytes: aPdf('the cover') },
];

/** A container whose manifest somebody wrote by hand; `change` is made to that of an honest one. */
function forged(change: (manifest: Forged) => unknown, content?: Uint8Array): Uint8Array {
  const honest = Buffer.from(joinContainer(about, documents));
  const length = honest.readUInt32BE(8);
  const manifest = JSON.parse(honest.subarray(12, 12 + length).toString('utf8')) as Forged;
  const json = Buffer.from(JSON.stringify(change(manifest) ?? manifest), 'utf8');
  return assembled(json, content ?? honest.subarray(12 + length));
}
interface Forged {
  format: unknown;
  version: unknown;
  school: { urn: unknown; name: unknown };
  asAt: unknown;
  files: { name: unknown; bytes: unknown; sha256: unknown }[];
  [more: string]: unknown;
}
function assembled(json: Uint8Array, content: Uint8Array, length = json.length): Uint8Array {
  const size = Buffer.alloc(4);
  size.writeUInt32BE(length);
  return new Uint8Array(Buffer.concat([Buffer.from('VSKPACK\n'), size, json, content]));
}

/** Why a container is refused; fails where it is not, or where it throws anything but a plain refusal. */
function refusal(container: Uint8Array): string {
  try {
    readContainer(container);
  } catch (error) {
    expect(error).toBeInstanceOf(CallFailure);
    expect(error).toMatchObject({ code: 'invalidInput', detail: { field: 'file' } });
    return (error as CallFailure).message;
  }
  throw new Error('It was not refused.');
}
const first = (change: Partial<Forged['files'][number]>) =>
  forged((manifest) => {
    manifest.files[0] = { ...(manifest.files[0] as Forged['files'][number]), ...change };
  });

describe('round trip', () => {
  test('any documents come back as they went in, in order', () => {
    const aDocument = fc.record({
      name: fc.stringMatching(/^[A-Za-z0-9-]{1,40}$/).map((name) => `pack-${name}.pdf`),
      bytes: fc.uint8Array({ maxLength: 3000 }).map((bytes) => new Uint8Array([...Buffer.from('%PDF-'), ...bytes])),
    });
    const some = fc.uniqueArray(aDocument, { minLength: 1, maxLength: 8, selector: ({ name }) => name.toLowerCase() });
    const aName = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
      .filter((name) => !/[\p{Cc}\p{Cf}]/u.test(name));
    fc.assert(
      fc.property(some, aName, (given, name) => {
        const school = { urn: '999001', name };
        const read = readContainer(joinContainer({ ...about, school }, given));
        expect(read.manifest).toMatchObject({ ...about, school, version: 1 });
        expect(read.documents.map((document) => document.name)).toEqual(given.map((document) => document.name));
        for (const [index, { bytes }] of read.documents.entries())
          expect(Buffer.compare(bytes, (given[index] as { bytes: Uint8Array }).bytes)).toBe(0);
      }),
    );
  });

  test('what would be refused is never made', () => {
    expect(() => joinContainer(about, [{ name: 'Ana Alphaton.pdf', bytes: aPdf('') }])).toThrow();
    expect(() => joinContainer(about, [])).toThrow();
  });
});

describe('refused, each with its reason', () => {
  test.each([
    ['nothing at all', new Uint8Array(), 'no review pack'],
    ['somebody else’s file', new Uint8Array(Buffer.from('a letter, encrypted with age')), 'no review pack'],
    ['the mark alone', new Uint8Array(Buffer.from('VSKPACK\n')), 'cut short'],
    ['no JSON', assembled(Buffer.from('{"format"'), new Uint8Array()), 'cannot be read'],
    ['bytes that are no UTF-8', assembled(Buffer.from([0xff, 0xfe, 0x22]), new Uint8Array()), 'cannot be read'],
    ['null', assembled(Buffer.from('null'), new Uint8Array()), 'no review pack'],
    ['a list', assembled(Buffer.from('[]'), new Uint8Array()), 'no review pack'],
    ['brackets without end', assembled(Buffer.alloc(900_000, '['), new Uint8Array()), 'cannot be read'],
    ['another format', forged((manifest) => ({ ...manifest, format: 'zip' })), 'no review pack'],
    ['a newer version', forged((manifest) => ({ ...manifest, version: 2 })), 'newer version of VSK Tracker'],
    ['a version that never was', forged((manifest) => ({ ...manifest, version: '1' })), 'never had'],
    ['a list longer than the file', assembled(Buffer.from('{}'), new Uint8Array(), 3), 'cut short'],
    ['a list of 4 GB', assembled(Buffer.from('{}'), new Uint8Array(), 0xffffffff), 'too long'],
    ['a field nobody knows', forged((manifest) => ({ ...manifest, run: 'calc.exe' })), 'school and date'],
    ['no files', forged((manifest) => ({ ...manifest, files: [] })), 'no documents'],
    [
      'a thousand and one files',
      forged((manifest) => ({ ...manifest, files: Array(1001).fill(manifest.files[0]) })),
      'more than 1000',
    ],
    ['files that are no list', forged((manifest) => ({ ...manifest, files: { length: 1 } })), 'no documents'],
    ['a date that is none', forged((manifest) => ({ ...manifest, asAt: '2025-02-30' })), 'school and date'],
    ['a date that is a path', forged((manifest) => ({ ...manifest, asAt: '../../2025' })), 'school and date'],
    [
      'a URN that is a path',
      forged((manifest) => ({ ...manifest, school: { urn: '../..', name: 'A school' } })),
      'school and date',
    ],
    [
      'a school that writes backwards',
      forged((manifest) => ({ ...manifest, school: { urn: '999001', name: 'A\u202Efdp' } })),
      'school and date',
    ],
    [
      'one name twice',
      forged((manifest) => ({ ...manifest, files: manifest.files.map((file) => ({ ...file, name: 'pack-1.pdf' })) })),
      'have one name',
    ],
    [
      'one name in capitals',
      forged((manifest) => ({
        ...manifest,
        files: manifest.files.map((file, index) => ({ ...file, name: index ? 'pack-a.pdf' : 'pack-A.pdf' })),
      })),
      'have one name',
    ],
    [
      'a digest of something else',
      first({ sha256: createHash('sha256').update('x').digest('hex') }),
      'Document 1 in the file is damaged',
    ],
    ['no digest', first({ sha256: '' }), 'What the file says of document 1'],
  ])('%s', (_what, container, reason) => {
    expect(refusal(container)).toContain(reason);
  });

  test.each([
    '../pack-1.pdf',
    '..\\pack-1.pdf',
    '/etc/pack-1.pdf',
    'C:\\pack-1.pdf',
    '\\\\server\\share\\pack-1.pdf',
    'pack-1/../../x.pdf',
    'pack-1.pdf:stream',
    'pack-1.pdf ',
    'pack-1.pdf.',
    'pack-1.exe',
    'pack-1.pdf.exe',
    'pack-\u202Efdp.exe',
    'pack-1\0.pdf',
    'pack-1\n.pdf',
    'CON.pdf',
    'NUL',
    '.pdf',
    '',
    'pack-.pdf',
    'PACK-1.PDF',
    '~/pack-1.pdf',
    `pack-${'a'.repeat(121)}.pdf`,
    'pack-%2e%2e.pdf',
    'Ana Alphaton.pdf',
    null,
    7,
    ['pack-1.pdf'],
  ])('the name %j', (name) => {
    const words = refusal(first({ name }));
    expect(words).toContain('Document 1 in the file has a name');
    if (typeof name === 'string' && name.length > 3) expect(words).not.toContain(name);
  });

  test.each([0, -1, 1.5, 65 * 1024 * 1024, Number.MAX_SAFE_INTEGER, 1e308, '12', null])('the size %j', (bytes) => {
    expect(refusal(first({ bytes }))).toContain('size that no document can have');
  });

  test('sizes that add up to more or less than is there', () => {
    expect(refusal(first({ bytes: 64 * 1024 * 1024 }))).toContain('cut short');
    expect(refusal(first({ bytes: 5 }))).toContain('holds more than it lists');
    // A thousand documents of the largest size: nothing is set aside for what is not there.
    const before = process.memoryUsage().arrayBuffers;
    const many = forged((manifest) => ({
      ...manifest,
      files: Array.from({ length: 1000 }, (_, index) => ({
        ...manifest.files[0],
        name: `pack-${index}.pdf`,
        bytes: 64 * 1024 * 1024,
      })),
    }));
    expect(refusal(many)).toContain('cut short');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(32 * 1024 * 1024);
  });

  test('a document that is no PDF', () => {
    const program = new Uint8Array(Buffer.from('MZ this is a program'));
    const sha256 = createHash('sha256').update(program).digest('hex');
    const container = forged(
      (manifest) => ({ ...manifest, files: [{ name: 'pack-1.pdf', bytes: program.length, sha256 }] }),
      program,
    );
    expect(refusal(container)).toContain('Document 1 in the file is no PDF');
  });

  test('cut anywhere, it is refused and never half read', () => {
    const whole = joinContainer(about, documents);
    fc.assert(
      fc.property(fc.nat({ max: whole.length - 1 }), (length) => {
        refusal(whole.subarray(0, length));
      }),
    );
    refusal(new Uint8Array([...whole, 0]));
  });

  test('one byte changed anywhere is refused, or is no part of a document', () => {
    const whole = joinContainer(about, documents);
    fc.assert(
      fc.property(fc.nat({ max: whole.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const changed = whole.slice();
        changed[at] = (changed[at] as number) ^ by;
        try {
          const read = readContainer(changed).documents;
          // Only the words about the school and the date, or a name, can change and still read; the encryption guards those.
          for (const [index, { bytes }] of read.entries())
            expect(Buffer.compare(bytes, (documents[index] as { bytes: Uint8Array }).bytes)).toBe(0);
        } catch (error) {
          expect(error).toBeInstanceOf(CallFailure);
        }
      }),
      { numRuns: 500 },
    );
  });
});
