import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { hasShape, type KeyFile } from './keyFileShape.ts';
import { fromVersionOne, isWholeVersionOne, nothingLater, type VersionOne } from './olderKeyFiles.ts';
import { deriveKey } from './sealing.ts';

type Unsigned = Omit<KeyFile, 'macs' | 'checksum'>;

/** The store's key: 32 random bytes, made on this device. */
export const newStoreKey = (): Buffer => randomBytes(32);

/**
 * Tells a wrong key from a damaged store, which SQLite reports alike (`SQLITE_NOTADB`).
 * A one-way digest of a random 256-bit key, so it gives nothing away.
 */
export const fingerprintOf = (key: Uint8Array): string =>
  createHash('sha256').update('vsk-tracker key fingerprint 1').update(key).digest('hex').slice(0, 32);

const signedText = (file: Unsigned): string => {
  const { format, version, storeId, current, pending, slots, oldSlots, keys } = file;
  const ofVersionTwo = [format, version, storeId, current, pending, slots, oldSlots, keys];
  return JSON.stringify(version === 2 ? ofVersionTwo : [...ofVersionTwo, file.serial, file.people, file.auditHead]);
};

const macOf = (keyFile: Unsigned, key: Uint8Array): string =>
  createHmac('sha256', deriveKey(key, `key file ${keyFile.version}`))
    .update(signedText(keyFile))
    .digest('hex');

const checksumOf = (keyFile: Unsigned, macs: Record<string, string>): string =>
  createHash('sha256').update(signedText(keyFile)).update(JSON.stringify(macs)).digest('hex');

/** Whether the file is as somebody with this key left it. */
export function isAuthentic(keyFile: KeyFile, key: Uint8Array): boolean {
  const mac = keyFile.macs[fingerprintOf(key)];
  if (typeof mac !== 'string' || !/^[0-9a-f]{64}$/.test(mac)) return false;
  return timingSafeEqual(Buffer.from(macOf(keyFile, key), 'hex'), Buffer.from(mac, 'hex'));
}

/** The key file is of a later format; it is not damaged, and this version leaves it alone. */
export class NewerKeyFileError extends Error {}

/** Reads and checks the key file; null when it is not there; throws a plain sentence when it cannot be used. */
export function readKeyFile(path: string): KeyFile | null {
  if (!existsSync(path)) return null;
  let parsed: KeyFile | VersionOne;
  try {
    parsed = JSON.parse(readFileSync(path, 'utf8')) as KeyFile | VersionOne;
  } catch {
    throw new Error('The key file is damaged: it is not readable as a key file. Restore it from a backup.');
  }
  if (parsed?.format !== 'vsk-tracker-key')
    throw new Error('The key file is damaged: it is not a VSK Tracker key file.');
  if (typeof parsed.version === 'number' && parsed.version > 3)
    throw new NewerKeyFileError('The key file was made by a newer version of VSK Tracker. Update the app to open it.');
  const whole = parsed.version === 1 ? isWholeVersionOne(parsed) : isWhole(parsed);
  if (!whole)
    throw new Error('The key file is damaged: its contents do not match their checksum. Restore it from a backup.');
  if (parsed.version === 1) return fromVersionOne(parsed);
  return parsed.version === 2 ? { ...parsed, ...nothingLater } : parsed;
}

const isWhole = (keyFile: KeyFile): boolean =>
  (keyFile.version === 2 || keyFile.version === 3) &&
  hasShape(keyFile) &&
  checksumOf(keyFile, keyFile.macs) === keyFile.checksum;

/** The file's content with the codes of the keys it is signed by, and its checksum. */
export function signed(unsigned: Unsigned, keys: readonly Uint8Array[]): KeyFile {
  const { format, version, storeId, serial, current, pending, slots, oldSlots, keys: storeKeys } = unsigned;
  const { people, auditHead } = unsigned;
  const content: Unsigned = {
    ...{ format, version, storeId, serial, current, pending, slots, oldSlots, keys: storeKeys },
    ...{ people, auditHead },
  };
  const macs = Object.fromEntries(keys.map((key) => [fingerprintOf(key), macOf(content, key)]));
  return { ...content, macs, checksum: checksumOf(content, macs) };
}

export const textOf = (keyFile: KeyFile): string => `${JSON.stringify(keyFile, null, 2)}\n`;
