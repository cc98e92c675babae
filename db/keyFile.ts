import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { argon2id } from 'hash-wasm';
import { replaceFile } from './replaceFile.ts';

/** How a slot's passphrase is stretched; stored beside it so that later versions can ask for more. */
export type StretchCost = { memoryKiB: number; passes: number; parallelism: number };

/** Argon2id at 64 MiB and 3 passes: about half a second on a council laptop (architecture.md section 3). */
export const defaultStretchCost: StretchCost = { memoryKiB: 65_536, passes: 3, parallelism: 1 };

/** One way to the store key: today a user's passphrase; a recovery key takes another slot of the same file. */
export type KeySlot = {
  slotId: string;
  kind: 'passphrase' | 'recoveryKey';
  userId: string;
  stretch: StretchCost;
  salt: string;
  nonce: string;
  wrappedKey: string;
  tag: string;
};

/** The versioned file beside the store. It holds no key in the clear, and no name. */
export type KeyFile = {
  format: 'vsk-tracker-key';
  version: 1;
  storeId: string;
  keyFingerprint: string;
  slots: KeySlot[];
  /** Tells a damaged slot from a wrong passphrase, which decryption reports alike. No secret: it covers what is above. */
  checksum: string;
};

const checksumOf = ({ format, version, storeId, keyFingerprint, slots }: Omit<KeyFile, 'checksum'>): string =>
  createHash('sha256')
    .update(JSON.stringify([format, version, storeId, keyFingerprint, slots]))
    .digest('hex');

/** The store's key: 32 random bytes, made on this device. */
export const newStoreKey = (): Buffer => randomBytes(32);

/**
 * Tells a wrong key from a damaged store, which SQLite reports alike (`SQLITE_NOTADB`).
 * A one-way digest of a random 256-bit key, so it gives nothing away.
 */
export const fingerprintOf = (key: Buffer): string =>
  createHash('sha256').update('vsk-tracker key fingerprint 1').update(key).digest('hex').slice(0, 32);

async function stretch(secret: string, salt: Buffer, cost: StretchCost): Promise<Buffer> {
  const hash = await argon2id({
    password: secret.normalize('NFC'),
    salt,
    memorySize: cost.memoryKiB,
    iterations: cost.passes,
    parallelism: cost.parallelism,
    hashLength: 32,
    outputType: 'binary',
  });
  return Buffer.from(hash);
}

/** Wraps the store key under a passphrase: Argon2id, then AES-256-GCM bound to the store, slot and user. */
export async function wrapKey(options: {
  key: Buffer;
  passphrase: string;
  storeId: string;
  slotId: string;
  userId: string;
  kind: KeySlot['kind'];
  cost?: StretchCost;
}): Promise<KeySlot> {
  const cost = options.cost ?? defaultStretchCost;
  const salt = randomBytes(16);
  const nonce = randomBytes(12);
  const wrapping = await stretch(options.passphrase, salt, cost);
  const cipher = createCipheriv('aes-256-gcm', wrapping, nonce);
  cipher.setAAD(Buffer.from(`${options.storeId}|${options.slotId}|${options.userId}|${options.kind}`));
  const wrappedKey = Buffer.concat([cipher.update(options.key), cipher.final()]);
  wrapping.fill(0);
  return {
    slotId: options.slotId,
    kind: options.kind,
    userId: options.userId,
    stretch: cost,
    salt: salt.toString('base64'),
    nonce: nonce.toString('base64'),
    wrappedKey: wrappedKey.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
  };
}

/** The store key and the user whose slot the passphrase opens, or null when it opens none. */
export async function unwrapKey(
  keyFile: KeyFile,
  passphrase: string,
): Promise<{ key: Buffer; userId: string; slotId: string } | null> {
  for (const slot of keyFile.slots) {
    const wrapping = await stretch(passphrase, Buffer.from(slot.salt, 'base64'), slot.stretch);
    const decipher = createDecipheriv('aes-256-gcm', wrapping, Buffer.from(slot.nonce, 'base64'));
    decipher.setAAD(Buffer.from(`${keyFile.storeId}|${slot.slotId}|${slot.userId}|${slot.kind}`));
    decipher.setAuthTag(Buffer.from(slot.tag, 'base64'));
    try {
      const key = Buffer.concat([decipher.update(Buffer.from(slot.wrappedKey, 'base64')), decipher.final()]);
      return { key, userId: slot.userId, slotId: slot.slotId };
    } catch {
      // Another person's slot: the authentication tag does not fit this passphrase.
    } finally {
      wrapping.fill(0);
    }
  }
  return null;
}

/** The key file is of a later format; it is not damaged, and this version leaves it alone. */
export class NewerKeyFileError extends Error {}

/** Reads and checks the key file; null when it is not there; throws a plain sentence when it cannot be used. */
export function readKeyFile(path: string): KeyFile | null {
  if (!existsSync(path)) return null;
  let parsed: KeyFile;
  try {
    parsed = JSON.parse(readFileSync(path, 'utf8')) as KeyFile;
  } catch {
    throw new Error('The key file is damaged: it is not readable as a key file. Restore it from a backup.');
  }
  if (parsed?.format !== 'vsk-tracker-key')
    throw new Error('The key file is damaged: it is not a VSK Tracker key file.');
  if (parsed.version !== 1)
    throw new NewerKeyFileError('The key file was made by a newer version of VSK Tracker. Update the app to open it.');
  if (!Array.isArray(parsed.slots) || parsed.slots.length === 0 || checksumOf(parsed) !== parsed.checksum)
    throw new Error('The key file is damaged: its contents do not match their checksum. Restore it from a backup.');
  return parsed;
}

/** Writes the key file so that a crash leaves the old one or the new one, never half of either. */
export function writeKeyFile(path: string, keyFile: Omit<KeyFile, 'checksum'>): void {
  const { format, version, storeId, keyFingerprint, slots } = keyFile;
  const whole: KeyFile = { format, version, storeId, keyFingerprint, slots, checksum: checksumOf(keyFile) };
  replaceFile(path, `${JSON.stringify(whole, null, 2)}\n`);
}
