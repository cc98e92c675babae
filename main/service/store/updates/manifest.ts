import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { z } from 'zod';
import { updateVersion } from '#contract/updates.ts';
import type { PinnedKey } from '#service/context/installation.ts';

/** What the folder of updates holds beside the installers. */
export const manifestName = 'vsk-tracker-update.json';
export const signatureName = `${manifestName}.sig`;

/** Larger than any true manifest, small enough to be read whole. */
export const manifestLimit = 64 * 1024;
/** An installer is about 110 MB. */
export const installerLimit = 1024 * 1024 * 1024;

/** What installs the app on each platform; the shell starts nothing else (main/shell/verifiedInstaller.ts). */
export const installerEndings: Record<string, readonly string[]> = {
  win32: ['.exe'],
  darwin: ['.dmg'],
  linux: ['.AppImage', '.deb'],
};

/**
 * A plain file name: no folder, no drive, nothing that a system reads as something else (`..`, `CON`, a trailing dot, a
 * stream `a:b`, a name that begins with a dash).
 */
const fileName = z
  .string()
  .max(120)
  .regex(/^[A-Za-z0-9][A-Za-z0-9 _+-]*(\.[A-Za-z0-9 _+-]+)*\.[A-Za-z0-9]+$/, 'a plain file name')
  .refine((name) => !/^(con|prn|aux|nul|com\d|lpt\d)\./i.test(name), 'a name that no system keeps for itself');

const file = z
  .strictObject({
    platform: z.enum(['win32', 'darwin', 'linux']),
    arch: z.enum(['x64', 'arm64']),
    name: fileName,
    bytes: z.int().min(1),
    /** Of the whole file, 128 hexadecimal digits. */
    sha512: z.string().regex(/^[0-9a-f]{128}$/),
  })
  .refine(({ platform, name }) => installerEndings[platform]?.some((ending) => name.endsWith(ending)), {
    message: 'an installer of its platform',
  });

export const manifest = z.strictObject({
  format: z.literal('vsk-tracker-update'),
  formatVersion: z.literal(1),
  version: updateVersion,
  date: z.iso.date(),
  notes: z.string().max(20_000),
  files: z.array(file).min(1).max(20),
});
export type Manifest = z.output<typeof manifest>;
export type ManifestFile = Manifest['files'][number];

/** Ed25519's SubjectPublicKeyInfo is this header and the 32 bytes of the key (RFC 8410 section 4). */
const spkiHeader = Buffer.from('302a300506032b6570032100', 'hex');

/** A public key from its 32 bytes in base64. Throws where it is not one. */
export function publicKeyOf(base64: string): KeyObject {
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.length !== 32) throw new Error('An Ed25519 public key has 32 bytes.');
  return createPublicKey({ key: Buffer.concat([spkiHeader, bytes]), format: 'der', type: 'spki' });
}

/**
 * The key whose signature stands over exactly these bytes, or null when it is nobody's who is trusted.
 * @param signature the text of the signature's file: 64 bytes in base64
 */
export function signerOf(bytes: Buffer, signature: string, keys: readonly PinnedKey[]): PinnedKey | null {
  const text = signature.trim();
  if (!/^[A-Za-z0-9+/]{86}==$/.test(text)) return null;
  const signed = Buffer.from(text, 'base64');
  return keys.find(({ publicKey }) => verify(null, bytes, publicKeyOf(publicKey), signed)) ?? null;
}
