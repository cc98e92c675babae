import { createHmac } from 'node:crypto';
import { deriveKey } from '#db/keys/sealing.ts';
import type { HidingOrder } from '#domain/disclosure/hidingOrder.ts';
import type { ServiceContext } from '../context/context.ts';

/** An order by a secret: whoever has not got it cannot tell which of two areas gives way first. */
export function orderBySecret(secret: Buffer): HidingOrder {
  return (list, area) =>
    createHmac('sha256', secret)
      .update(JSON.stringify([list, area]))
      .digest()
      .readUIntBE(0, 6) /
    2 ** 48;
}

/**
 * The order of this store. Its secret comes out of the key the store is encrypted with, so it is in no file by itself, is
 * the same on every computer, and changes only with the key.
 */
export function orderOfStore({ store }: Pick<ServiceContext, 'store'>): HidingOrder {
  const key = store.copyKey();
  try {
    return orderBySecret(deriveKey(key, 'order of hiding in releases'));
  } finally {
    key.fill(0);
  }
}
