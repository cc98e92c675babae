import { CallFailure } from '../context/callFailure.ts';
import type { ServiceContext } from '../context/context.ts';
import { storeFiles } from '../context/storeFiles.ts';
import { UnlockAttempts } from './unlockAttempts.ts';

/** Whether the passphrase is a person's own. */
async function isPassphraseOf({ keys }: ServiceContext, userId: string, passphrase: string): Promise<boolean> {
  for (const slot of keys.slots.filter((each) => each.kind === 'passphrase' && each.userId === userId))
    if (await keys.opens(slot.slotId, passphrase)) return true;
  return false;
}

/**
 * Refuses a passphrase that is not the person's own. Wrong tries count with those at unlocking: whoever sits down at an open
 * store guesses no faster.
 *
 * @param wrong what is said of a wrong one, and the input it is about
 * Errors: `wrongPassphrase`, `waitBeforeRetry`.
 */
export async function requirePassphraseOf(
  context: ServiceContext,
  userId: string,
  passphrase: string,
  wrong: { words: string; field: string },
): Promise<void> {
  const attempts = new UnlockAttempts(storeFiles(context.store.folder).attempts, Date.now);
  attempts.begin();
  let isTheirs: boolean;
  try {
    isTheirs = await isPassphraseOf(context, userId, passphrase);
  } catch (error) {
    attempts.withdraw();
    throw error;
  }
  if (!isTheirs) throw new CallFailure('wrongPassphrase', wrong.words, { field: wrong.field });
  attempts.succeed();
}
