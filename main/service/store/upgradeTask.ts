import { migrateStore } from '#db/migrate.ts';
import { openForWriting } from '#db/open.ts';
import type { Tell } from '../jobs/wire.ts';

/** Backs a closed store up and brings it to this version, in one transaction: ended anywhere, it is of the old version or the new one. */
export function upgradeTask(
  input: { store: string; key: Buffer; migrationsFolder: string; backups: string },
  tell: Tell,
): void {
  const { store, migrationsFolder, backups } = input;
  const key = Buffer.from(input.key);
  const connection = openForWriting(store, key);
  try {
    migrateStore({ connection, key, path: store, migrationsFolder, backupFolder: backups, tell });
  } finally {
    key.fill(0);
    connection.close();
  }
}
