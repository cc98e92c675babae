import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { Decrypter } from 'age-encryption';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { packExportResult, packOpened, packSaved } from '#contract/packs.ts';
import { joinContainer } from '#service/packs/vskpack/container.ts';
import { sealPack } from '#service/packs/vskpack/sealPack.ts';
import { AS_AT, aPackStore, ended, type PackStore, SECRET } from '#test/make/aPackStore.ts';
import { auditEntries } from '#test/make/auditEntries.ts';

const password = 'lantern copper meadow';
let made: PackStore;
let folder = '';
/** A pack exported as one file, and the same encrypted with less work: each real password takes seconds on purpose. */
let pack: { path: string; real: Bytes; bytes: Bytes };
type Bytes = Uint8Array<ArrayBuffer>;

beforeAll(async () => {
  made = await aPackStore();
  folder = mkdtempSync(join(tmpdir(), 'vsk-pack-file-'));
  const result = await exportedFile(folder);
  const path = result.packFile?.path ?? '';
  const real = new Uint8Array(readFileSync(path));
  const decrypter = new Decrypter();
  decrypter.addPassphrase(password);
  const container = await decrypter.decrypt(real);
  pack = { path, real, bytes: new Uint8Array(await sealPack({ container, password, work: 10 })) };
});
afterAll(() => {
  made.store.close();
  rmSync(folder, { recursive: true, force: true });
});
afterEach(() => made.store.signInAsAdministrator());

async function done(jobId: string) {
  const job = await ended(made.store, jobId);
  if (job.state !== 'done') throw new Error(`${job.state}: ${job.error?.code} ${job.error?.message}`);
  return job.result;
}
async function exportedFile(into: string, childIds: string[] = []) {
  const { schoolId } = made;
  const input = { schoolId, asAt: AS_AT, childIds, folder: into, as: 'file', password } as const;
  return packExportResult.parse(await done((await made.store.call('packs.export', input)).jobId));
}
async function opened(file = pack.bytes, typed = password) {
  return packOpened.parse(await done((await made.store.call('packs.open', { file, password: typed })).jobId));
}
async function saved(openedId: string, into: string) {
  return packSaved.parse(await done((await made.store.call('packs.saveOpened', { openedId, folder: into })).jobId));
}
const inFolder = (name: string) => {
  const path = join(folder, name);
  mkdirSync(path, { recursive: true });
  return path;
};
const auditOf = (action: string) =>
  auditEntries(made.store.context, action).map(({ outcome, detail, about }) => ({
    outcome,
    detail,
    subjects: about.map(({ kind, id }) => `${kind}:${id}`).join(','),
  }));

