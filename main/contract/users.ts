import { z } from 'zod';
import { roles } from '#domain/access/roles.ts';
import { defineCall, defineJob, topics } from './call.ts';
import { dayGiven, id, pageInput, plainDate } from './shared.ts';
import { newPassphrase } from './store.ts';

/** An entry of the audit; they are numbered from 1 in the order they were written. */
export const auditEntry = z.object({
  number: z.number(),
  at: z.string(),
  by: z.string(),
  deviceId: z.string(),
  action: z.string(),
  outcome: z.enum(['done', 'refused', 'failed']),
  /** How many children, schools or others it is about. */
  subjects: z.number(),
  /** How many of them are children; null where there were too many to be kept by id. */
  children: z.number().nullable(),
  /** Their digest, the same for the same ones; empty for none. */
  digest: z.string(),
  /** What a list or an export was asked for, as JSON; empty otherwise. */
  filter: z.string(),
  detail: z.string(),
});

const auditFaultRow = z.object({ number: z.number(), at: z.string(), words: z.string() });

/** A role with its first and last day: null for from always, and until it is ended. */
const roleFields = {
  role: z.enum(roles),
  localityId: id.nullable().default(null),
  from: dayGiven.nullable().default(null),
  to: dayGiven.nullable().default(null),
};
type RoleInput = { role: string; localityId: string | null; from: string | null; to: string | null };

const hasItsLocality = ({ role, localityId }: RoleInput): boolean =>
  (role === 'assistantHead') === (localityId !== null);
const localityProblem = { message: 'An assistant head has a locality; other roles have none', path: ['localityId'] };
const endsAfterItBegins = ({ from, to }: RoleInput): boolean => from === null || to === null || from <= to;
const daysProblem = { message: 'The last day is before the first', path: ['to'] };
const roleInput = z.object(roleFields).refine(hasItsLocality, localityProblem).refine(endsAfterItBegins, daysProblem);

export const userCalls = {
  'users.list': defineCall({
    kind: 'query',
    input: z.object({}),
    output: z.object({
      rows: z.array(
        z.object({
          userId: id,
          name: z.string(),
          /** Those that are over and those to come among them. */
          roles: z.array(
            z.object({
              role: z.enum(roles),
              localityId: id.nullable(),
              localityName: z.string().nullable(),
              from: plainDate.nullable(),
              to: plainDate.nullable(),
              today: z.boolean(),
            }),
          ),
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
  /** Adds a person with one role and a passphrase of their own: a new slot of the key file unwraps the same store key. */
  'users.add': defineCall({
    kind: 'command',
    input: z
      .object({
        name: z.string().trim().min(1, 'Enter the name').max(120),
        ...roleFields,
        passphrase: newPassphrase,
      })
      .refine(hasItsLocality, localityProblem)
      .refine(endsAfterItBegins, daysProblem),
    output: z.object({ userId: id }),
    access: 'administration',
    audit: { action: 'add user', subjects: (_input, output) => [{ kind: 'user', id: output.userId }] },
    changes: ['users'],
  }),
  /**
   * Changes a person's name and roles: those given are all they have. It holds at once, in an open session too. One who is no
   * administrator any more, or for a time only, loses their recovery key. Where they are one on fewer days from now on, the store
   * is given a new key: a key file of before, put back, would still name them an administrator. `jobId` is that work's.
   */
  'users.change': defineCall({
    kind: 'command',
    input: z.object({
      userId: id,
      name: z.string().trim().min(1, 'Enter the name').max(120),
      roles: z.array(roleInput).min(1, 'Give at least one role').max(50),
    }),
    output: z.object({ jobId: id.nullable() }),
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
    output: z.object({ total: z.number(), rows: z.array(auditEntry) }),
    access: 'administration',
    audit: 'none',
    /** Every change is an entry. */
    reads: topics,
  }),
  /** What is wrong with the audit itself and this administrator has not yet said to have seen; shown after unlock. */
  'audit.faults': defineCall({
    kind: 'query',
    input: z.object({}),
    output: z.object({ rows: z.array(auditFaultRow) }),
    access: 'administration',
    audit: 'none',
    reads: ['audit', 'store'],
  }),
  /** The administrator has seen what is wrong up to an entry; it stays in the audit. */
  'audit.seen': defineCall({
    kind: 'command',
    input: z.object({ upTo: z.int().min(1) }),
    output: z.object({}),
    access: 'administration',
    audit: { action: 'saw faults in the audit', subjects: () => [], filter: ({ upTo }) => ({ upTo }) },
    changes: ['audit'],
  }),
};
