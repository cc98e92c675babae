import { z } from 'zod';
import { purposes } from '#domain/access/purposes.ts';
import { roles } from '#domain/access/roles.ts';
import { defineCall, defineJob, topics } from './call.ts';
import { lockReasons } from './session.ts';
import { id, plainDate } from './shared.ts';

const passphrase = z.string().min(1, 'Enter the passphrase').max(1024);
/** Length is the only rule: composition rules make passphrases worse (NCSC; NIST SP 800-63B section 5.1.1.2). */
export const newPassphrase = z
  .string()
  .min(12, 'Use at least 12 characters: four unrelated words work well')
  .max(1024, 'Use at most 1,024 characters');

/** What is unwise about a folder for a store or an export: somebody else's server or cloud, or a disk that is carried away. */
export const folderWarning = z.object({
  kind: z.enum(['synchronised', 'network', 'removable']),
  /** In a sentence, with what to do. */
  words: z.string(),
});
export type FolderWarning = z.output<typeof folderWarning>;

export const signedInUser = z.object({
  id,
  name: z.string(),
  /** The roles of today. */
  roles: z.array(
    z.object({
      role: z.enum(roles),
      localityId: id.nullable(),
      localityName: z.string().nullable(),
      to: plainDate.nullable(),
    }),
  ),
  /** What they may be about today. */
  may: z.array(z.enum(purposes)),
  /** The localities whose children alone they see; null: everybody's, or nobody's. */
  localities: z.array(z.object({ id, name: z.string() })).nullable(),
});

export const storeStatus = z.object({
  state: z.enum(['none', 'locked', 'open']),
  folder: z.string(),
  demonstration: z.boolean(),
  authorityName: z.string().nullable(),
  user: signedInUser.nullable(),
  /** The job that builds a demonstration or brings a store up to date just now, to be watched by `jobs.get`. */
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
  folderWarnings: z.array(folderWarning),
  /** While set, no passphrase is tried before this time: too many were wrong. */
  waitUntil: z.string().nullable(),
  /** How the store came to be locked since the app was started. */
  lastLock: z.object({ at: z.string(), reason: z.enum(lockReasons) }).nullable(),
  /** Minutes without a touch after which the store locks by itself. */
  lockAfterMinutes: z.int(),
  /** null: the store has none yet, or the one used last must be replaced. */
  recoveryKey: z.object({ madeAt: z.string(), confirmed: z.boolean() }).nullable(),
  backup: z.object({
    lastAt: z.string().nullable(),
    /** Where copies go besides the store's own folder. */
    secondFolder: z.string().nullable(),
    /** Why the last backup or its copy failed, in a sentence; null when it did not. */
    problem: z.string().nullable(),
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
    /** Tells of every change: the time of the last save. */
    reads: topics,
  }),
  'store.create': defineCall({
    kind: 'command',
    input: z.object({
      passphrase: newPassphrase,
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
  'store.createDemonstration': defineJob({
    input: z.object({
      passphrase: newPassphrase,
      userName: z.string().trim().min(1).max(120),
      seed: z.int().default(2011),
    }),
    result: z.object({}),
    access: 'beforeUnlock',
    audit: { action: 'create demonstration store', subjects: () => [] },
    reads: [],
    changes: ['store', 'children', 'schools', 'reports'],
  }),
  'store.unlock': defineCall({
    kind: 'command',
    input: z.object({ passphrase }),
    output: z.object({}),
    access: 'beforeUnlock',
    audit: { action: 'unlock', subjects: () => [] },
    changes: ['store'],
  }),
  /** Opens the store with what this computer's keychain remembers. */
  'store.unlockRemembered': defineCall({
    kind: 'command',
    input: z.object({ slotId: id, secret: z.string().min(1).max(200) }),
    output: z.object({}),
    access: 'beforeUnlock',
    audit: { action: 'unlock', subjects: () => [] },
    changes: ['store'],
  }),
  /**
   * Opens the store with the recovery key and gives the administrator it belongs to a new passphrase. The key is used up:
   * a new one must be made next.
   */
  'store.recover': defineCall({
    kind: 'command',
    input: z.object({ recoveryKey: z.string().min(1, 'Enter the recovery key').max(200), newPassphrase }),
    output: z.object({}),
    access: 'beforeUnlock',
    audit: { action: 'unlock with the recovery key', subjects: () => [] },
    changes: ['store'],
  }),
  /**
   * Brings a store of an earlier version up to date, after a backup, and opens it: what an unlocking that answered `upgradeNeeded` is
   * followed by, with the same secret, once the person has said yes. Cancelled or killed it leaves the store as it was.
   */
  'store.upgrade': defineJob({
    input: z.discriminatedUnion('by', [
      z.object({ by: z.literal('passphrase'), passphrase }),
      z.object({ by: z.literal('device'), slotId: id, secret: z.string().min(1).max(200) }),
      z.object({
        by: z.literal('recoveryKey'),
        recoveryKey: z.string().min(1, 'Enter the recovery key').max(200),
        newPassphrase,
      }),
    ]),
    result: z.object({}),
    access: 'beforeUnlock',
    audit: { action: 'bring the store up to date', subjects: () => [] },
    reads: [],
    changes: topics,
  }),
  /** What a folder would be like for a store, without touching it. */
  'store.checkFolder': defineCall({
    kind: 'query',
    input: z.object({ folder: z.string().min(1).max(4096) }),
    output: z.object({
      folder: z.string(),
      holdsStore: z.boolean(),
      /** Why nothing can be written there, in a sentence; null when it can. */
      cannotWrite: z.string().nullable(),
      freeBytes: z.number().nullable(),
      warnings: z.array(folderWarning),
    }),
    access: 'beforeUnlock',
    audit: 'none',
    reads: [],
  }),
  /** Makes a folder the one whose store is opened, now and at the next start. Only while no store is open. */
  'store.chooseFolder': defineCall({
    kind: 'command',
    input: z.object({ folder: z.string().min(1).max(4096) }),
    output: z.object({}),
    access: 'beforeUnlock',
    audit: 'none',
    changes: ['store'],
  }),
  /** Tells that the person is there; without it the store locks after its idle time. */
  'store.touch': defineCall({
    kind: 'command',
    input: z.object({}),
    output: z.object({}),
    access: 'beforeUnlock',
    audit: 'none',
    changes: [],
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
