import Database from 'better-sqlite3';
import { CallFailure } from '../context/callFailure.ts';

/**
 * Takes the store of a folder for this process alone: one writer, ever, also beside the command line and a second window.
 * It is an exclusive lock of the operating system on an empty file (through SQLite, which knows each system's own), so it
 * ends with the process however that ends.
 * @returns what lets go of it. Errors: `storeInUse`.
 */
export function takeStoreLock(path: string): () => void {
  const lock = new Database(path, { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if ((error as { code?: string }).code !== 'SQLITE_BUSY') throw error;
    throw new CallFailure(
      'storeInUse',
      'The store is open already, in another window of VSK Tracker or in the command line. Close it there, then try again.',
    );
  }
  return () => lock.close();
}
