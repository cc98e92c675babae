import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';

/** Whether another process has the store open: it holds the lock on the store's lock file. Takes no lock and makes no file. */
export function storeIsOpen(lockFile: string): boolean {
  if (!existsSync(lockFile)) return false;
  const lock = new Database(lockFile, { readonly: true, fileMustExist: true, timeout: 0 });
  try {
    lock.prepare('SELECT count(*) FROM sqlite_schema').get();
    return false;
  } catch (error) {
    return (error as { code?: string }).code === 'SQLITE_BUSY';
  } finally {
    lock.close();
  }
}
