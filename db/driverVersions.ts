import { createRequire } from 'node:module';
import Database from 'better-sqlite3';

/** Versions of SQLite, of its encryption, and of the driver that holds both; for diagnostics, without any store. */
export function driverVersions(): { sqlite: string; cipher: string; driver: string } {
  const memory = new Database(':memory:');
  try {
    const one = (sql: string) => String(memory.prepare(sql).pluck().get());
    const { version } = createRequire(import.meta.url)('better-sqlite3/package.json') as { version: string };
    return { sqlite: one('SELECT sqlite_version()'), cipher: one('SELECT sqlite3mc_version()'), driver: version };
  } finally {
    memory.close();
  }
}
