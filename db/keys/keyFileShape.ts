import type { Encrypted, Sealed } from './sealing.ts';
import { isWithinBounds, type StretchCost } from './stretch.ts';

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
  /** 2 as version 0.2.0 of the app wrote it; it becomes 3 when it is next written. */
  version: 2 | 3;
  storeId: string;
  /** Grows with every writing: of two key files of a store the higher number is the later one. 0 in files before version 3. */
  serial: number;
  /** Fingerprint of the key the store has. */
  current: string;
  /** Fingerprint of the key that a re-key is about to give it; null otherwise. */
  pending: string | null;
  slots: KeySlot[];
  oldSlots: OldSlot[];
  keys: StoreKey[];
  /** Who the people are and what they may (`people.ts`), sealed under the current key; null in files before version 3. */
  people: Encrypted | null;
  /** The last entry of the audit (`auditHead.ts`), sealed under the current key. */
  auditHead: Encrypted | null;
  /**
   * By the current key and, during a re-key, by the pending one: whoever cannot open the store as it is now cannot exchange a
   * public key here, not even somebody who has an earlier key. Empty only in a file of version 1.
   */
  macs: Record<string, string>;
  /** Tells a damaged file from a wrong passphrase, which decryption reports alike. No secret: it covers all above. */
  checksum: string;
};

/** A store has a few dozen people; more ways in than this would only keep whoever unlocks waiting. */
const mostSlots = 500;

type Loose = Record<string, unknown>;
const isObject = (value: unknown): value is Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const isFingerprint = (value: unknown): boolean => typeof value === 'string' && /^[0-9a-f]{32}$/.test(value);
/** Base64 of so many bytes, or of any when no number is given. */
const isBytes = (value: unknown, bytes?: number): boolean =>
  isText(value) &&
  /^[A-Za-z0-9+/]+={0,2}$/.test(value) &&
  (bytes === undefined || Buffer.from(value, 'base64').length === bytes);

const isEncrypted = (value: unknown): boolean =>
  isObject(value) && isBytes(value.nonce, 12) && isBytes(value.box) && isBytes(value.tag, 16);
const isSealed = (value: unknown): boolean => isObject(value) && isEncrypted(value) && isBytes(value.ephemeral);
const isCost = (value: unknown): boolean => isObject(value) && isWithinBounds(value as StretchCost);

const isSlot = (slot: unknown): boolean =>
  isObject(slot) &&
  [slot.slotId, slot.userId, slot.madeAt].every(isText) &&
  typeof slot.label === 'string' &&
  typeof slot.confirmed === 'boolean' &&
  (slot.kind === 'passphrase'
    ? isCost(slot.stretch)
    : (slot.kind === 'recoveryKey' || slot.kind === 'device') && slot.stretch === null) &&
  isBytes(slot.salt, 16) &&
  isBytes(slot.publicKey) &&
  isEncrypted(slot.privateKey);

/** A slot of version 1. */
export const isOldSlot = (slot: unknown): boolean =>
  isObject(slot) &&
  [slot.slotId, slot.userId].every(isText) &&
  slot.kind === 'passphrase' &&
  isCost(slot.stretch) &&
  isBytes(slot.salt, 16) &&
  isBytes(slot.nonce, 12) &&
  isBytes(slot.wrappedKey, 32) &&
  isBytes(slot.tag, 16);

const isStoreKey = (key: unknown): boolean =>
  isObject(key) &&
  isFingerprint(key.fingerprint) &&
  typeof key.madeAt === 'string' &&
  isObject(key.sealed) &&
  Object.values(key.sealed).every(isSealed);

/**
 * Whether what was read is a key file in all its parts: nothing of it is used before. A checksum is no secret, so it does not
 * keep out what somebody made up: a slot without its salt, or one that asks for hours of stretching.
 */
export function hasShape(file: unknown): file is KeyFile {
  if (!isObject(file)) return false;
  const { slots, oldSlots, keys, macs, pending, people, auditHead, serial } = file;
  return (
    isText(file.storeId) &&
    isFingerprint(file.current) &&
    (pending === null || isFingerprint(pending)) &&
    Array.isArray(slots) &&
    Array.isArray(oldSlots) &&
    Array.isArray(keys) &&
    slots.length + oldSlots.length > 0 &&
    slots.length + oldSlots.length <= mostSlots &&
    slots.every(isSlot) &&
    oldSlots.every(isOldSlot) &&
    keys.every(isStoreKey) &&
    isObject(macs) &&
    Object.keys(macs).length > 0 &&
    Object.values(macs).every((mac) => typeof mac === 'string' && /^[0-9a-f]{64}$/.test(mac)) &&
    (file.version === 2 ||
      (Number.isSafeInteger(serial) &&
        (serial as number) >= 0 &&
        [people, auditHead].every((part) => part === null || isEncrypted(part))))
  );
}
