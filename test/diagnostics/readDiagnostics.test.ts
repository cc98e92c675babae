import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Diagnostics, diagnostics } from '#contract/diagnostics.ts';
import { fixedClock } from '#db/clock.ts';
import { openForWriting } from '#db/open.ts';
import { log, recordDuration, recordFailure } from '#service/context/log.ts';
import { storeFiles } from '#service/context/storeFiles.ts';
import { readDiagnostics } from '#service/store/diagnostics/readDiagnostics.ts';
import { folderInWords, sizeInWords } from '#service/store/diagnostics/section.ts';
import { aChild } from '#test/make/aChild.ts';
import { aSchool } from '#test/make/aSchool.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';

const names = {
  user: 'Wilhelmina Crabtree',
  forename: 'Ottoline',
  surname: 'Quillfeather',
  school: 'St Oswin of Elmstone',
  folder: 'Thistledown papers',
  socialWorker: 'Barnaby Penhaligon',
};
let parent: string;
let store: TestStore;

const deps = () => ({
  folder: store.host.folder,
  appVersion: '0.9.0',
  clock: fixedClock('2025-03-31'),
  open: store.host.service && {
    reader: store.host.service.context.reader,
    lockAfterMinutes: 10,
    copyKey: () => store.host.service?.context.store.copyKey() ?? Buffer.alloc(32),
    ...auditOf(store),
  },
});
const auditOf = ({ host }: TestStore) => ({
  lastAuditCheck: () => host.session?.watch.last ?? null,
  checkAudit: () => host.session?.watch.check() ?? Promise.reject(new Error('The store is locked.')),
});
const rowOf = (read: Diagnostics, name: string) =>
  read.sections.flatMap(({ rows }) => rows).find((row) => row.name === name);
const expectNoName = (read: Diagnostics) => {
  const text = JSON.stringify(read).toLowerCase();
  for (const name of Object.values(names))
    for (const part of name.split(' ').filter((word) => word.length > 3))
      expect(text).not.toContain(part.toLowerCase());
};

beforeAll(async () => {
  parent = mkdtempSync(join(tmpdir(), 'vsk-diagnostics-'));
  const folder = join(parent, names.folder);
  mkdirSync(folder);
  store = await aStore({ folder });
  await store.write((writer) => {
    const schoolId = aSchool(writer, { name: names.school });
    aChild(writer, {
      name: { forename: names.forename, surname: names.surname },
      socialWorker: names.socialWorker,
      enrolments: [{ schoolId, start: '2024-09-01' }],
    });
  });
  await store.signInAs({ role: 'administrator', name: names.user });
  log.forget();
  recordFailure('children.get', Object.assign(new Error(`no ${names.surname}`), { code: 'SQLITE_CORRUPT' }));
  recordDuration('children.list', 98_765);
  await store.call('children.list', { asAt: '2025-03-31', filters: { search: names.surname } });
});
afterAll(() => {
  log.forget();
  store.close();
  rmSync(parent, { recursive: true, force: true });
});

