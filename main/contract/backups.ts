import { z } from 'zod';
import { defineCall, defineJob, topics } from './call.ts';
import { folderWarning } from './store.ts';

/** Why a backup was made: at the person's word, once a day, or before something that changes much. */
export const backupReasons = ['asked', 'daily', 'migration', 'import', 'update', 'restore', 'rekey'] as const;

export type BackupReason = (typeof backupReasons)[number];

export const backup = z.object({
  /** The file's name; the same in both folders. */
  backupId: z.string().min(1).max(200),
  madeAt: z.string(),
  reason: z.enum(backupReasons),
  bytes: z.number(),
  /** Kept for ever, until somebody lets it go. */
  kept: z.boolean(),
  inStoreFolder: z.boolean(),
  inSecondFolder: z.boolean(),
});
export type Backup = z.output<typeof backup>;

/** What a restore would change, in rows of the things a person knows: children, PEPs, weeks of attendance, … */
export const restorePreview = z.object({
  madeAt: z.string(),
  /** The copy opened with its key and passed the integrity check. */
  verified: z.boolean(),
  /** It is of an older version of the app and would be brought up to date. */
  older: z.boolean(),
  counts: z.array(z.object({ what: z.string(), now: z.number().nullable(), inBackup: z.number() })),
  /** Changes made since the backup, which would be undone. */
  changesSince: z.number().nullable(),
  lastChangeAt: z.string().nullable(),
  people: z.array(z.object({ name: z.string(), changes: z.number() })),
});
export type RestorePreview = z.output<typeof restorePreview>;

export const backupCalls = {
  'backups.list': defineCall({
    kind: 'query',
    input: z.object({}),
    output: z.object({
      rows: z.array(backup),
      secondFolder: z.string().nullable(),
      secondFolderWarnings: z.array(folderWarning),
      /** Why the second folder cannot be used now; null when it can or none is set. */
      secondFolderProblem: z.string().nullable(),
    }),
    access: 'team',
    audit: 'none',
    reads: ['backups'],
  }),
  'backups.make': defineJob({
    input: z.object({}),
    result: z.object({ backupId: z.string() }),
    access: 'team',
    audit: { action: 'make backup', subjects: () => [] },
    reads: [],
    changes: ['backups', 'store'],
  }),
  'backups.setSecondFolder': defineCall({
    kind: 'command',
    input: z.object({ folder: z.string().max(4096).nullable() }),
    output: z.object({}),
    access: 'administration',
    audit: { action: 'set second backup folder', subjects: () => [] },
    changes: ['backups', 'store'],
  }),
  'backups.keep': defineCall({
    kind: 'command',
    input: z.object({ backupId: z.string().min(1).max(200), kept: z.boolean() }),
    output: z.object({}),
    access: 'administration',
    audit: { action: 'keep or let go of a backup', subjects: ({ backupId }) => [{ kind: 'backup', id: backupId }] },
    changes: ['backups'],
  }),
  /** A job, because it verifies the copy. */
  'backups.preview': defineJob({
    input: z.object({ backupId: z.string().min(1).max(200) }),
    result: restorePreview,
    access: 'administration',
    audit: { action: 'preview restore', subjects: ({ backupId }) => [{ kind: 'backup', id: backupId }] },
    reads: ['children', 'schools', 'reports', 'reference', 'settings', 'imports'],
    changes: [],
    of: ({ backupId }) => backupId,
  }),
  /**
   * A job. The present store is backed up first (reason 'restore', kept), so restoring that one undoes this. Users, audit
   * and the registers of exports go on from the present store: a restore hides nothing that was done.
   */
  'backups.restore': defineJob({
    input: z.object({ backupId: z.string().min(1).max(200), reason: z.string().trim().min(1, 'Say why').max(500) }),
    result: z.object({ backupId: z.string() }),
    access: 'administration',
    audit: { action: 'restore backup', subjects: ({ backupId }) => [{ kind: 'backup', id: backupId }] },
    reads: [],
    changes: topics,
    of: ({ backupId }) => backupId,
  }),
};
