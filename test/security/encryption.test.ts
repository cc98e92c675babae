import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { backUp } from '#db/backup.ts';
import { fixedClock } from '#db/clock.ts';
import { newStoreKey } from '#db/keys/keyFile.ts';
import { type Connection, openForReading, openForWriting, PlaintextStoreError } from '#db/open.ts';
import { storeFiles } from '#service/context/storeFiles.ts';
import { createStore } from '#service/store/createStore.ts';
import { aChild } from '#test/make/aChild.ts';
import { aStore, cheapStretch, testPassphrase } from '#test/make/aStore.ts';
import { aSurname, filesHolding, holds, openFilesHolding, temporaryFilesHolding } from './support.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vsk-security-'));
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

const header = (path: string) => readFileSync(path).subarray(0, 16).toString('latin1');

describe('a surname', () => {
  it('is in no file, open, locked or backed up, nor in the temporary folders', async () => {
    const surname = aSurname();
    const since = Date.now() - 1000;
    const store = await aStore({ folder });
    await store.write((writer) => {
      for (let each = 0; each < 50; each += 1) aChild(writer, { name: { forename: 'Ana', surname } });
    });
    const listed = await store.call('children.list', { asAt: '2025-03-31', filters: {} });
    expect(listed.rows[0]?.listName).toContain(surname.toUpperCase());
    const files = storeFiles(join(folder, 'store'));
    expect(existsSync(`${files.store}-wal`) && existsSync(`${files.store}-shm`)).toBe(true);
    expect(readFileSync(`${files.store}-wal`).length).toBeGreaterThan(10_000);
    expect(filesHolding(folder, surname)).toEqual([]);
    expect(openFilesHolding(surname)).toEqual([]);
    store.host.lock();
    expect(filesHolding(folder, surname)).toEqual([]);
    expect(temporaryFilesHolding(surname, since)).toEqual([]);
    await store.host.unlock(testPassphrase);
    expect((await store.call('search.all', { text: surname, asAt: '2025-03-31' })).children.length).toBeGreaterThan(0);
    expect(filesHolding(folder, surname)).toEqual([]);
    store.close();
  });

  it('would be found if it were there', () => {
    const surname = aSurname();
    const since = Date.now() - 1000;
    writeFileSync(join(folder, 'leak.tmp'), Buffer.concat([Buffer.alloc(5000, 7), Buffer.from(surname, 'utf16le')]));
    expect(filesHolding(folder, surname)).toEqual([join(folder, 'leak.tmp')]);
    expect(temporaryFilesHolding(surname, since)).toContain(join(folder, 'leak.tmp'));
  });
});

describe('sorting 300,000 rows', () => {
  const sorted = `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300000)
    SELECT surname || hex(randomblob(140)) AS word FROM child_name, n ORDER BY word DESC`;
  let connection: Connection;
  let surname: string;
  const spilt = (): string[] => {
    for (const _row of connection.prepare(sorted).iterate()) return openFilesHolding(surname);
    return ['no row'];
  };
  beforeEach(() => {
    surname = aSurname();
    connection = openForWriting(join(folder, 'sort.vsk'), newStoreKey(), { mustExist: false });
    connection.exec('CREATE TABLE child_name (surname TEXT) STRICT');
    connection.prepare('INSERT INTO child_name VALUES (?)').run(surname);
    // Small, so that the sort has to spill: not from this comes the safety.
    connection.pragma('cache_size = -2000');
  });
  afterEach(() => connection.close());

  it('spills nothing readable', () => {
    expect(spilt()).toEqual([]);
  });

  it('would spill the surname were temporary storage left to files', () => {
    connection.pragma('temp_store = FILE');
    expect(spilt().length).toBeGreaterThan(0);
  });

  it('keeps temporary storage in memory on readers too', () => {
    const key = newStoreKey();
    const path = join(folder, 'reader.vsk');
    openForWriting(path, key, { mustExist: false }).close();
    expect(() => openForReading(path, key)).not.toThrow();
    const reader = openForReading(path, key);
    expect(reader.pragma('temp_store', { simple: true })).toBe(2);
    reader.close();
  });
});

