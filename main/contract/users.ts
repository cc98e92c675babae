import { z } from 'zod';
import { defineCall, defineJob, roles, topics } from './call.ts';
import { id, pageInput } from './shared.ts';
import { newPassphrase } from './store.ts';

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
          /** Whether the person has a passphrase in the key file; without one they cannot sign in. */
          canUnlock: z.boolean(),
        }),
      ),
    }),
    access: 'administration',
    audit: 'none',
    reads: ['users', 'keys'],
  }),
  /** Adds a person with a passphrase of their own: a new slot of the key file unwraps the same store key. */
  'users.add': defineCall({
    kind: 'command',
    input: z
      .object({
        name: z.string().trim().min(1, 'Enter the name').max(120),
        role: z.enum(roles),
        localityId: id.nullable().default(null),
        passphrase: newPassphrase,
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
  /** Changes a person's name, role or locality. One who is no administrator any more loses their recovery key. */
  'users.change': defineCall({
    kind: 'command',
    input: z
      .object({
        userId: id,
        name: z.string().trim().min(1, 'Enter the name').max(120),
        role: z.enum(roles),
        localityId: id.nullable().default(null),
      })
      .refine((input) => (input.role === 'assistantHead') === (input.localityId !== null), {
        message: 'An assistant head has one locality; other roles have none',
        path: ['localityId'],
      }),
    output: z.object({}),
    access: 'administration',
    audit: { action: 'change user', subjects: (input) => [{ kind: 'user', id: input.userId }] },
    changes: ['users', 'keys', 'store'],
  }),
  /** Gives somebody who forgot theirs a new first passphrase, and brings back a person removed before. */
  'users.setPassphrase': defineCall({
    kind: 'command',
    input: z.object({ userId: id, passphrase: newPassphrase }),
    output: z.object({}),
    access: 'administration',
    audit: { action: 'set passphrase of user', subjects: (input) => [{ kind: 'user', id: input.userId }] },
    changes: ['users'],
  }),
  /**
   * Takes away every way in of a person and gives the store a new key, wrapped for everybody else, so that nothing the
   * person kept opens it. A job; the history of what they did stays.
   */
  'users.remove': defineJob({
    input: z.object({ userId: id, reason: z.string().trim().min(1, 'Say why').max(500) }),
    result: z.object({}),
    access: 'administration',
    audit: { action: 'remove user', subjects: (input) => [{ kind: 'user', id: input.userId }] },
    reads: [],
    changes: ['users', 'keys', 'store', 'backups', 'audit'],
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
    /** Every change is an entry. */
    reads: topics,
  }),
};
