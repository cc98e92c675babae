import type { SessionKey } from '#contract/session.ts';
import { fingerprintOf } from '#db/keys/keyFile.ts';
import type { KeyFile, SlotKind } from '#db/keys/keyFileShape.ts';
import { readRecoveryKey } from '#db/keys/recoveryKey.ts';
import { defaultStretchCost, isWeaker, type StretchCost } from '#db/keys/stretch.ts';
import type { Unlocked } from '#db/keys/unlockKeyFile.ts';
import { asFailure } from '../context/asFailure.ts';
import { CallFailure } from '../context/callFailure.ts';
import type { Progress } from '../context/progress.ts';
import type { Host } from './host.ts';
import { requireKeyFile, requireWritable, unlockWith } from './openStore.ts';
import { refusePassphraseInUse } from './passphraseInUse.ts';
import { requireAlone } from './requireAlone.ts';
import { requirePlainFiles } from './requirePlainFiles.ts';
import { upgradeFile } from './upgradeFile.ts';

/** What says nothing of the passphrase: it does not count as a try. Whatever else went wrong does, or it could be made to. */
const notTried: ReadonlySet<string> = new Set(['diskFull', 'readOnly']);

/** One attempt; passphrases are counted (the other secrets cannot be guessed). */
async function tryOnce(host: Host, keyFile: KeyFile, secret: string, kind: SlotKind) {
  if (kind !== 'passphrase') return { ...(await unlockWith(keyFile, secret, kind)), wrongBefore: 0 };
  const { attempts } = host;
  attempts.begin();
  let unlocked: Unlocked;
  try {
    unlocked = await unlockWith(keyFile, secret, kind);
  } catch (error) {
    if (notTried.has(asFailure(error).code)) attempts.withdraw();
    throw error;
  }
  return { ...unlocked, wrongBefore: attempts.succeed() };
}

function isOutOfDate(keyFile: KeyFile, slotId: string, cost: StretchCost = defaultStretchCost): boolean {
  const own = keyFile.slots.find((slot) => slot.slotId === slotId);
  if (!own) return keyFile.oldSlots.some((slot) => slot.slotId === slotId);
  return own.stretch !== null && isWeaker(own.stretch, cost);
}

/**
 * Opens the store with a passphrase, the recovery key or what a computer remembers; every failure is told apart.
 * @param options.upgrade the work that a store of an earlier version is brought up to date by first; without it that is refused
 * @returns the way in that was used. Errors: `conflict`, `storeMissing`, `storeDamaged`, `storeNewer`, `upgradeNeeded`, `storeInUse`,
 * `readOnly`, `diskFull`, `waitBeforeRetry`, `wrongPassphrase`, `forbidden`, `cancelled`
 */
export async function unlockStore(
  host: Host,
  secret: string,
  kind: SlotKind,
  { action = 'unlock', upgrade }: { action?: string; upgrade?: Progress | undefined } = {},
): Promise<string> {
  host.refuseWhenOpen();
  if (!upgrade && host.preparing !== null)
    throw new CallFailure('conflict', 'Work on the store is under way. Wait until it has ended.');
  requirePlainFiles(host.folder);
  const keyFile = requireKeyFile(host.folder);
  requireWritable(host.folder);
  return host.holdingLock(async () => {
    const { keys, userId, slotId, wrongBefore } = await tryOnce(host, keyFile, secret, kind);
    let upgraded = false;
    try {
      await requireAlone(host.folder, keys.values());
      if (upgrade) upgraded = await upgradeFile(host, keyFile, keys, upgrade);
    } catch (error) {
      for (const key of keys.values()) key.fill(0);
      throw error;
    }
    const opened = host.openFiles(keyFile, keys);
    const { service } = host.open(opened, userId);
    // A way in as version 1 wrote it takes part in nothing new, and one that is cheap to guess stays so; the passphrase is
    // at hand now.
    if (isOutOfDate(keyFile, slotId, host.options.stretch))
      await opened.ring.add({ kind, userId, secret }, (slot) => slot.slotId === slotId);
    if (upgraded) service.context.audit('bring the store up to date', []);
    service.context.audit(action, [], wrongBefore > 0 ? `${wrongBefore} wrong before` : undefined);
    return slotId;
  });
}

/** A recovery key as it was typed. Errors: `wrongPassphrase` where it cannot be one. */
export function typedRecoveryKey(typed: string): string {
  const recoveryKey = readRecoveryKey(typed);
  if (recoveryKey !== null) return recoveryKey;
  throw new CallFailure(
    'wrongPassphrase',
    'That is not a recovery key: it has eight groups of four letters and digits, and one of them is mistyped. Compare it group by group.',
    { field: 'recoveryKey' },
  );
}

/** Opens the store with the recovery key, which is used up by that, and gives its administrator a new passphrase. */
export async function recoverStore(
  host: Host,
  recoveryKey: string,
  newPassphrase: string,
  upgrade?: Progress,
): Promise<void> {
  const used = await unlockStore(host, recoveryKey, 'recoveryKey', { action: 'unlock with the recovery key', upgrade });
  const { session } = host;
  if (!session) throw new CallFailure('locked', 'The store was locked meanwhile. Unlock it again.');
  const { context } = session.service;
  try {
    await refusePassphraseInUse(context, newPassphrase, { own: session.userId, field: 'newPassphrase' });
    await context.keys.add(
      { kind: 'passphrase', userId: session.userId, secret: newPassphrase },
      (slot) => slot.slotId === used || (slot.kind === 'passphrase' && slot.userId === session.userId),
    );
  } catch (error) {
    host.drop();
    throw error;
  }
}

/** Goes on as the person who had unlocked, in a data process that was started anew. Answers whether it could. */
export async function resumeStore(host: Host, { folder, userId, key }: SessionKey): Promise<boolean> {
  if (host.session) return true;
  try {
    host.folder = folder;
    requirePlainFiles(folder);
    const keyFile = requireKeyFile(folder);
    const keys = new Map<string, Buffer>();
    for (let at = 0; at < key.length; at += 32) {
      const each = Buffer.from(key.subarray(at, at + 32));
      keys.set(fingerprintOf(each), each);
    }
    await host.holdingLock(async () => {
      await requireAlone(folder, keys.values());
      const { service } = host.open(host.openFiles(keyFile, keys), userId);
      service.context.audit('go on after a stop', []);
    });
    return true;
  } catch {
    // The person unlocks as usual, and is told then what is wrong.
    return false;
  } finally {
    key.fill(0);
  }
}
