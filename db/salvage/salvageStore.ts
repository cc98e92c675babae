import { flushFile, removeUnfinished, verifyStore } from '#db/backups/verifiedCopy.ts';
import { rebuildDerived } from '#db/derived/rebuildDerived.ts';
import { carryOverChangeLog, changeLogTable } from '#db/history/carryOverChangeLog.ts';
import { hasHistory, tableClasses } from '#db/history/tableClasses.ts';
import { migrateStore } from '#db/migrate.ts';
import { type Connection, openForWriting } from '#db/open.ts';

import type { RecordValue } from './btreePages.ts';
import { healReferences } from './healReferences.ts';
import { PageFile } from './pageFile.ts';
import { listedTables, readSalvageable, type StrayLeaf } from './readSalvageable.ts';
import { rowOf, type SalvageTable, type SchemaEntry, salvageTables } from './salvageTable.ts';
import { SetAside } from './setAside.ts';

export type SalvageTableReport = { table: string; rowsSaved: number; gaps: number; rowsSetAside: number };
export type SalvageOutcome = { tables: SalvageTableReport[]; listGaps: number; logBroken: boolean };

/**
 * Reads every row that can still be read from a damaged store, page by page, into a new one under the same key: the damaged
 * files are only read. Rows whose parent was lost, or that the new store refuses, lie in `salvaged_row` there; derived rows
 * are rebuilt; `finish` may add what the caller owes (who salvaged, what the store says of itself) in the same transaction.
 *
 * Throws `FirstPageLostError` when nothing can be read; on any error nothing is left of the new store.
 * @param options.to the new store's path; afterwards one file, verified and flushed
 */
export function salvageStore(options: {
  damaged: string;
  key: Buffer;
  to: string;
  migrationsFolder: string;
  /** Milliseconds since 1970. */
  now: number;
  tell: (done: number, total: number | null, words?: string) => void;
  /** Puts back what can be had from elsewhere, before derived rows are worked out; told the tables that have gaps. */
  putBack: (connection: Connection, withGaps: ReadonlySet<string>) => void;
  finish: (connection: Connection, outcome: SalvageOutcome) => void;
}): SalvageOutcome {
  const { damaged, key, to, migrationsFolder } = options;
  removeUnfinished(to);
  const file = new PageFile(damaged, key);
  let connection: Connection | null = null;
  try {
    connection = openForWriting(to, key, { mustExist: false });
    migrateStore({ connection, key, path: to, migrationsFolder, backupFolder: null });
    // Parents and children come in any order; what does not fit together is put right before the commit.
    connection.pragma('foreign_keys = OFF');
    const salvaging = connection;
    const outcome = salvaging.transaction(() => salvageInto(salvaging, file, options))();
    connection.pragma('journal_mode = DELETE');
    connection.close();
    verifyStore(to, key);
    flushFile(to);
    return outcome;
  } catch (error) {
    if (connection?.open) connection.close();
    removeUnfinished(to);
    throw error;
  } finally {
    file.close();
  }
}

function salvageInto(
  connection: Connection,
  file: PageFile,
  { tell, now, putBack, finish }: Pick<Parameters<typeof salvageStore>[0], 'tell' | 'now' | 'putBack' | 'finish'>,
): SalvageOutcome {
  // A store of version 0.2 has the old log; it becomes change sets once it is read.
  const hasOldLog = listedTables(file).includes('change_log');
  if (hasOldLog) connection.exec(changeLogTable);
  const fresh = salvageTables(
    connection
      .prepare('SELECT type, name, tbl_name AS "table", rootpage AS rootPage, sql FROM sqlite_schema')
      .all() as SchemaEntry[],
  );
  const aside = new SetAside(connection, now);
  const saved = new Map<string, number>();
  const putIn = insertInto(connection, fresh, aside, saved);
  const { tables, stray, listGaps } = readSalvageable(file, fresh);
  const reading = tables.filter(({ table }) => !isDerived(table.name));
  for (const [index, { table, rows }] of reading.entries()) {
    tell(index, reading.length + 3, `Reading ${table.name.replaceAll('_', ' ')}`);
    for (const values of rows()) putIn(table, values);
  }
  tell(reading.length, reading.length + 3, 'Reading pages that nothing leads to any more');
  const tableOf = tableByHistory(connection, hasOldLog);
  for (const leaf of stray()) {
    const table = tableOf(leaf);
    if (table === null) for (const values of leaf.rows) aside.unknown(values);
    else if (!isDerived(table.name)) for (const values of leaf.rows) putIn(table, values);
  }
  tell(reading.length + 1, reading.length + 3, 'Putting together what belongs together');
  healReferences(connection, aside);
  carryOverChangeLog(connection);
  if (hasOldLog) connection.exec('DROP TABLE change_log');
  const gapsOf = new Map(tables.map(({ table, gaps }) => [table.name, isDerived(table.name) ? 0 : gaps()]));
  // A table that is lost with its line in the list of tables is not among those read.
  const gone = fresh.filter(({ name }) => !gapsOf.has(name)).map(({ name }) => name);
  putBack(connection, new Set([...[...gapsOf].flatMap(([name, gaps]) => (gaps > 0 ? [name] : [])), ...gone]));
  tell(reading.length + 2, reading.length + 3, 'Working out localities, time in care and attendance');
  const children = connection.prepare('SELECT id FROM child').pluck().all() as string[];
  for (let start = 0; start < children.length; start += 200)
    rebuildDerived(connection, children.slice(start, start + 200));
  const outcome: SalvageOutcome = {
    listGaps,
    logBroken: file.logBroken,
    tables: [...new Set([...fresh.map(({ name }) => name), 'unknown'])]
      .map((table) => ({
        table,
        rowsSaved: (saved.get(table) ?? 0) - aside.takenOutOf(table),
        gaps: gapsOf.get(table) ?? 0,
        rowsSetAside: aside.countOf(table),
      }))
      .filter(({ rowsSaved, gaps, rowsSetAside }) => rowsSaved + gaps + rowsSetAside > 0),
  };
  finish(connection, outcome);
  const broken = connection.pragma('foreign_key_check') as unknown[];
  if (broken.length > 0) throw new Error(`The salvage left ${broken.length} rows without their parent row.`);
  return outcome;
}

