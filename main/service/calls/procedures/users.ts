import type { userCalls } from '#contract/users.ts';
import { waysWithout } from '#db/keys/keyRing.ts';
import { newId } from '#db/newId.ts';
import { listAudit, unseenFaults } from '#db/queries/audit.ts';
import { everyLocality } from '#db/queries/localities.ts';
import { everIdsOf } from '#db/queries/nowOf.ts';
import { insertUser, listUsers, putRoles, type UserRow } from '#db/queries/users.ts';
import { isStandingAdministrator } from '#domain/access/isStandingAdministrator.ts';
import { losesAdministration } from '#domain/access/losesAdministration.ts';
import { rolesOn } from '#domain/access/roles.ts';
import { afterSaving, CallFailure } from '#service/context/callFailure.ts';
import type { ServiceContext } from '#service/context/context.ts';
import { asDiskFailure } from '#service/context/diskFailure.ts';
import type { Progress } from '#service/context/progress.ts';
import { refusePassphraseInUse } from '#service/store/passphraseInUse.ts';
import type { ProceduresOf } from './procedure.ts';

function requireLocality({ reader }: ServiceContext, localityId: string | null): void {
  if (localityId !== null && !reader.prepare('SELECT 1 FROM locality WHERE id = ?').get(localityId))
    throw new CallFailure('notFound', 'There is no such locality.', { field: 'localityId' });
}

function requireUser({ reader }: ServiceContext, userId: string): UserRow {
  const user = listUsers(reader).find(({ id }) => id === userId);
  if (!user) throw new CallFailure('notFound', 'There is no such person in this store.', { field: 'userId' });
  return user;
}

/** A store without an administrator who can open it could never be administered again. Errors: `conflict`. */
function requireAnotherAdministrator({ reader, keys, clock }: ServiceContext, userId: string): void {
  const others = listUsers(reader).filter(
    ({ id, roles, active }) =>
      id !== userId && active && isStandingAdministrator(roles, clock.today()) && canUnlock(keys, id),
  );
  if (others.length === 0)
    throw new CallFailure(
      'conflict',
      'This is the only administrator without a last day who can open the store. Make somebody else an administrator first.',
    );
}

const canUnlock = (keys: ServiceContext['keys'], userId: string): boolean =>
  keys.slots.some((slot) => slot.userId === userId && slot.kind === 'passphrase') || keys.oldSlotUsers.includes(userId);

/**
 * Gives the store a new key after somebody lost what they had: by a key file of before nobody opens the store any more. The
 * store knows that it is due until it is done (`newKeyDue`). `after` says what stands whether or not it succeeds.
 */
async function giveNewKey({ keys }: ServiceContext, progress: Progress, after: string): Promise<Record<string, never>> {
  await keys.rekey(progress).catch((error: unknown) => {
    const failure = error instanceof CallFailure ? error : asDiskFailure(error);
    if (!failure) throw error;
    const { code, detail } = afterSaving(failure);
    throw new CallFailure(
      code,
      `${after}, but the store has no new key yet. It is tried again after an administrator unlocks next, or give it one under Settings, Security. ${detail.message}`,
    );
  });
  return {};
}

export const userProcedures: ProceduresOf<keyof typeof userCalls> = {
  'users.list': ({ reader, keys, clock }) => {
    const names = everyLocality(reader);
    const rows = listUsers(reader).map(({ id, name, active, roles }) => ({
      userId: id,
      name,
      active,
      roles: roles.map((held) => ({
        ...held,
        localityName: held.localityId === null ? null : (names.get(held.localityId) ?? null),
        today: rolesOn([held], clock.today()).length > 0,
      })),
      canUnlock: canUnlock(keys, id),
    }));
    return { rows };
  },

  'users.add': async (context, { name, role, localityId, from, to, passphrase }) => {
    requireLocality(context, localityId);
    await refusePassphraseInUse(context, passphrase, { own: null, field: 'passphrase' });
    const userId = newId();
    const slot = await context.keys.makeWayIn({ kind: 'passphrase', userId, secret: passphrase });
    const createdAt = new Date(context.clock.now()).toISOString();
    await context.keys.changePeople({ reason: 'user added', ways: waysWithout(() => false, [slot]) }, (writer) => {
      insertUser(writer, { id: userId, name, active: true, createdAt });
      putRoles(writer, userId, [{ role, localityId, from, to }]);
    });
    return { userId };
  },

  // A recovery key is an administrator's, who is it without a last day: it goes with the role, so that the store says one is due.
  'users.change': async (context, { userId, name, roles }) => {
    for (const { localityId } of roles) requireLocality(context, localityId);
    const before = requireUser(context, userId);
    const today = context.clock.today();
    const stands = isStandingAdministrator(roles, today);
    const isDemotion = isStandingAdministrator(before.roles, today) && !stands;
    if (isDemotion) requireAnotherAdministrator(context, userId);
    const newKeyDue = losesAdministration(before.roles, roles, today) && canUnlock(context.keys, userId);
    const isTheirs = (slot: { kind: string; userId: string }) => slot.kind === 'recoveryKey' && slot.userId === userId;
    await context.keys.changePeople(
      { reason: 'user changed', newKeyDue, ...(stands ? {} : { ways: waysWithout(isTheirs) }) },
      (writer) => {
        writer.update('user', userId, { name });
        putRoles(writer, userId, roles);
      },
    );
    if (!newKeyDue) return { jobId: null };
    return {
      jobId: context.jobs.start({
        call: 'keys.rekey',
        title: 'Giving the store a new key, because somebody is an administrator for less time',
        unit: 'steps',
        run: (progress) => giveNewKey(context, progress, 'The role is changed'),
      }),
    };
  },

  'users.setPassphrase': async (context, { userId, passphrase }) => {
    requireUser(context, userId);
    await refusePassphraseInUse(context, passphrase, { own: userId, field: 'passphrase' });
    const slot = await context.keys.makeWayIn({ kind: 'passphrase', userId, secret: passphrase });
    const isTheirs = (each: { kind: string; userId: string }) => each.kind === 'passphrase' && each.userId === userId;
    await context.keys.changePeople(
      { reason: 'user brought back', ways: waysWithout(isTheirs, [slot]) },
      (writer) => void writer.update('user', userId, { active: 1 }),
    );
    return {};
  },

  'users.remove': (context, { userId, reason }) => {
    const { active } = requireUser(context, userId);
    if (userId === context.user.id)
      throw new CallFailure('conflict', 'You cannot remove yourself. Ask another administrator.');
    if (active) requireAnotherAdministrator(context, userId);
    return {
      jobId: context.jobs.start({
        call: 'users.remove',
        title: 'Removing a person and giving the store a new key',
        unit: 'steps',
        run: async (progress) => {
          await progress.report(0, null, 'Taking away their ways in');
          // Cut off after it, the store knows that its new key is due.
          await context.keys.changePeople(
            { reason, newKeyDue: true, ways: waysWithout((slot) => slot.userId === userId) },
            (writer) => void writer.update('user', userId, { active: 0 }),
          );
          return giveNewKey(context, progress, 'Their ways in are taken away');
        },
      }),
    };
  },

  // Of a child of whom two records were made one, what is on record of either.
  'audit.list': ({ auditFile, reader }, { search, offset, limit }) =>
    listAudit(auditFile.connection, search, everIdsOf(reader)(search), offset, limit),

  'audit.faults': ({ auditFile, user }) => ({ rows: unseenFaults(auditFile.connection, user.id) }),

  // The entry that the dispatcher writes is all there is to it.
  'audit.seen': () => ({}),
};
