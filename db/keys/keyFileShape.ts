import type { Encrypted, Sealed } from './sealing.ts';
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
