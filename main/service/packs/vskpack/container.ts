import { createHash } from 'node:crypto';
import { z } from 'zod';
import { largestPackFile } from '#contract/packFile.ts';
import { CallFailure } from '#service/context/callFailure.ts';

/** The first bytes inside the encryption: what is decrypted and does not begin so is somebody else's file. */
const MARK = Buffer.from('VSKPACK\n', 'latin1');
const FORMAT = 'vsk-tracker-review-pack';
const VERSION = 1;
/** A thousand documents need about a tenth of this. */
const LONGEST_MANIFEST = 1024 * 1024;
const MOST_FILES = 1000;

const plainLine = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^\p{Cc}\p{Cf}]+$/u);

/**
 * What a pack's own exporter names its files, and nothing else: no folder, no drive, no name that Windows keeps for itself, no
 * other kind of file.
 */
const documentName = /^pack-[A-Za-z0-9-]{1,120}\.pdf$/;

const packManifest = z.strictObject({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  /** A school without a URN has none here either. */
  school: z.strictObject({
    urn: z
      .string()
      .regex(/^[A-Za-z0-9-]{1,20}$/)
      .nullable(),
    name: plainLine,
  }),
  asAt: z.iso.date(),
  /** ISO 8601 UTC. */
  madeAt: z.iso.datetime(),
  files: z
    .array(
      z.strictObject({
        name: z.string().regex(documentName),
        bytes: z.int().min(1).max(largestPackFile),
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
      }),
    )
    .min(1)
    .max(MOST_FILES),
});
export type PackManifest = z.output<typeof packManifest>;

export type PackDocument = { name: string; bytes: Uint8Array };

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/**
 * A school's documents as one run of bytes: the mark, the manifest's length (4 bytes, most significant first), the manifest as
 * JSON, and then the documents in its order, one after another.
 *
 * @example joinContainer({ school: { urn: '999001', name: 'Sample Academy' }, asAt, madeAt }, [{ name, bytes }])
 */
export function joinContainer(
  about: Pick<PackManifest, 'school' | 'asAt' | 'madeAt'>,
  documents: readonly PackDocument[],
): Uint8Array {
  const manifest: PackManifest = {
    format: FORMAT,
    version: VERSION,
    ...about,
    files: documents.map(({ name, bytes }) => ({ name, bytes: bytes.length, sha256: sha256(bytes) })),
  };
  // What would be refused when it is opened is never made.
  const json = Buffer.from(JSON.stringify(packManifest.parse(manifest)), 'utf8');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(json.length);
  return new Uint8Array(Buffer.concat([MARK, length, json, ...documents.map(({ bytes }) => bytes)]));
}

const refuse = (message: string): never => {
  throw new CallFailure('invalidInput', message, { field: 'file' });
};

/**
 * Reads a container that somebody else made, and believes nothing of it: every length is compared with what is there before
 * anything is cut out, names are those of review packs, each document is a PDF and has the digest that the manifest gives.
 *
 * Errors: `invalidInput` with the reason in words; never a name that stands in the file, which may be anything.
 */
export function readContainer(container: Uint8Array): { manifest: PackManifest; documents: PackDocument[] } {
  const bytes = Buffer.from(container.buffer, container.byteOffset, container.byteLength);
  if (!bytes.subarray(0, MARK.length).equals(MARK))
    refuse('The password is right, but what is inside is no review pack of VSK Tracker.');
  if (bytes.length < MARK.length + 4) refuse('The file is cut short. Ask for it to be sent again.');
  const manifestLength = bytes.readUInt32BE(MARK.length);
  if (manifestLength > LONGEST_MANIFEST) refuse('The list of documents in the file is too long. It is not opened.');
  const from = MARK.length + 4;
  if (manifestLength > bytes.length - from) refuse('The file is cut short. Ask for it to be sent again.');
  const manifest = readManifest(bytes.subarray(from, from + manifestLength));
  const content = bytes.subarray(from + manifestLength);
  const stated = manifest.files.reduce((sum, file) => sum + file.bytes, 0);
  if (stated > content.length)
    refuse('The file is cut short: it lists more than it holds. Ask for it to be sent again.');
  if (stated < content.length) refuse('The file holds more than it lists. It is not opened.');
  let at = 0;
  const documents = manifest.files.map((file, index): PackDocument => {
    const document = content.subarray(at, at + file.bytes);
    at += file.bytes;
    if (sha256(document) !== file.sha256)
      refuse(`Document ${index + 1} in the file is damaged. Ask for the file to be sent again.`);
    if (document.subarray(0, 5).toString('latin1') !== '%PDF-')
      refuse(`Document ${index + 1} in the file is no PDF. The file is not opened.`);
    return { name: file.name, bytes: document };
  });
  return { manifest, documents };
}

function readManifest(bytes: Buffer): PackManifest {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return refuse('The list of documents in the file cannot be read. Ask for the file to be sent again.');
  }
  const { format, version } = (json ?? {}) as { format?: unknown; version?: unknown };
  if (format !== FORMAT) return refuse('The password is right, but what is inside is no review pack of VSK Tracker.');
  if (version !== VERSION)
    return refuse(
      typeof version === 'number' && version > VERSION
        ? 'A newer version of VSK Tracker made this file. Update VSK Tracker, then open it again.'
        : 'The file is of a version that VSK Tracker never had. It is not opened.',
    );
  const parsed = packManifest.safeParse(json);
  if (!parsed.success) return refuse(wordsOf(parsed.error.issues[0]?.path ?? []));
  const names = parsed.data.files.map((file) => file.name.toLowerCase());
  if (new Set(names).size < names.length) return refuse('Two documents in the file have one name. It is not opened.');
  return parsed.data;
}

/** Where the list is wrong, without what stands there. */
function wordsOf([part, index, field]: readonly PropertyKey[]): string {
  if (part !== 'files' || typeof index !== 'number')
    return part === 'files'
      ? `The file lists no documents, or more than ${MOST_FILES}. It is not opened.`
      : 'What the file says of its school and date cannot be read. It is not opened.';
  const document = `Document ${index + 1} in the file`;
  if (field === 'name') return `${document} has a name that no document of a review pack has. The file is not opened.`;
  if (field === 'bytes') return `${document} has a size that no document can have. The file is not opened.`;
  return `What the file says of document ${index + 1} cannot be read. The file is not opened.`;
}
