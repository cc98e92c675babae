import type { userCalls } from '#contract/users.ts';
import { newId } from '#db/newId.ts';
import { listAudit } from '#db/queries/audit.ts';
import { listUsers } from '#db/queries/users.ts';
import { CallFailure } from '../callFailure.ts';
import type { ProceduresOf } from './procedure.ts';

export const userProcedures: ProceduresOf<keyof typeof userCalls> = {
  'users.list': ({ reader }) => ({ rows: listUsers(reader).map(({ id, ...user }) => ({ userId: id, ...user })) }),

  'users.add': async (context, { name, role, localityId, passphrase }) => {
    if (localityId !== null && !context.reader.prepare('SELECT 1 FROM locality WHERE id = ?').get(localityId))
      throw new CallFailure('notFound', 'There is no such locality.', { field: 'localityId' });
    const userId = newId();
    // The row first: a key slot without its user opens nothing, a user without a slot cannot sign in and can be added again.
    await context.write(
      (writer) =>
        writer.insert('user', {
          id: userId,
          name,
          role,
          locality_id: localityId,
          active: 1,
          created_at: new Date(context.clock.now()).toISOString(),
        }),
      { reason: 'user added' },
    );
    await context.addKeySlot({ userId, passphrase });
    return { userId };
  },

  'audit.list': ({ reader }, { search, offset, limit }) => listAudit(reader, search, offset, limit),
};