describe('exporting a pack as one file', () => {
  test('one file under the school and the date, for its owner alone; in the history and the audit like a folder', async () => {
    expect(basename(pack.path)).toBe('pack-999001-2025-03-31.vskpack');
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
    expect((await made.store.call('packs.history', {})).rows.at(-1)).toMatchObject({
      schoolName: 'Sample Academy',
      children: 3,
      folder: pack.path,
      protected: true,
      asFile: true,
      warnings: [],
    });
    const [entry] = auditOf('export pack files');
    expect(entry).toMatchObject({ outcome: 'done', detail: '4 files' });
    for (const id of [made.schoolId, made.ana, made.bea, made.cal]) expect(entry?.subjects).toContain(id);
  });

  test('nothing of it can be read without the password, and nothing of a confidential placement with it', async () => {
    const text = Buffer.from(pack.real).toString('latin1');
    for (const word of ['Alphaton', 'Sample Academy', '%PDF', 'LA-1001', SECRET.postcode])
      expect(text).not.toContain(word);
    const { files } = await opened(pack.real);
    expect(JSON.stringify(files)).not.toMatch(/Alphaton|Betaworth|Gammaley/);
  });

  test('needs a password of twelve characters', async () => {
    const input = { schoolId: made.schoolId, asAt: AS_AT, folder, as: 'file' };
    for (const given of [{}, { password: null }, { password: 'eleven char' }])
      expect(await made.store.reply('packs.export', { ...input, ...given })).toMatchObject({
        ok: false,
        error: { code: 'invalidInput', detail: { field: 'password' } },
      });
  });

  test('overwrites nothing', async () => {
    const own = inFolder('again');
    writeFileSync(join(own, 'pack-999001-2025-03-31.vskpack'), 'here before');
    const { packFile } = await exportedFile(own, [made.ana]);
    expect(basename(packFile?.path ?? '')).toBe('pack-999001-2025-03-31 (2).vskpack');
    expect(readFileSync(join(own, 'pack-999001-2025-03-31.vskpack'), 'utf8')).toBe('here before');
  });

  test('cancelled while it is drawn or encrypted: no file, nothing in the history', async () => {
    const own = inFolder('cancelled');
    const before = (await made.store.call('packs.history', {})).rows.length;
    for (const moment of ['drawn', 'Encrypting']) {
      const input = { schoolId: made.schoolId, asAt: AS_AT, folder: own, as: 'file', password } as const;
      const { jobId } = await made.store.call('packs.export', input);
      while (!(await made.store.call('jobs.get', { jobId })).message.includes(moment))
        await new Promise((resolve) => setImmediate(resolve));
      await made.store.call('jobs.cancel', { jobId });
      expect((await ended(made.store, jobId)).state, moment).toBe('cancelled');
    }
    expect(readdirSync(own)).toEqual([]);
    expect((await made.store.call('packs.history', {})).rows).toHaveLength(before);
  });

  test('a folder that is gone when it is written leaves nothing, and says so', async () => {
    const own = inFolder('gone');
    const input = { schoolId: made.schoolId, asAt: AS_AT, folder: own, as: 'file', password } as const;
    const { jobId } = await made.store.call('packs.export', input);
    rmSync(own, { recursive: true });
    const job = await ended(made.store, jobId);
    expect([job.state, job.error?.code]).toEqual(['failed', 'cannotWrite']);
  });

  test('where it lands stands in the audit and the history, by code', async () => {
    const cloud = inFolder('OneDrive - Council');
    const { packFile } = await exportedFile(cloud, [made.cal]);
    expect(auditOf('export pack files').at(-1)?.detail).toBe('2 files; synchronised');
    const { schoolId } = made;
    const { jobId } = await made.store.call('packs.export', { schoolId, asAt: AS_AT, folder: cloud });
    await done(jobId);
    expect(auditOf('export pack files').at(-1)?.detail).toBe('4 files; synchronised');
    const { rows } = await made.store.call('packs.history', { limit: 2 });
    expect(rows.map((row) => [row.asFile, row.warnings])).toEqual([
      [false, ['synchronised']],
      [true, ['synchronised']],
    ]);
    expect(rows[1]?.folder).toBe(packFile?.path);
  });
});

test('a file saved by the dialog stands in the audit by its kind and where it went; a word that may be a name does not', async () => {
  const { warnings } = await made.store.call('exports.noteSaved', { what: 'children', folder: inFolder('Dropbox') });
  expect(warnings.map((warning) => warning.kind)).toEqual(['synchronised']);
  expect((await made.store.call('exports.noteSaved', { what: 'gap', folder })).warnings).toEqual([]);
  expect(auditOf('save file').map((entry) => entry.detail)).toEqual(['children; synchronised', 'gap']);
  for (const what of ['Ana Alphaton', 'children-2025', '', 'a'.repeat(31)])
    expect(await made.store.reply('exports.noteSaved', { what, folder })).toMatchObject({
      ok: false,
      error: { code: 'invalidInput' },
    });
});

