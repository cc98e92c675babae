import { createDecipheriv, randomBytes } from 'node:crypto';
import { newId } from '#db/newId.ts';
import type { KeyFile, KeySlot, OldSlot, SlotKind } from './keyFileShape.ts';
import { decrypt, deriveKey, encrypt, newKeyPair, openSealed } from './sealing.ts';
import { defaultStretchCost, type StretchCost, type Stretcher, stretch } from './stretch.ts';

type SlotChoice = {
  storeId: string;
  kind: SlotKind;
  userId: string;
  secret: string;
  label?: string;
  madeAt: string;
  confirmed?: boolean;
  cost?: StretchCost | undefined;
  stretcher?: Stretcher | undefined;
};

const unlocking = (
  secret: string,
  salt: Buffer,
  cost: StretchCost | null,
  stretcher: Stretcher = stretch,
): Promise<Buffer> | Buffer =>
  cost === null ? deriveKey(Buffer.from(secret), 'slot secret 1', salt) : stretcher(secret, salt, cost);

const aboutSlot = (storeId: string, { slotId, kind, userId }: Pick<KeySlot, 'slotId' | 'kind' | 'userId'>): string =>
  `${storeId}|${slotId}|${userId}|${kind}`;

/** What a store key sealed to a slot is bound to: neither slot nor key can be exchanged in the file. */
export const aboutSealedKey = (storeId: string, slotId: string, fingerprint: string): string =>
  `${storeId}|${slotId}|${fingerprint}`;

/** Makes a way in. A passphrase is stretched (Argon2id, about half a second); the other secrets are random already. */
export async function makeSlot(choice: SlotChoice): Promise<KeySlot> {
  const slot = {
    slotId: newId(),
    kind: choice.kind,
    userId: choice.userId,
    label: choice.label ?? '',
    madeAt: choice.madeAt,
    confirmed: choice.confirmed ?? true,
    stretch: choice.kind === 'passphrase' ? (choice.cost ?? defaultStretchCost) : null,
  };
  const salt = randomBytes(16);
  const key = await unlocking(choice.secret, salt, slot.stretch, choice.stretcher);
  const pair = newKeyPair();
  const privateKey = encrypt(key, pair.privateKey, aboutSlot(choice.storeId, slot));
  key.fill(0);
  pair.privateKey.fill(0);
  return { ...slot, salt: salt.toString('base64'), publicKey: pair.publicKey, privateKey };
}

/** The slot's private key, or null when the secret is not its own. */
export async function openSlot(
  storeId: string,
  slot: KeySlot,
  secret: string,
  stretcher: Stretcher = stretch,
): Promise<Buffer | null> {
  const key = await unlocking(secret, Buffer.from(slot.salt, 'base64'), slot.stretch, stretcher);
  const privateKey = decrypt(key, slot.privateKey, aboutSlot(storeId, slot));
  key.fill(0);
  return privateKey;
}

/** Every store key sealed to a slot, by fingerprint, with the slot's private key. */
export function keysOf(keyFile: KeyFile, slot: KeySlot, privateKey: Buffer): Map<string, Buffer> {
  const pair = { publicKey: slot.publicKey, privateKey };
  const found = new Map<string, Buffer>();
  for (const { fingerprint, sealed } of keyFile.keys) {
    const own = sealed[slot.slotId];
    const key = own ? openSealed(pair, own, aboutSealedKey(keyFile.storeId, slot.slotId, fingerprint)) : null;
    if (key) found.set(fingerprint, key);
  }
  return found;
}

/** The store key in a slot of version 1, or null when the passphrase is not its own. */
export async function openOldSlot(
  storeId: string,
  slot: OldSlot,
  passphrase: string,
  stretcher: Stretcher,
): Promise<Buffer | null> {
  const wrapping = await stretcher(passphrase, Buffer.from(slot.salt, 'base64'), slot.stretch);
  const decipher = createDecipheriv('aes-256-gcm', wrapping, Buffer.from(slot.nonce, 'base64'));
  decipher.setAAD(Buffer.from(`${storeId}|${slot.slotId}|${slot.userId}|${slot.kind}`));
  decipher.setAuthTag(Buffer.from(slot.tag, 'base64'));
  try {
    return Buffer.concat([decipher.update(Buffer.from(slot.wrappedKey, 'base64')), decipher.final()]);
  } catch {
    return null;
  } finally {
    wrapping.fill(0);
  }
}
