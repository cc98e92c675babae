import type { SQL } from 'drizzle-orm';
import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core';
import { check, integer, sql, text } from '../drizzle.ts';

/** Every row's identity: a UUIDv7 made on the device, so rows of two laptops never collide. */
export const rowId = () => text('id').primaryKey();

/** A flag stored as 0 or 1; STRICT tables have no boolean. */
export const flag = (name: string) => integer(name, { mode: 'boolean' }).notNull().default(false);

/** The dates a fact was true in the world; `validTo` is the last day it held, null while it still does. */
export const validity = {
  validFrom: text('valid_from').notNull(),
  validTo: text('valid_to'),
};

const looksLikeADate = (column: AnySQLiteColumn): SQL =>
  sql`${column} GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'`;

/** CHECK that a column holds `YYYY-MM-DD` (or null where the column allows it). */
export const isDate = (name: string, column: AnySQLiteColumn) => check(name, looksLikeADate(column));

/** CHECK that a period has dates and does not end before it starts. */
export const isPeriod = (name: string, from: AnySQLiteColumn, to: AnySQLiteColumn) =>
  check(name, sql`${looksLikeADate(from)} AND (${to} IS NULL OR (${looksLikeADate(to)} AND ${to} >= ${from}))`);

export const isAcademicYear = (name: string, column: AnySQLiteColumn) =>
  check(name, sql`${column} GLOB '[0-9][0-9][0-9][0-9]/[0-9][0-9]'`);
