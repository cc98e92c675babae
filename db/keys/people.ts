import type { People } from '#domain/people/peopleThatHold.ts';
import type { KeyFile } from './keyFileShape.ts';
import { decrypt, deriveKey, type Encrypted, encrypt } from './sealing.ts';

const about = 'people';
const sealingKey = (storeKey: Uint8Array): Buffer => deriveKey(storeKey, 'people 1');

/** Seals the people under a key derived from the store's: the key file still names nobody to who cannot open the store. */
export function sealPeople(storeKey: Uint8Array, { number, people }: People): Encrypted {
  const key = sealingKey(storeKey);
  try {
    return encrypt(key, Buffer.from(JSON.stringify({ number, people })), about);
  } finally {
    key.fill(0);
  }
}

/** The people in a key file; null where it is of an earlier version, or `keyFor` does not know its key. */
export function peopleOf(
  { current, people }: KeyFile,
  keyFor: (fingerprint: string) => Uint8Array | null | undefined,
): People | null {
  const storeKey = keyFor(current);
  if (!people || !storeKey) return null;
  const key = sealingKey(storeKey);
  const opened = decrypt(key, people, about);
  key.fill(0);
  return opened && (JSON.parse(opened.toString('utf8')) as People);
}
