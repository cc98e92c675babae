import { createHmac, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import type Database from 'better-sqlite3';
import type { Connection, ReadConnection } from '../open.ts';
import type { Row, Value } from './change.ts';

/**
 * Columns by which the field itself knows a row: the same file brought in on two laptops of one county makes the same rows.
 * Rows are always found by these columns, never by an id computed from them: one whose key changes later keeps its id.
 */
const naturalKeys: Readonly<Record<string, readonly string[]>> = {
  bank_holiday: ['date'],
  child_identifier: ['child_id', 'kind', 'value', 'issuer'],
  code: ['code_set', 'code', 'valid_from'],
  enrolment: ['child_id', 'school_id', 'start_date'],
  episode: ['child_id', 'start_date'],
  measure: ['code'],
  pep: ['child_id', 'due_on', 'version'],
  pep_section: ['pep_id', 'section'],
  pep_target: ['pep_id', 'position'],
  possible_leaver: ['child_id', 'noticed_on'],
  school: ['urn'],
  suspension: ['child_id', 'category', 'start_date'],
  target: ['measure_id', 'academic_year', 'geography', 'kind', 'peer'],
  term: ['academic_year', 'term', 'half'],
};

/** The one column of a key that may be empty: a rate has a target without a peer. */
const mayBeEmpty = 'peer';

/** 32 bytes of the store's own, inside its encryption: from an id nobody can tell whose it is by trying keys. */
export function idSecretOf(connection: Pick<Connection | ReadConnection, 'prepare'>): Buffer {
  const known = connection.prepare("SELECT value FROM store_info WHERE key = 'idSecret'").pluck().get();
  if (typeof known === 'string') return Buffer.from(known, 'hex');
  const secret = randomBytes(32);
  connection.prepare("INSERT INTO store_info (key, value) VALUES ('idSecret', ?)").run(secret.toString('hex'));
  return secret;
}

/**
 * The id of a row by its natural key: a UUIDv8 of an HMAC-SHA-256 over the table and the values, as JSON text in NFC without
 * blanks around it. This form is frozen: ids that are in use were made by it (test/history/naturalId.test.ts).
 *
 * Source: exchange.md section 3.2.
 * @example idFromKey(secret, 'school', ['118264'])  // 'xxxxxxxx-xxxx-8xxx-[89ab]xxx-xxxxxxxxxxxx', always the same one
 */
export function idFromKey(secret: Buffer | KeyObject, table: string, values: readonly Value[]): string {
  const normal = values.map((value) => (typeof value === 'string' ? value.normalize('NFC').trim() : value));
  const bytes = createHmac('sha256', secret)
    .update(JSON.stringify([table, ...normal]))
    .digest()
    .subarray(0, 16);
  bytes[6] = 0x80 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  return bytes.toString('hex').replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5');
}

/**
 * The ids of new rows. Each is computed from the row's key, so that two laptops make the same row of one file; where another
 * row has it already (its key was changed since, or two rows share a key), or had it until a merge made it part of another,
 * the next one of the key.
 *
 * What it asks the store with is kept: a third of the making of a demonstration went into preparing the same questions again.
 */
export class FreeIds {
  readonly #connection: Pick<Connection | ReadConnection, 'prepare'>;
  readonly #taken = new Map<string, Database.Statement<unknown[]>>();
  #secret: KeyObject | null = null;

  constructor(connection: Pick<Connection | ReadConnection, 'prepare'>) {
    this.#connection = connection;
  }

  /** @param isTaken whether a row that is not in the store yet has an id */
  of(table: string, key: readonly Value[], isTaken: (id: string) => boolean = () => false): string {
    this.#secret ??= createSecretKey(idSecretOf(this.#connection));
    let taken = this.#taken.get(table);
    if (!taken) {
      taken = this.#connection.prepare(`SELECT 1 FROM "${table}" WHERE id = @id
        UNION ALL SELECT 1 FROM row_alias WHERE table_name = @table AND row_id = @id`);
      this.#taken.set(table, taken);
    }
    for (let again = 1; ; again += 1) {
      const id = idFromKey(this.#secret, table, again === 1 ? key : [...key, again]);
      if (!taken.get({ id, table }) && !isTaken(id)) return id;
    }
  }
}

/** What a child is known by when first seen. A mistyped number must never make two children one: the birth date is part of it. */
export const childKey = (issuer: string, localId: string, dateOfBirth: string): Value[] => [
  issuer,
  localId,
  dateOfBirth,
];

/** The values of a row's natural key; null where its table has none, or the row lacks one of them (a school without a URN). */
export function naturalKeyOf(table: string, row: Row): Value[] | null {
  const columns = naturalKeys[table];
  if (!columns) return null;
  const values = columns.map((column) => row[column] ?? null);
  return columns.some((column, at) => values[at] === null && column !== mayBeEmpty) ? null : values;
}
