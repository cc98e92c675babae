import { renameSync } from 'node:fs';
import type { AuditFile } from '#db/audit/auditFile.ts';
import { takeOver } from '#db/audit/takeOver.ts';
import type { Clock } from '#db/clock.ts';
import { HybridClock } from '#db/hybridClock.ts';
import { newStoreKey } from '#db/keys/keyFile.ts';
import { KeyRing } from '#db/keys/keyRing.ts';
import type { StretchCost } from '#db/keys/stretch.ts';
import { migrateStore } from '#db/migrate.ts';
import { newId } from '#db/newId.ts';
import { type Connection, openForWriting } from '#db/open.ts';
import { setStoreInfo } from '#db/queries/storeInfo.ts';
import { insertUser, putRoles } from '#db/queries/users.ts';
import { flushFolder } from '#db/replaceFile.ts';
import { seedAuthority } from '#db/seed/seedAuthority.ts';
import { Writer } from '#db/write.ts';
import { CallFailure } from '../context/callFailure.ts';
import { makeFolder, removeStoreFiles, storeExists, storeFiles } from '../context/storeFiles.ts';
import { openAuditOf } from './openAuditOf.ts';

/**
 * Makes a new encrypted store in a folder: key, key file with one slot, schema, authority profile, first administrator.
 * Refuses a folder that has a store already. The store is made under another name and gets its own last, after the key
 * file: wherever a crash cuts this off, the folder holds a whole store or none.
 */
export async function createStore(options: {
  folder: string;
  migrationsFolder: string;
  passphrase: string;
  userName: string;
  clock: Clock;
  demonstration: boolean;
  /** Milliseconds since 1970, of the real clock. */
  auditNow?: () => number;
  stretch?: StretchCost;
}): Promise<{ ring: KeyRing; connection: Connection; audit: AuditFile; userId: string }> {
  if (storeExists(options.folder))
    throw new CallFailure('storeExists', 'This folder has a store already. Open it, or choose another folder.');
  makeFolder(options.folder);
  removeStoreFiles(options.folder);
  const files = storeFiles(options.folder);
  const key = newStoreKey();
  const storeId = newId();
  const deviceId = newId();
  const userId = newId();
  let connection: Connection | null = null;
  try {
    connection = openForWriting(files.unfinished, key, { mustExist: false });
    migrateStore({
      connection,
      key,
      path: files.unfinished,
      migrationsFolder: options.migrationsFolder,
      backupFolder: null,
    });
    const writer = new Writer(connection, {
      actorId: userId,
      deviceId,
      clock: new HybridClock(options.clock, null),
      reason: 'store created',
    });
    const opened = connection;
    opened.transaction(() => {
      setStoreInfo(opened, 'storeId', storeId);
      setStoreInfo(opened, 'deviceId', deviceId);
      setStoreInfo(opened, 'createdAt', new Date(options.clock.now()).toISOString());
      setStoreInfo(opened, 'demonstration', options.demonstration ? 'yes' : 'no');
      const createdAt = new Date(options.clock.now()).toISOString();
      insertUser(writer, { id: userId, name: options.userName, active: true, createdAt });
      putRoles(writer, userId, [{ role: 'administrator', localityId: null, from: null, to: null }]);
      seedAuthority(writer);
      writer.close();
    })();
    const ring = await KeyRing.create({
      path: files.key,
      storeId,
      key,
      userId,
      passphrase: options.passphrase,
      now: () => new Date(options.clock.now()).toISOString(),
      cost: options.stretch,
    });
    connection.pragma('wal_checkpoint(TRUNCATE)');
    connection.close();
    renameSync(files.unfinished, files.store);
    flushFolder(options.folder);
    connection = openForWriting(files.store, key);
    const audit = openAuditOf({ folder: options.folder, ring, key, connection, now: options.auditNow ?? Date.now });
    takeOver(connection, audit);
    return { ring, connection, audit, userId };
  } catch (error) {
    connection?.close();
    removeStoreFiles(options.folder);
    throw error;
  }
}