describe('diagnostics', () => {
  it('tell versions, sizes, counts, slow calls and last errors of an open store, and nobody’s name', async () => {
    const read = diagnostics.parse(await readDiagnostics(deps(), { checkIntegrity: false }));
    expectNoName(read);
    expect(rowOf(read, 'VSK Tracker')?.value).toBe('0.9.0');
    expect(rowOf(read, 'SQLite')?.value).toMatch(/^3\.\d+\.\d+, SQLite3 Multiple Ciphers [\d.]+, driver [\d.]+$/);
    expect(rowOf(read, 'Folder')?.value).toMatch(/…\/store$/);
    expect(rowOf(read, 'Store file')?.value).toMatch(/^\d+\.\d MB$/);
    expect(rowOf(read, 'child')?.value).toBe('1');
    expect(rowOf(read, 'user')?.value).toBe('2');
    expect(rowOf(read, 'Passphrases')?.value).toBe('2');
    expect(rowOf(read, 'Recovery key')).toMatchObject({ value: 'none', state: 'look' });
    expect(rowOf(read, 'Locks after')?.value).toBe('10 min idle');
    expect(rowOf(read, 'children.list')?.value).toMatch(/^\d+ calls, half within [\d,]+ ms, worst 98,765 ms$/);
    expect(rowOf(read, 'SQLITE_CORRUPT in children.get')?.value).toMatch(/^once, last 20\d\d-.*, Error at /);
    expect(rowOf(read, 'Last backup')).toMatchObject({ value: 'none yet', state: 'look' });
  });

  it('read every page when asked to', async () => {
    const read = await readDiagnostics(deps(), { checkIntegrity: true });
    expect(rowOf(read, 'integrity_check')).toMatchObject({ value: 'ok', state: 'fine' });
    expect(rowOf(read, 'foreign_key_check')).toMatchObject({ value: 'ok', state: 'fine' });
    expect(rowOf(read, 'Audit check')).toMatchObject({ value: expect.stringContaining('follows'), state: 'fine' });
    expect(rowOf(read, 'Entries')?.value).toMatch(/^\d+, the last is number \d+$/);
  });

  it('find rows without their parent, and pages that cannot be read', async () => {
    const other = await aStore();
    try {
      const key = other.context.store.copyKey();
      const path = storeFiles(other.host.folder).store;
      const open = {
        reader: other.context.reader,
        lockAfterMinutes: 10,
        copyKey: () => Buffer.from(key),
        ...auditOf(other),
      };
      const check = () => readDiagnostics({ ...deps(), folder: other.host.folder, open }, { checkIntegrity: true });
      await other.write((writer) => {
        for (let count = 0; count < 200; count += 1)
          aChild(writer, { name: { forename: 'Test', surname: names.surname } });
      });
      const beside = openForWriting(path, key);
      beside.pragma('foreign_keys = OFF');
      beside.prepare('DELETE FROM child').run();
      expect(beside.pragma('foreign_key_check')).not.toEqual([]);
      beside.pragma('wal_checkpoint(TRUNCATE)');
      beside.close();
      const orphans = await check();
      expect(rowOf(orphans, 'foreign_key_check')).toMatchObject({
        state: 'bad',
        value: expect.stringMatching(/^\d+ rows without/),
      });
      expectNoName(orphans);
      const file = openSync(path, 'r+');
      // A page in three: wherever one falls, some of them hold rows.
      for (let at = 3 * 4096; at < statSync(path).size; at += 3 * 4096)
        writeSync(file, Buffer.alloc(64, 0xaa), 0, 64, at + 1000);
      closeSync(file);
      const damaged = await check();
      expect(rowOf(damaged, 'Check')).toMatchObject({ value: 'the store could not be read to its end', state: 'bad' });
      expectNoName(damaged);
    } finally {
      other.close();
    }
  });

  it('tell of a locked store what its files tell, and mark what was left over', async () => {
    store.host.lock();
    const files = storeFiles(store.host.folder);
    writeFileSync(files.rekeyed, 'half');
    writeFileSync(join(store.host.folder, `${names.surname}.docx`), 'not ours');
    const read = diagnostics.parse(await readDiagnostics(deps(), { checkIntegrity: true }));
    expectNoName(read);
    expect(rowOf(read, 'Files left over')).toMatchObject({ value: '1, of work that was cut off', state: 'look' });
    expect(rowOf(read, 'Other files in the folder')).toMatchObject({ value: '1', state: 'look' });
    expect(rowOf(read, 'Check')?.value).toBe('not while the store is locked');
    expect(rowOf(read, 'child')).toBeUndefined();
    writeFileSync(files.key, '{}');
    expect(rowOf(await readDiagnostics(deps(), { checkIntegrity: false }), 'Key file')).toMatchObject({
      state: 'bad',
    });
  });
});

describe('a folder for somebody else’s eyes', () => {
  it.each([
    ['/home/jo/VSK Tracker/store', '/home/jo', '~/VSK Tracker/store'],
    ['/home/jo', '/home/jo', '~'],
    ['/home/jo/Ana Sample/Class 4/store', '/home/jo', '~/…/store'],
    ['/home/joanna/store', '/home/jo', '/home/…/store'],
    ['C:\\Users\\jo\\AppData\\Roaming\\VSK Tracker\\store', 'C:\\Users\\jo', '~/AppData/Roaming/VSK Tracker/store'],
    ['D:\\Elmstone School\\store', 'C:\\Users\\jo', 'D:/…/store'],
    ['\\\\server\\share\\store', 'C:\\Users\\jo', '//…/store'],
  ])('%s', (folder, home, words) => {
    expect(folderInWords(folder, home)).toBe(words);
  });

  it('sizes', () => {
    expect([0, 999, 1_000, 1_234_567, 82_200_000_000].map(sizeInWords)).toEqual([
      '0 bytes',
      '999 bytes',
      '1.0 kB',
      '1.2 MB',
      '82.2 GB',
    ]);
  });
});
