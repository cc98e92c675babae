import { z } from 'zod';
import { backup } from './backups.ts';
import { defineCall, defineJob, topics } from './call.ts';

/** A person's passphrase, or the recovery key. */
const passphrase = z.string().min(1, 'Enter the passphrase').max(1024);
/** A second passphrase, or the recovery key, where `needs` of `recovery.inspect` asks for one. */
const also = z.string().max(1024).nullable().default(null);
/** Where the copies are looked for: the store's own folders, or one that the person names (a backup disk). */
const backupFolder = z.string().max(4096).nullable().default(null);

/** What a salvage found and kept, table by table. */
export const salvageReport = z.object({
  tables: z.array(
    z.object({
      /** In the person's words: 'PEPs', 'weeks of attendance'. */
      what: z.string(),
      table: z.string(),
      rowsSaved: z.number(),
      /** Places in the table that could not be read; each may have held several rows. */
      gaps: z.number(),
      /** Rows read whose child, school or enrolment was lost; kept aside in the new store. */
      rowsSetAside: z.number(),
    }),
  ),
  rowsSaved: z.number(),
  rowsSetAside: z.number(),
  gaps: z.number(),
  /** Tables of which nothing at all could be read. */
  lost: z.array(z.string()),
  /** The damaged files, moved aside and never deleted. */
  damagedFile: z.string(),
});
export type SalvageReport = z.output<typeof salvageReport>;

/** The store was sound after all: only its key file was missing, and one from beside a backup was put in its place. */
const keyFilePutBack = z.object({ keyFilePutBack: z.literal(true) });

/**
 * For a store that does not open, or is not there: found out with the passphrase, put right by restoring a backup or by
 * salvage. Nothing is ever deleted: the damaged files are moved aside. Only while no store is open.
 */
export const recoveryCalls = {
  'recovery.inspect': defineCall({
    kind: 'query',
    input: z.object({ passphrase, backupFolder }),
    output: z.object({
      store: z.enum(['sound', 'damaged', 'unreadable', 'missing']),
      /** What the integrity check found, at most a few sentences. */
      problems: z.array(z.string()),
      /** What restoring and rescuing need besides this passphrase: they are an administrator's right. */
      needs: z.enum(['nothing', 'administratorOrRecoveryKey', 'recoveryKeyOrSecondPerson']),
      /** Backups this passphrase opens, newest first. */
      backups: z.array(backup.omit({ inStoreFolder: true, inSecondFolder: true }).extend({ folder: z.string() })),
    }),
    access: 'beforeUnlock',
    audit: 'none',
    reads: [],
  }),
  /** A job; afterwards the store is open as the person whose passphrase it is, in the role they had. Fails with `forbidden`. */
  'recovery.restore': defineJob({
    input: z.object({ passphrase, also, backupFolder, backupId: z.string().min(1).max(200) }),
    result: z.union([z.object({ backupId: z.string() }), keyFilePutBack]),
    access: 'beforeUnlock',
    audit: { action: 'restore backup', subjects: () => [] },
    reads: [],
    changes: topics,
  }),
  /** A job; the new store is open afterwards. Fails with `forbidden` as above. */
  'recovery.salvage': defineJob({
    input: z.object({ passphrase, also }),
    result: z.union([salvageReport, keyFilePutBack]),
    access: 'beforeUnlock',
    audit: { action: 'salvage store', subjects: () => [] },
    reads: [],
    changes: topics,
  }),
};
