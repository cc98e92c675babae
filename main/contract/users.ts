import { z } from 'zod';
import { defineCall, roles } from './call.ts';
import { id, pageInput } from './shared.ts';

export const userCalls = {
  'users.list': defineCall({
    kind: 'query',
    input: z.object({}),
    output: z.object({
      rows: z.array(
        z.object({
          userId: id,
          name: z.string(),
          role: z.enum(roles),
          localityId: id.nullable(),
          localityName: z.string().nullable(),
          active: z.boolean(),
        }),
      ),
    }),
    access: 'administration',
    audit: 'none',
  }),
  /** Adds a person with a passphrase of their own: a new slot of the key file unwraps the same store key. */
  'users.add': defineCall({
    kind: 'command',
    input: z
      .object({
        name: z.string().trim().min(1, 'Enter the name').max(120),
        role: z.enum(roles),
        localityId: id.nullable().default(null),
        passphrase: z.string().min(12, 'Use at least 12 characters').max(1024),
      })
      .refine((input) => (input.role === 'assistantHead') === (input.localityId !== null), {
        message: 'An assistant head has one locality; other roles have none',
        path: ['localityId'],
      }),
    output: z.object({ userId: id }),
    access: 'administration',
    audit: { action: 'add user', subjects: (_input, output) => [{ kind: 'user', id: output.userId }] },
    changes: ['users'],
  }),
  'audit.list': defineCall({
    kind: 'query',
    input: z.object({ search: z.string().max(200).default(''), ...pageInput }),
    output: z.object({
      total: z.number(),
      rows: z.array(
        z.object({ at: z.string(), by: z.string(), action: z.string(), subjects: z.number(), detail: z.string() }),
      ),
    }),
    access: 'administration',
    audit: 'none',
  }),
};
