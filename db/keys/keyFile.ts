import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { replaceFile } from '#db/replaceFile.ts';
import type { Encrypted, Sealed } from './sealing.ts';
import { deriveKey } from './sealing.ts';
import type { StretchCost } from './stretch.ts';

export type SlotKind = 'passphrase' | 'recoveryKey' | 'device';

/** One way in: a key pair of its own whose private half its secret unlocks, so that store keys can be sealed to it by anybody who has them. */
export type KeySlot = {
  slotId: string;
  kind: SlotKind;
  userId: string;
  /** The computer that remembers it; empty for the other kinds. It is not secret. */
  label: string;
  madeAt: string;
  /** A recovery key opens nothing until it was typed back. */
  confirmed: boolean;
  /** null: the secret is random already (recovery key, computer) and needs no stretching. */
  stretch: StretchCost | null;
  salt: string;
  publicKey: string;
  privateKey: Encrypted;
};

/** A slot as version 1 wrote it: the store key wrapped directly. It becomes a `KeySlot` when its person unlocks next. */
export type OldSlot = {
  slotId: string;
  kind: 'passphrase';
  userId: string;
  stretch: StretchCost;
  salt: string;
  nonce: string;
  wrappedKey: string;
  tag: string;
};

/** A key the store has or had (backups of that time have it still), sealed to every slot. */
export type StoreKey = { fingerprint: string; madeAt: string; sealed: Record<string, Sealed> };

/** The versioned file beside the store. It holds no key in the clear, and no person's name. */
export type KeyFile = {
  format: 'vsk-tracker-key';
  version: 2;
  storeId: string;
  /** Fingerprint of the key the store has. */
  current: string;
  /** Fingerprint of the key that a re-key is about to give it; null otherwise. */
  pending: string | null;
  slots: KeySlot[];
  oldSlots: OldSlot[];
  keys: StoreKey[];
  /**
   * By the current key and, during a re-key, by the pending one: whoever cannot open the store as it is now cannot exchange a
   * public key here, not even somebody who has an earlier key. Empty only in a file of version 1.
   */
  macs: Record<string, string>;
  /** Tells a damaged file from a wrong passphrase, which decryption reports alike. No secret: it covers all above. */
  checksum: string;
};

type Unsigned = Omit<KeyFile, 'macs' | 'checksum'>;

/** The store's key: 32 random bytes, made on this device. */
export const newStoreKey = (): Buffer => randomBytes(32);

/**
 * Tells a wrong key from a damaged store, which SQLite reports alike (`SQLITE_NOTADB`).
 * A one-way digest of a random 256-bit key, so it gives nothing away.
 */
export const fingerprintOf = (key: Uint8Array): string =>
  createHash('sha256').update('vsk-tracker key fingerprint 1').update(key).digest('hex').slice(0, 32);

const signedText = ({ format, version, storeId, current, pending, slots, oldSlots, keys }: Unsigned): string =>
  JSON.stringify([format, version, storeId, current, pending, slots, oldSlots, keys]);

const macOf = (keyFile: Unsigned, key: Uint8Array): string =>
  createHmac('sha256', deriveKey(key, 'key file 2')).update(signedText(keyFile)).digest('hex');

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
  if (typeof parsed.version === 'number' && parsed.version > 2)
    throw new NewerKeyFileError('The key file was made by a newer version of VSK Tracker. Update the app to open it.');
  const whole = parsed.version === 1 ? isWholeVersionOne(parsed) : isWhole(parsed);
  if (!whole)
    throw new Error('The key file is damaged: its contents do not match their checksum. Restore it from a backup.');
  return parsed.version === 1 ? fromVersionOne(parsed) : parsed;
}

const isWhole = (keyFile: KeyFile): boolean =>
  keyFile.version === 2 &&
  [keyFile.slots, keyFile.oldSlots, keyFile.keys].every(Array.isArray) &&
  keyFile.slots.length + keyFile.oldSlots.length > 0 &&
  typeof keyFile.macs === 'object' &&
  keyFile.macs !== null &&
  Object.keys(keyFile.macs).length > 0 &&
  checksumOf(keyFile, keyFile.macs) === keyFile.checksum;

/**
 * Writes the key file so that a crash leaves the old one or the new one, never half of either.
 * @param keys the current key and, during a re-key, the pending one
 */
export function writeKeyFile(path: string, unsigned: Unsigned, keys: readonly Uint8Array[]): KeyFile {
  const { format, version, storeId, current, pending, slots, oldSlots, keys: storeKeys } = unsigned;
  const content: Unsigned = { format, version, storeId, current, pending, slots, oldSlots, keys: storeKeys };
  const macs = Object.fromEntries(keys.map((key) => [fingerprintOf(key), macOf(content, key)]));
  const whole: KeyFile = { ...content, macs, checksum: checksumOf(content, macs) };
  replaceFile(path, `${JSON.stringify(whole, null, 2)}\n`);
  return whole;
}

/** The file as version 0.1.0 of the app wrote it: one store key, wrapped directly in each slot. */
export type VersionOne = {
  format: 'vsk-tracker-key';
  version: 1;
  storeId: string;
  keyFingerprint: string;
  slots: OldSlot[];
  checksum: string;
};

const isWholeVersionOne = ({ format, version, storeId, keyFingerprint, slots, checksum }: VersionOne): boolean =>
  Array.isArray(slots) &&
  slots.length > 0 &&
  createHash('sha256')
    .update(JSON.stringify([format, version, storeId, keyFingerprint, slots]))
    .digest('hex') === checksum;

const fromVersionOne = ({ storeId, keyFingerprint, slots }: VersionOne): KeyFile => ({
  format: 'vsk-tracker-key',
  version: 2,
  storeId,
  current: keyFingerprint,
  pending: null,
  slots: [],
  oldSlots: slots,
  keys: [],
  // Version 1 had none; the first unlock writes one.
  macs: {},
  checksum: '',
});
