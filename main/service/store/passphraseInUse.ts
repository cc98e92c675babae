import { CallFailure } from '../context/callFailure.ts';
import type { ServiceContext } from '../context/context.ts';

/** Argon2 needs 64 MiB for each: two at a time. */
const atOnce = 2;

/**
 * Refuses a passphrase that opens somebody else's way in: unlocking asks for no name, so two people with one passphrase
 * would be taken for one. It does not say whose it is. Costs one stretch for each other person, off this thread.
 * @param own the person the passphrase is for; their own ways in are about to be replaced
 * @param field the input the refusal is about
 * Errors: `conflict`
 */
export async function refusePassphraseInUse(
  { keys }: ServiceContext,
  passphrase: string,
  { own, field }: { own: string | null; field: string },
): Promise<void> {
  const others = keys.slots.filter(({ kind, userId }) => kind === 'passphrase' && userId !== own);
  let inUse = false;
  // All of them, also after one that opens: the time taken tells nothing about whose it is.
  for (let at = 0; at < others.length; at += atOnce) {
    const opened = await Promise.all(others.slice(at, at + atOnce).map(({ slotId }) => keys.opens(slotId, passphrase)));
    inUse ||= opened.includes(true);
  }
  if (inUse) throw new CallFailure('conflict', 'Choose another passphrase: this one is in use.', { field });
}
