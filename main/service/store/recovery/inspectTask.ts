import { openForReading, type ReadConnection } from '#db/open.ts';
import { FirstPageLostError, PageFile } from '#db/salvage/pageFile.ts';
import { asDiskFailure } from '#service/context/diskFailure.ts';

/** How a store's file is: sound; damaged but readable in part; or without its beginning, from which nothing can be read. */
export type StoreState = { state: 'sound' | 'damaged' | 'unreadable'; problems: string[] };

/** Findings of SQLite that are shown; more say no more. */
const SHOWN = 3;

/** Reads a whole store that is closed, without writing to it. */
export function inspectTask({ store, key }: { store: string; key: Buffer }): StoreState {
  let reader: ReadConnection;
  try {
    reader = openForReading(store, key);
  } catch (error) {
    if (asDiskFailure(error)) throw error;
    return withoutList(store, key);
  }
  try {
    // A file of no bytes opens under any key, as a database without a table; so does one that was never finished.
    if (isEmpty(reader)) return { state: 'unreadable', problems: ['The file of the store is empty.'] };
    const problems = [...integrityProblems(reader), ...missingParents(reader)];
    return { state: problems.length === 0 ? 'sound' : 'damaged', problems };
  } finally {
    reader.close();
  }
}

function isEmpty(reader: ReadConnection): boolean {
  try {
    return reader.prepare('SELECT 1 FROM sqlite_schema').get() === undefined;
  } catch {
    // The integrity check says what is wrong.
    return false;
  }
}

/** SQLite could not even read its list of tables; page by page there may still be rows. */
function withoutList(store: string, key: Buffer): StoreState {
  try {
    new PageFile(store, key).close();
    return { state: 'damaged', problems: ['The list of tables cannot be read.'] };
  } catch (error) {
    if (error instanceof FirstPageLostError) return { state: 'unreadable', problems: [error.message] };
    throw error;
  }
}

function integrityProblems(reader: ReadConnection): string[] {
  try {
    const found = (reader.pragma('integrity_check(50)') as { integrity_check: string }[]).map(
      (row) => row.integrity_check,
    );
    if (found.length === 1 && found[0] === 'ok') return [];
    const more = found.length - SHOWN;
    return [
      `The integrity check found ${found.length === 50 ? '50 faults or more' : found.length === 1 ? 'one fault' : `${found.length} faults`}.`,
      ...found.slice(0, SHOWN).map((line) => line.replaceAll('\n', ' ')),
      ...(more > 0 ? [`and ${more} more like these`] : []),
    ];
  } catch (error) {
    return [`The integrity check could not be finished (${(error as { code?: string }).code ?? 'unknown'}).`];
  }
}

function missingParents(reader: ReadConnection): string[] {
  try {
    const broken = (reader.pragma('foreign_key_check') as unknown[]).length;
    return broken === 0 ? [] : [`${broken} rows belong to a row that is not there.`];
  } catch {
    // The integrity check has said it already.
    return [];
  }
}