describe('a store is encrypted from its creation', () => {
  const create = () =>
    createStore({
      folder: join(folder, 'new'),
      migrationsFolder: join(process.cwd(), 'migrations'),
      passphrase: testPassphrase,
      userName: 'Test Administrator',
      clock: fixedClock('2025-03-31'),
      demonstration: false,
      stretch: cheapStretch,
    });

  it('its header is not that of SQLite, and its bytes are as even as noise', async () => {
    const { connection, audit, ring } = await create();
    const { store, audit: auditFile, key: keyFile } = storeFiles(join(folder, 'new'));
    connection.pragma('wal_checkpoint(TRUNCATE)');
    expect(header(store)).not.toContain('SQLite format');
    const bytes = readFileSync(store);
    expect(holds(bytes, 'CREATE TABLE')).toBe(false);
    const counts = new Array<number>(256).fill(0);
    for (const byte of bytes) counts[byte] = (counts[byte] ?? 0) + 1;
    const entropy = counts.reduce(
      (sum, count) => sum - (count === 0 ? 0 : (count / bytes.length) * Math.log2(count / bytes.length)),
      0,
    );
    expect(entropy).toBeGreaterThan(7.99);
    audit.append({ user: { id: 'u', name: 'Test Administrator' }, action: 'read child', outcome: 'done' });
    expect(audit.connection.pragma('temp_store', { simple: true })).toBe(2);
    audit.close();
    expect(header(auditFile)).not.toContain('SQLite format');
    for (const words of ['CREATE TABLE', 'Test Administrator', 'read child'])
      expect(holds(readFileSync(auditFile), words)).toBe(false);
    const written = readFileSync(keyFile, 'utf8');
    expect(written).not.toContain(ring.key.toString('hex'));
    expect(written).not.toContain(ring.key.toString('base64'));
    expect(written).not.toContain('Test Administrator');
    connection.close();
  });

  it('cannot come to be in plain text by forgetting the key', async () => {
    const forgotten = vi.spyOn(Database.prototype, 'key').mockImplementation(() => 0);
    const path = join(folder, 'plain.vsk');
    expect(() => openForWriting(path, newStoreKey(), { mustExist: false })).toThrow(PlaintextStoreError);
    await expect(create()).rejects.toThrow(PlaintextStoreError);
    expect(forgotten).toHaveBeenCalledTimes(2);
    expect(existsSync(storeFiles(join(folder, 'new')).store)).toBe(false);
  });

  it('refuses a wiped key, a short key, and a plain SQLite file', () => {
    const path = join(folder, 'store.vsk');
    expect(() => openForWriting(path, Buffer.alloc(32), { mustExist: false })).toThrow(/wiped/);
    expect(() => openForWriting(path, Buffer.alloc(16, 1), { mustExist: false })).toThrow(/32 bytes/);
    expect(existsSync(path)).toBe(false);
    const plain = new Database(path);
    plain.exec('CREATE TABLE child (id text)');
    plain.close();
    expect(header(path)).toBe('SQLite format 3\0');
    expect(() => openForWriting(path, newStoreKey())).toThrow(PlaintextStoreError);
    expect(() => openForReading(path, newStoreKey())).toThrow(PlaintextStoreError);
  });

  it('leaves no file behind when creation fails half-way', async () => {
    vi.spyOn(Database.prototype, 'transaction').mockImplementation(() => {
      throw new Error('the disk went away');
    });
    await expect(create()).rejects.toThrow('the disk went away');
    const files = storeFiles(join(folder, 'new'));
    for (const file of [files.store, `${files.store}-wal`, `${files.store}-shm`, files.key])
      expect(existsSync(file)).toBe(false);
  });
});

describe('a backup', () => {
  const key = newStoreKey();
  let connection: Connection;
  let surname: string;
  beforeEach(() => {
    surname = aSurname();
    connection = openForWriting(join(folder, 'store.vsk'), key, { mustExist: false });
    connection.exec('CREATE TABLE child_name (surname TEXT) STRICT');
    connection.prepare('INSERT INTO child_name VALUES (?)').run(surname);
  });
  afterEach(() => connection.close());
  const options = () => ({
    connection,
    key,
    folder: join(folder, 'backups'),
    label: 'test',
    now: new Date('2025-03-31T09:00:00Z'),
  });

  it('opens with the key only, holds the rows, and no surname to be read', () => {
    const path = backUp(options());
    expect(path).toBe(join(folder, 'backups', 'backup-2025-03-31T09-00-00-000Z-test.vsk'));
    const copy = openForReading(path, key);
    expect(copy.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(copy.prepare('SELECT surname FROM child_name').pluck().all()).toEqual([surname]);
    copy.close();
    expect(() => openForReading(path, newStoreKey())).toThrow();
    expect(header(path)).not.toContain('SQLite format');
    expect(filesHolding(folder, surname)).toEqual([]);
  });

  it('that cannot be verified leaves nothing', () => {
    expect(() => backUp({ ...options(), key: newStoreKey() })).toThrow();
    expect(filesHolding(join(folder, 'backups'), '')).toEqual([]);
    expect(() => backUp({ ...options(), folder: join(folder, 'store.vsk') })).toThrow();
  });

  it('that is interrupted while it is written leaves nothing', () => {
    const prepare = connection.prepare.bind(connection);
    vi.spyOn(connection, 'prepare').mockImplementation((sql: string) => {
      if (!sql.startsWith('VACUUM')) return prepare(sql);
      return {
        run: (path: string) => {
          writeFileSync(path, 'half a copy');
          throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });
        },
      } as never;
    });
    expect(() => backUp(options())).toThrow('full');
    expect(filesHolding(join(folder, 'backups'), '')).toEqual([]);
  });
});
