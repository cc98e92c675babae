import { randomInt } from 'node:crypto';
import { isAuthentic } from './keyFile.ts';
import type { KeyFile, SlotKind } from './keyFileShape.ts';
import { keysOf, openOldSlot, openSlot } from './slots.ts';
import { type Stretcher, stretch } from './stretch.ts';

/** What a secret opened: every key the store has or had, and whose way in it was. */
export type Unlocked = { keys: Map<string, Buffer>; userId: string; slotId: string };

/** Somebody without the store's key changed the key file. */
export class AlteredKeyFileError extends Error {
  constructor() {
    super(
      'The key file was changed by something other than VSK Tracker. Put back the one that lies beside a backup, and tell whoever looks after this computer.',
    );
  }
}

/** In an order that nobody knows: how long unlocking takes tells nothing about whose way in it was. */
function shuffled<Item>(items: readonly Item[]): Item[] {
  const left = [...items];
  return items.flatMap(() => left.splice(randomInt(left.length), 1));
}

/**
 * Tries a secret against the ways in of one kind. Null when it opens none.
 * Throws `AlteredKeyFileError` when the file was changed by somebody who cannot open the store; what the stretcher throws.
 */
export async function unlockKeyFile(
  keyFile: KeyFile,
  secret: string,
  kind: SlotKind,
  stretcher: Stretcher = stretch,
): Promise<Unlocked | null> {
  const { storeId } = keyFile;
  for (const slot of shuffled(keyFile.slots.filter((each) => each.kind === kind && each.confirmed))) {
    const privateKey = await openSlot(storeId, slot, secret, stretcher);
    if (!privateKey) continue;
    const keys = keysOf(keyFile, slot, privateKey);
    privateKey.fill(0);
    const current = keys.get(keyFile.current);
    if (!current || !isAuthentic(keyFile, current)) throw new AlteredKeyFileError();
    return { keys, userId: slot.userId, slotId: slot.slotId };
  }
  for (const slot of kind === 'passphrase' ? shuffled(keyFile.oldSlots) : []) {
    const key = await openOldSlot(storeId, slot, secret, stretcher);
    if (!key) continue;
    // Only a file of version 1, which has no slots of version 2, may come without.
    const isVersionOne = Object.keys(keyFile.macs).length === 0 && keyFile.slots.length === 0;
    if (!isVersionOne && !isAuthentic(keyFile, key)) throw new AlteredKeyFileError();
    return { keys: new Map([[keyFile.current, key]]), userId: slot.userId, slotId: slot.slotId };
  }
  return null;
}
