import { accessSync, constants, existsSync, rmSync } from 'node:fs';
import { type AuditFile, NewerAuditError } from '#db/audit/auditFile.ts';
import { takeOver } from '#db/audit/takeOver.ts';
import { NewerKeyFileError, readKeyFile } from '#db/keys/keyFile.ts';
import type { KeyFile, SlotKind } from '#db/keys/keyFileShape.ts';
import { KeyRing } from '#db/keys/keyRing.ts';
import type { StretchCost } from '#db/keys/stretch.ts';
import { AlteredKeyFileError, type Unlocked, unlockKeyFile } from '#db/keys/unlockKeyFile.ts';
import { NewerStoreError, schemaAge } from '#db/migrate.ts';
import { type Connection, openForWriting, PlaintextStoreError } from '#db/open.ts';
import { asFailure } from '../context/asFailure.ts';
import { CallFailure } from '../context/callFailure.ts';
import { storeExists, storeFiles, tightenFiles } from '../context/storeFiles.ts';
import { openAuditOf } from './openAuditOf.ts';
import { StretchTooLongError, stretchDeadline, stretchOffThread, stretchWithin } from './stretchOffThread.ts';
import { upgradeNeeded } from './upgradeNeeds.ts';

/** An open store, not yet served: its one writing connection, its audit, and the keys it opened with. */
export type OpenedStore = { connection: Connection; audit: AuditFile; ring: KeyRing };

/** Reads the key file of a folder with a store. Errors: `storeMissing`, `storeDamaged`, `storeNewer`. */
export function requireKeyFile(folder: string): KeyFile {
  const files = storeFiles(folder);
  if (!storeExists(folder))
    throw new CallFailure('storeMissing', `There is no store in ${folder}. Create one, or choose its folder.`);
  let keyFile: KeyFile | null;
  try {
    keyFile = readKeyFile(files.key);
  } catch (error) {
    throw new CallFailure(error instanceof NewerKeyFileError ? 'storeNewer' : 'storeDamaged', (error as Error).message);
  }
  if (!keyFile)
    throw new CallFailure(
      'storeDamaged',
      'The key file (children.vskkey) is missing beside the store. Put back the one that lies beside a backup: without it the store cannot be opened.',
    );
  return keyFile;
}

/** Refuses a folder that cannot be written to: even opening a store writes beside it. Errors: `readOnly`. */
export function requireWritable(folder: string): void {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw asFailure(error);
  }
}

/**
 * Tries a secret on a key file, off this thread and not for longer than a minute.
 * Errors: `wrongPassphrase`, `storeDamaged` where the file was tampered with.
 */
export async function unlockWith(keyFile: KeyFile, secret: string, kind: SlotKind): Promise<Unlocked> {
  let unlocked: Unlocked | null;
  try {
    unlocked = await unlockKeyFile(keyFile, secret, kind, stretchWithin(stretchDeadline));
  } catch (error) {
    if (error instanceof AlteredKeyFileError || error instanceof StretchTooLongError)
      throw new CallFailure('storeDamaged', error.message);
    throw error;
  }
  if (unlocked) return unlocked;
  throw new CallFailure('wrongPassphrase', wrong[kind]);
}

const wrong: Record<SlotKind, string> = {
  passphrase: 'That is not the passphrase of any user of this store. Check Caps Lock and try again.',
  recoveryKey: 'That is not the recovery key of this store. Compare it with the printed one, group by group.',
  device: 'This computer is no longer remembered for this store. Enter the passphrase.',
};

/**
 * Opens the store's file with whichever of its keys fits, if it is of this version, and settles the key file: a re-key that
 * was cut off is finished or forgotten.
 * Errors: `storeMissing`, `storeDamaged`, `storeNewer`, `upgradeNeeded` (nothing was changed), `diskFull`, `readOnly`; the keys are
 * wiped then.
 */
export function openWith(options: {
  folder: string;
  keyFile: KeyFile;
  keys: Map<string, Buffer>;
  migrationsFolder: string;
  now: () => string;
  /** Milliseconds since 1970, of the real clock. */
  auditNow: () => number;
  cost: StretchCost | undefined;
}): OpenedStore {
  const { folder, keyFile, keys } = options;
  const files = storeFiles(folder);
  const ring = new KeyRing({
    path: files.key,
    file: keyFile,
    keys,
    now: options.now,
    cost: options.cost,
    stretcher: stretchOffThread,
  });
  let connection: Connection | null = null;
  let audit: AuditFile | null = null;
  try {
    if (!existsSync(files.store))
      throw new CallFailure(
        'storeMissing',
        'The store (children.vsk) is missing beside its key file. Restore a backup: what can be put right is offered below.',
      );
    const opened = openFile(files.store, ring);
    connection = opened.connection;
    const age = schemaAge(connection, options.migrationsFolder);
    if (age === 'newer') throw new NewerStoreError();
    if (age === 'older') throw upgradeNeeded(folder);
    tightenFiles(folder);
    audit = openAuditOf({ folder, ring, key: opened.key, connection, now: options.auditNow });
    takeOver(connection, audit);
    opened.settle();
    for (const part of ['', '-wal', '-shm', '-journal']) rmSync(`${files.rekeyed}${part}`, { force: true });
    return { connection, audit, ring };
  } catch (error) {
    audit?.close();
    connection?.close();
    ring.wipe();
    if (error instanceof NewerStoreError || error instanceof NewerAuditError)
      throw new CallFailure('storeNewer', error.message);
    throw error;
  }
}

/**
 * Opens the store's file with whichever of the ring's keys fits, and settles the key file by that: a re-key that was cut off
 * is finished or forgotten. Errors: `storeDamaged`, `diskFull`, `readOnly`.
 */
export function openFile(path: string, ring: KeyRing): { connection: Connection; key: Buffer; settle: () => void } {
  let code = '';
  for (const [fingerprint, key] of ring.candidates) {
    try {
      const connection = openForWriting(path, key);
      requireAuthentic(ring, fingerprint, connection);
      requireContent(connection);
      return { connection, key, settle: () => ring.settle(fingerprint) };
    } catch (error) {
      if (error instanceof CallFailure) throw error;
      if (error instanceof PlaintextStoreError) break;
      code ||= (error as { code?: string }).code ?? '';
      const failure = asFailure(error);
      if (failure.code !== 'storeDamaged') throw failure.code === 'failed' ? error : failure;
    }
  }
  throw new CallFailure(
    'storeDamaged',
    'The passphrase is right, but the store cannot be read: it is damaged, or the key file belongs to another store. Nothing was changed. What can be put right is offered below.',
    { value: code },
  );
}

/** Refuses a file without a table: one of no bytes opens under any key. Errors: `storeDamaged`. */
function requireContent(connection: Connection): void {
  let isEmpty = true;
  try {
    isEmpty = connection.prepare('SELECT 1 FROM sqlite_schema').get() === undefined;
  } finally {
    if (isEmpty) connection.close();
  }
  if (!isEmpty) return;
  throw new CallFailure(
    'storeDamaged',
    'The passphrase is right, but the file of the store is empty: it was cut off, or another was put in its place. Nothing was changed. What can be put right is offered below.',
  );
}

/** Refuses a key file that somebody without the key that opened the store has changed. Errors: `storeDamaged`. */
function requireAuthentic(ring: KeyRing, fingerprint: string, connection: Connection): void {
  try {
    ring.requireAuthentic(fingerprint);
  } catch (error) {
    connection.close();
    throw error instanceof AlteredKeyFileError ? new CallFailure('storeDamaged', error.message) : error;
  }
}