describe('opening one', () => {
  test('says what is in it, audited with the school; the documents are saved as they were', async () => {
    const result = await opened();
    expect(result).toMatchObject({
      school: { schoolId: made.schoolId, urn: '999001', name: 'Sample Academy' },
      asAt: AS_AT,
    });
    expect(auditOf('try to open review pack').at(-1)).toMatchObject({ outcome: 'done', subjects: '' });
    expect(auditOf('open review pack').at(-1)).toEqual({
      outcome: 'done',
      detail: '4 files',
      subjects: `school:${made.schoolId}`,
    });
    const out = inFolder('saved');
    const { folder: own, files } = await saved(result.openedId, out);
    expect(own).toBe(join(out, 'pack-999001-2025-03-31'));
    expect(readdirSync(own).sort()).toEqual(files.map((file) => file.fileName).sort());
    // Same pack, same day, same bytes: the PDFs are those that a folder would hold.
    const { schoolId } = made;
    const direct = packExportResult.parse(
      await done((await made.store.call('packs.export', { schoolId, asAt: AS_AT, folder: inFolder('direct') })).jobId),
    );
    for (const { fileName } of direct.files)
      expect(Buffer.compare(readFileSync(join(own, fileName)), readFileSync(join(direct.folder, fileName)))).toBe(0);
    expect(auditOf('save review pack').at(-1)).toMatchObject({ detail: '4 files', subjects: `school:${schoolId}` });
    // Once more: the same pack is still open, and a second folder beside the first.
    expect((await saved(result.openedId, out)).folder).toBe(`${own} (2)`);
    expect((await saved(result.openedId, inFolder('Dropbox'))).files).toHaveLength(4);
    expect(auditOf('save review pack').at(-1)?.detail).toBe('4 files; synchronised');
  });

  test('a wrong password and a damaged file are told apart; the attempt is in the audit', async () => {
    const attempts = auditOf('try to open review pack').length;
    const successes = auditOf('open review pack').length;
    const fails = async (file: Bytes, typed: string) => {
      const { jobId } = await made.store.call('packs.open', { file, password: typed });
      return (await ended(made.store, jobId)).error?.code;
    };
    const damaged = pack.bytes.slice();
    damaged[5000] = (damaged[5000] as number) ^ 1;
    expect(await fails(pack.bytes, 'lantern copper meadows')).toBe('wrongPassphrase');
    expect(await fails(damaged, password)).toBe('invalidInput');
    expect(auditOf('try to open review pack')).toHaveLength(attempts + 2);
    expect(auditOf('open review pack')).toHaveLength(successes);
  });

  test('empty, too large, or no pack at all: refused before any work, audited as failed', async () => {
    for (const [bytes, words] of [
      [new Uint8Array(), 'empty'],
      [new Uint8Array(64 * 1024 * 1024 + 1), 'larger than 64 MB'],
      [new Uint8Array(Buffer.from('%PDF-1.7')), 'no review pack'],
    ] as const)
      expect(await made.store.reply('packs.open', { file: bytes, password })).toMatchObject({
        ok: false,
        error: { code: 'invalidInput', detail: { message: expect.stringContaining(words) } },
      });
    expect(auditOf('try to open review pack').at(-1)).toMatchObject({ outcome: 'failed' });
  });

  test('of a school this store does not have: opened, audited without a school', async () => {
    const about = { school: { urn: '999777', name: 'Another School' }, asAt: AS_AT, madeAt: '2025-04-01T09:30:00Z' };
    const documents = [{ name: 'pack-999777-00-cover.pdf', bytes: new Uint8Array(Buffer.from('%PDF-1.7')) }];
    const container = joinContainer(about, documents);
    const file = new Uint8Array(await sealPack({ container, password, work: 10 }));
    expect((await opened(file)).school).toEqual({ schoolId: null, urn: '999777', name: 'Another School' });
    expect(auditOf('open review pack').at(-1)).toEqual({
      outcome: 'done',
      detail: '1 file; school not in this store',
      subjects: '',
    });
  });

  test('an assistant head opens what was handed over; a reader does not', async () => {
    await made.store.signInAs({ role: 'assistantHead', localityId: made.store.locality('NWK') });
    expect((await opened()).files).toHaveLength(4);
    await made.store.signInAs({ role: 'reader' });
    for (const [name, input] of [
      ['packs.open', { file: pack.bytes, password }],
      ['packs.saveOpened', { openedId: made.ana, folder }],
      ['packs.discardOpened', { openedId: made.ana }],
    ] as const)
      expect(await made.store.reply(name, input)).toMatchObject({ ok: false, error: { code: 'forbidden' } });
  });

  test('let go, or locked: it is no longer open', async () => {
    const out = inFolder('after');
    const notThere = { ok: false, error: { code: 'notFound' } };
    const first = await opened();
    await made.store.call('packs.discardOpened', { openedId: first.openedId });
    expect(await made.store.reply('packs.saveOpened', { openedId: first.openedId, folder: out })).toMatchObject(
      notThere,
    );
    const second = await opened();
    await made.store.signInAsAdministrator();
    expect(await made.store.reply('packs.saveOpened', { openedId: second.openedId, folder: out })).toMatchObject(
      notThere,
    );
    expect(readdirSync(out)).toEqual([]);
  });

  test('into a folder that is not there: refused, and the pack stays open', async () => {
    const { openedId } = await opened();
    const reply = await made.store.reply('packs.saveOpened', { openedId, folder: join(folder, 'nowhere') });
    expect(reply).toMatchObject({ ok: false, error: { code: 'cannotWrite', detail: { field: 'folder' } } });
    expect((await saved(openedId, inFolder('somewhere'))).files).toHaveLength(4);
  });
});
