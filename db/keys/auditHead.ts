import type { KeyFile } from './keyFileShape.ts';
import { decrypt, deriveKey, type Encrypted, encrypt } from './sealing.ts';

/** The last entry of the audit as somebody with the store's key knew it: how many there were, and the hash they end with. */
export type AuditHead = {
  number: number;
  hash: string;
  /** ISO 8601 UTC, when it was sealed. */
  at: string;
};

const about = 'audit head';
const sealingKey = (storeKey: Uint8Array): Buffer => deriveKey(storeKey, 'audit head 1');

/** Seals the head of the audit under a key derived from the store's: only who can open the store reads or replaces it. */
export function sealAuditHead(storeKey: Uint8Array, { number, hash, at }: AuditHead): Encrypted {
  const key = sealingKey(storeKey);
  try {
    return encrypt(key, Buffer.from(JSON.stringify({ number, hash, at })), about);
  } finally {
    key.fill(0);
  }
}

/** What `sealAuditHead` was given; null when the key is another, or the box was changed. */
export function openAuditHead(storeKey: Uint8Array, sealed: Encrypted): AuditHead | null {
  const key = sealingKey(storeKey);
  const opened = decrypt(key, sealed, about);
  key.fill(0);
  if (!opened) return null;
  const { number, hash, at } = JSON.parse(opened.toString('utf8')) as AuditHead;
  return { number, hash, at };
}

/**
 * The head in a key file, the store's own or one beside a backup; null where it has none, or where its key is not among those
 * that `keyFor` knows (a `KeyRing` knows every key the store had).
 *
 * @example auditHeadOf(readKeyFile(keyFileBeside(backup)), (fingerprint) => ring.keyFor(fingerprint))
 */
export function auditHeadOf(
  { current, auditHead }: KeyFile,
  keyFor: (fingerprint: string) => Uint8Array | null | undefined,
): AuditHead | null {
  const key = keyFor(current);
  return auditHead && key ? openAuditHead(key, auditHead) : null;
}
