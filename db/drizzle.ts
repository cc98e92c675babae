import { createRequire } from 'node:module';

// Drizzle's ES modules are some hundred files, and for each of them Node parses the 180 KB of exports in its package.json once
// more: 0.35 s and 150 MB at the start of every process. Its CommonJS form, which says the same, is read once.
const load = createRequire(import.meta.url);

export const { getTableColumns, getTableName, is, sql } = load('drizzle-orm') as typeof import('drizzle-orm');
export const { check, getTableConfig, index, integer, primaryKey, real, SQLiteTable, sqliteTable, text, uniqueIndex } =
  load('drizzle-orm/sqlite-core') as typeof import('drizzle-orm/sqlite-core');
export const { readMigrationFiles } = load('drizzle-orm/migrator') as typeof import('drizzle-orm/migrator');
export type SQLiteTable = import('drizzle-orm/sqlite-core').SQLiteTable;