/** Tables that a rebuild fills; what the damaged store had of them is not read. */
const isDerived = (table: string): boolean => tableClasses[table] === 'derived';

/** Puts rows in their tables by column name; one that the new store refuses is set aside. */
function insertInto(
  connection: Connection,
  fresh: readonly SalvageTable[],
  aside: SetAside,
  saved: Map<string, number>,
) {
  const statements = new Map<SalvageTable, { columns: string[]; run: (values: RecordValue[]) => void }>();
  const statementOf = (table: SalvageTable) => {
    let found = statements.get(table);
    if (!found) {
      const known = new Set(fresh.find(({ name }) => name === table.name)?.columns.map(({ name }) => name));
      const columns = table.columns.map(({ name }) => name).filter((name) => known.has(name));
      const statement = connection.prepare(
        `INSERT INTO "${table.name}" (${columns.map((name) => `"${name}"`).join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
      );
      found = { columns, run: (values) => void statement.run(values) };
      statements.set(table, found);
    }
    return found;
  };
  return (table: SalvageTable, values: readonly RecordValue[]): void => {
    const { columns, run } = statementOf(table);
    const row = rowOf(table, values);
    try {
      run(columns.map((column) => row[column] ?? null));
      saved.set(table.name, (saved.get(table.name) ?? 0) + 1);
    } catch (error) {
      const code = String((error as { code?: unknown }).code ?? '');
      if (!/^SQLITE_(CONSTRAINT|MISMATCH)/.test(code)) throw error;
      aside.add(table.name, row, `The new store does not take it: ${code}`);
    }
  };
}

/**
 * Which table a stray page belongs to: what its index says; or the history, which names the table of every row that was
 * written; or, for tables without history, the only one whose columns and checks its rows fit.
 */
function tableByHistory(connection: Connection, hasOldLog: boolean): (leaf: StrayLeaf) => SalvageTable | null {
  const logged = connection
    .prepare(
      hasOldLog
        ? "SELECT DISTINCT table_name FROM change_log WHERE row_key = ? AND field != '+'"
        : 'SELECT DISTINCT table_name FROM change WHERE row_id = ?',
    )
    .pluck();
  return ({ rows, candidates: alike, certain }) => {
    if (certain) return alike[0] ?? null;
    const candidates = alike.filter(({ name }) => name !== 'change' || rows.every(isChange));
    for (const [id] of rows) {
      const names = logged.all(String(id)) as string[];
      const table = candidates.find((each) => names.includes(each.name));
      if (table) return table;
    }
    const left = candidates.filter((table) => acceptsAll(connection, table, rows));
    // Rows with a history would have been in the log, or were added by the hundred (weeks of marks).
    const likely = left.filter(({ name }) => !hasHistory(name) || name === 'attendance_week');
    return likely.length === 1 ? (likely[0] ?? null) : left.length === 1 ? (left[0] ?? null) : null;
  };
}

/** Whether a record is a change: it names a table. Entries of an index of numbers and words have as many values. */
const isChange = ([, , table]: readonly RecordValue[]): boolean =>
  typeof table === 'string' && Object.hasOwn(tableClasses, table);

/** Tries rows in a table and takes them out again. */
function acceptsAll(connection: Connection, table: SalvageTable, rows: readonly RecordValue[][]): boolean {
  const statement = connection.prepare(
    `INSERT INTO "${table.name}" (${table.columns.map(({ name }) => `"${name}"`).join(', ')}) VALUES (${table.columns.map(() => '?').join(', ')})`,
  );
  connection.exec('SAVEPOINT trying');
  try {
    for (const values of rows) statement.run(Object.values(rowOf(table, values)));
    return true;
  } catch {
    return false;
  } finally {
    connection.exec('ROLLBACK TO trying; RELEASE trying');
  }
}
