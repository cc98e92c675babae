import { z } from 'zod';
import { defineCall, defineJob } from './call.ts';
import { id } from './shared.ts';
import { newPassphrase } from './store.ts';

/** One way into the store: a slot of the key file. */
export const wayIn = z.object({
  slotId: id,
  kind: z.enum(['passphrase', 'recoveryKey', 'device']),
  userId: id,
  userName: z.string(),
  /** The computer that remembers it, as its person named it; empty for the other kinds. */
  label: z.string(),
  madeAt: z.string(),
  confirmed: z.boolean(),
});
export type WayIn = z.output<typeof wayIn>;

export const keyCalls = {
  /** The caller's own ways in; an administrator sees everybody's. */
  'keys.list': defineCall({
    kind: 'query',
    input: z.object({}),
    output: z.object({ rows: z.array(wayIn) }),
    access: 'published',
    audit: 'none',
    reads: ['keys', 'users'],
  }),
  'keys.changePassphrase': defineCall({
    kind: 'command',
    input: z.object({ current: z.string().min(1, 'Enter your passphrase').max(1024), next: newPassphrase }),
    output: z.object({}),
    access: 'published',
    audit: { action: 'change passphrase', subjects: () => [] },
    changes: ['keys'],
  }),
  /** Makes a recovery key and answers it once, to be printed or saved. It works only after it was confirmed. */
  'keys.newRecoveryKey': defineCall({
    kind: 'command',
    input: z.object({}),
    output: z.object({ recoveryKey: z.string(), madeAt: z.string() }),
    access: 'administration',
    audit: { action: 'make recovery key', subjects: () => [] },
    changes: ['store', 'keys'],
  }),
  /** Typed from the paper: from now on the new recovery key opens the store, and the one before it does not. */
  'keys.confirmRecoveryKey': defineCall({
    kind: 'command',
    input: z.object({ recoveryKey: z.string().min(1, 'Enter the recovery key').max(200) }),
    output: z.object({}),
    access: 'administration',
    audit: { action: 'confirm recovery key', subjects: () => [] },
    changes: ['store', 'keys'],
  }),
  /** Makes a way in for this computer's keychain, for the caller; the secret is answered once and kept nowhere else. */
  'keys.rememberDevice': defineCall({
    kind: 'command',
    input: z.object({ label: z.string().trim().min(1, 'Name this computer').max(80) }),
    output: z.object({ slotId: id, secret: z.string() }),
    access: 'published',
    audit: { action: 'remember on a computer', subjects: () => [] },
    changes: ['keys'],
  }),
  /** Takes away a remembered computer: the caller's own; an administrator anybody's. */
  'keys.forgetDevice': defineCall({
    kind: 'command',
    input: z.object({ slotId: id }),
    output: z.object({}),
    access: 'published',
    audit: { action: 'forget a computer', subjects: () => [] },
    changes: ['keys'],
  }),
  /** Gives the store a new key, wrapped anew for every way in. A job, safe to kill at any moment. */
  'keys.rekey': defineJob({
    input: z.object({}),
    result: z.object({}),
    access: 'administration',
    audit: { action: 're-key the store', subjects: () => [] },
    reads: [],
    changes: ['keys', 'store', 'backups', 'audit'],
  }),
  'keys.setLockAfter': defineCall({
    kind: 'command',
    input: z.object({ minutes: z.int().min(1).max(60) }),
    output: z.object({}),
    access: 'administration',
    audit: { action: 'change idle time', subjects: () => [] },
    changes: ['store'],
  }),
};
