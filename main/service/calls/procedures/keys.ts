import { randomBytes } from 'node:crypto';
import type { keyCalls } from '#contract/keys.ts';
import { newRecoveryKey, readRecoveryKey } from '#db/keys/recoveryKey.ts';
import { listUsers } from '#db/queries/users.ts';
import { isStandingAdministrator } from '#domain/access/isStandingAdministrator.ts';
import { CallFailure } from '#service/context/callFailure.ts';
import type { ServiceContext } from '#service/context/context.ts';
import { refusePassphraseInUse } from '#service/store/passphraseInUse.ts';
import { requirePassphraseOf } from '#service/store/requirePassphrase.ts';
import type { ProceduresOf } from './procedure.ts';

/** Errors: `wrongPassphrase`, `waitBeforeRetry`. */
const requireOwnPassphrase = (context: ServiceContext, passphrase: string): Promise<void> =>
  requirePassphraseOf(context, context.user.id, passphrase, {
    words: 'That is not your passphrase. Check Caps Lock and try again.',
    field: 'current',
  });

/** The ways into the store: passphrases, the recovery key, computers that remember. Source: issue 3 section 1. */
export const keyProcedures: ProceduresOf<keyof typeof keyCalls> = {
  'keys.list': ({ reader, user, keys, roles }) => {
    const all = roles.some(({ role }) => role === 'administrator');
    const names = new Map(listUsers(reader).map(({ id, name }) => [id, name]));
    return {
      rows: keys.slots
        .filter(({ userId }) => all || userId === user.id)
        .map(({ slotId, kind, userId, label, madeAt, confirmed }) => ({
          slotId,
          kind,
          userId,
          userName: names.get(userId) ?? 'Somebody this store does not know',
          label,
          madeAt,
          confirmed,
        })),
    };
  },

  'keys.changePassphrase': async (context, { current, next }) => {
    await requireOwnPassphrase(context, current);
    if (current === next)
      throw new CallFailure('invalidInput', 'The new passphrase is the old one. Choose another.', { field: 'next' });
    const { id } = context.user;
    await refusePassphraseInUse(context, next, { own: id, field: 'next' });
    // Computers remembered stay: they have secrets of their own, and are taken away by name.
    await context.keys.add(
      { kind: 'passphrase', userId: id, secret: next },
      ({ kind, userId }) => kind === 'passphrase' && userId === id,
    );
    return {};
  },

  'keys.newRecoveryKey': async (context) => {
    if (!isStandingAdministrator(context.roles, context.clock.today()))
      throw new CallFailure(
        'forbidden',
        'A recovery key opens the store for good, and you are an administrator for a time. Ask one who is it without a last day.',
      );
    const recoveryKey = newRecoveryKey();
    const slotId = await context.keys.add(
      { kind: 'recoveryKey', userId: context.user.id, secret: recoveryKey, confirmed: false },
      ({ kind, confirmed }) => kind === 'recoveryKey' && !confirmed,
    );
    const made = context.keys.slots.find((slot) => slot.slotId === slotId);
    return { recoveryKey, madeAt: made?.madeAt ?? new Date(context.clock.now()).toISOString() };
  },

  'keys.confirmRecoveryKey': async ({ keys }, { recoveryKey }) => {
    const typed = readRecoveryKey(recoveryKey);
    const pending = keys.slots.find(({ kind, confirmed }) => kind === 'recoveryKey' && !confirmed);
    if (!pending) throw new CallFailure('conflict', 'There is no new recovery key to confirm. Make one first.');
    if (typed === null || !(await keys.opens(pending.slotId, typed)))
      throw new CallFailure('wrongPassphrase', 'That is not the new recovery key. Compare it group by group.', {
        field: 'recoveryKey',
      });
    await keys.confirmRecoveryKey(pending.slotId);
    return {};
  },

  'keys.rememberDevice': async ({ keys, user }, { label }) => {
    const secret = randomBytes(32).toString('base64url');
    return { slotId: await keys.add({ kind: 'device', userId: user.id, secret, label }), secret };
  },

  'keys.forgetDevice': async ({ keys, user, roles }, { slotId }) => {
    const slot = keys.slots.find((each) => each.slotId === slotId && each.kind === 'device');
    // Of somebody else's computer others are not told that it is there.
    if (!slot || (slot.userId !== user.id && !roles.some(({ role }) => role === 'administrator')))
      throw new CallFailure('notFound', 'This computer is not remembered any more.');
    await keys.remove((each) => each.slotId === slotId);
    return {};
  },

  'keys.rekey': ({ jobs, keys }) => ({
    jobId: jobs.start({
      call: 'keys.rekey',
      title: 'Giving the store a new key',
      unit: 'steps',
      run: async (progress) => {
        await keys.rekey(progress);
        return {};
      },
    }),
  }),

  'keys.setLockAfter': async ({ keys }, { minutes }) => {
    await keys.setLockAfter(minutes);
    return {};
  },
};
