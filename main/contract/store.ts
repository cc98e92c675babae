import { z } from 'zod';
import { defineCall, roles } from './call.ts';
import { id, jobStarted, plainDate } from './shared.ts';

const passphrase = z.string().min(1, 'Enter the passphrase').max(1024);

export const signedInUser = z.object({
  id,
  name: z.string(),
  role: z.enum(roles),
  localityId: id.nullable(),
  localityName: z.string().nullable(),
});

export const storeStatus = z.object({
  state: z.enum(['none', 'locked', 'open']),
  folder: z.string(),
  demonstration: z.boolean(),
  authorityName: z.string().nullable(),
  user: signedInUser.nullable(),
  /** The job that builds a demonstration just now, to be watched by `jobs.get`. */
  preparing: id.nullable(),
  today: plainDate,
  /** The date the screens open at: today, or the last snapshot of a demonstration store. */
  defaultAsAt: plainDate,
  localities: z.array(z.object({ id, name: z.string(), shortName: z.string() })),
  freshness: z.object({
    lookedAfterList: plainDate.nullable(),
    attendance: plainDate.nullable(),
    results: z.string().nullable(),
    lastBackup: z.string().nullable(),
    lastSaved: z.string().nullable(),
  }),
  /** What a person can do on this machine: the desktop shell, or the preview host in a browser. */
  appVersion: z.string(),
});
export type StoreStatus = z.output<typeof storeStatus>;

export const storeCalls = {
  'store.status': defineCall({
    kind: 'query',
    input: z.object({}),
    output: storeStatus,
    access: 'beforeUnlock',
    audit: 'none',
  }),
  'store.create': defineCall({
    kind: 'command',
    input: z.object({
      passphrase: passphrase.min(12, 'Use at least 12 characters: four unrelated words work well'),
      userName: z.string().trim().min(1, 'Enter your name').max(120),
      /** 'kent' ships with the app; another authority brings its own profile. */
      authorityProfile: z.enum(['kent']).default('kent'),
    }),
    output: z.object({}),
    access: 'beforeUnlock',
    audit: { action: 'create store', subjects: () => [] },
    changes: ['store'],
  }),
  /** Creates a demonstration store (marked for ever) and fills it with synthetic children; a job with progress. */
  'store.createDemonstration': defineCall({
    kind: 'command',
    input: z.object({
      passphrase: passphrase.min(12, 'Use at least 12 characters'),
      userName: z.string().trim().min(1).max(120),
      seed: z.int().default(2011),
    }),
    output: jobStarted,
    access: 'beforeUnlock',
    audit: { action: 'create demonstration store', subjects: () => [] },
    changes: ['store'],
  }),
  'store.unlock': defineCall({
    kind: 'command',
    input: z.object({ passphrase }),
    output: z.object({}),
    access: 'beforeUnlock',
    audit: { action: 'unlock', subjects: () => [] },
    changes: ['store'],
  }),
  'store.lock': defineCall({
    kind: 'command',
    input: z.object({}),
    output: z.object({}),
    access: 'beforeUnlock',
    audit: 'none',
    changes: ['store'],
  }),
};
