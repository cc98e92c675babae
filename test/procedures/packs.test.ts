import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AS_AT, amend, aPackStore, ended, exported, type PackStore } from '#test/make/aPackStore.ts';
import { aSchool } from '#test/make/aSchool.ts';
import { auditEntries } from '#test/make/auditEntries.ts';

let made: PackStore;
let folder = '';
beforeEach(async () => {
  made = await aPackStore();
  folder = mkdtempSync(join(tmpdir(), 'vsk-pack-out-'));
});
afterEach(() => {
  made.store.close();
  rmSync(folder, { recursive: true, force: true });
});

const preview = (more: { childIds?: string[]; asAt?: string; schoolId?: string } = {}) =>
  made.store.call('packs.preview', { schoolId: made.schoolId, asAt: AS_AT, ...more });
const refused = async (name: string, input: object) => {
  const reply = await made.store.reply(name, { schoolId: made.schoolId, asAt: AS_AT, ...input });
  if (reply.ok) throw new Error('It was not refused.');
  return reply.error;
};
const auditOf = (action: string) =>
  auditEntries(made.store.context, action).map(({ outcome, detail, about }) => ({
    outcome,
    detail,
    subjects: about.length === 0 ? null : about.map(({ kind, id }) => `${kind}:${id}`).join(','),
  }));

describe('who is in a pack', () => {
  test('pupils looked after on the date, by name; not the sealed, those who left, or another school', async () => {
    const { children, school, designatedTeacher, safeguardingLead, problems } = await preview();
    expect(children.map((child) => child.listName)).toEqual(['ALPHATON, Ana', 'BETAWORTH, Bea', 'GAMMALEY, Cal']);
    expect(children.map((child) => child.confidentialPlacement)).toEqual([false, true, false]);
    expect(school).toEqual({ schoolId: made.schoolId, name: 'Sample Academy', urn: '999001' });
    expect(designatedTeacher?.name).toBe('Dora Teacher');
    expect(safeguardingLead?.name).toBe('Sam Guard');
    expect(problems).toEqual([{ stops: false, words: expect.stringContaining('The placement of LA-1002 is secret') }]);
  });

  test('the figures of a child: attendance to the date, the last PEP and its quality, the questions', async () => {
    const child = (await preview()).children[0];
    // Six weeks of marks, the last cut after its Monday: 52 sessions, of which each second week misses four.
    expect(child?.attendancePercent).toBeCloseTo((100 * (52 - 8)) / 52, 10);
    expect(child).toMatchObject({ ncYear: 7, lastPepHeld: '2024-12-10', lastPepOverall: 'red' });
    expect(child?.questions.some((text) => text.includes('to bring attendance to 95 %'))).toBe(true);
    expect(child?.questions.at(-1)).toContain('What has gone well');
  });

  test('the day care ended is no day in care; the day before is', async () => {
    const names = async (asAt: string) => (await preview({ asAt })).children.map((child) => child.listName);
    expect(await names('2025-03-30')).toContain('LEFTWICK, Goneril');
    expect(await names('2025-03-31')).not.toContain('LEFTWICK, Goneril');
    expect(await names('2024-08-31')).toEqual([]);
  });

  test('an old date opens no sealed record', async () => {
    const names = (await preview({ asAt: '2025-01-15' })).children.map((child) => child.listName);
    expect(names.join()).not.toContain('ADOPTHAM');
  });

  test('a child of another school is refused with the number and no name', async () => {
    const error = await refused('packs.preview', { childIds: [made.ana, made.zed] });
    expect(error.code).toBe('forbidden');
    expect(error.detail.message).toContain('1 of the 2 children chosen is not a pupil');
    expect(JSON.stringify(error)).not.toMatch(/Omega|Zed|Alpha|LA-10/);
    expect((await refused('packs.export', { childIds: [made.zed], folder })).code).toBe('forbidden');
  });

  test('chosen children only', async () => {
    expect((await preview({ childIds: [made.cal] })).children.map((child) => child.childId)).toEqual([made.cal]);
  });

  test('no such school, no such day', async () => {
    expect((await refused('packs.preview', { schoolId: made.ana })).code).toBe('notFound');
    expect((await refused('packs.preview', { asAt: '2025-02-30' })).code).toBe('invalidInput');
  });
});

describe('to whom it goes', () => {
  test('without a designated teacher on the date nothing is exported, and it says what to do', async () => {
    const schoolId = await made.store.write((writer) => {
      const id = aSchool(writer, {
        designatedTeacher: [{ name: 'Former Teacher', from: '2010-01-01', to: '2025-03-30' }],
      });
      amend(writer, 'enrolment', 'child_id', made.ana, { school_id: id });
      return id;
    });
    const { problems, designatedTeacher } = await preview({ schoolId });
    expect(designatedTeacher).toBeNull();
    expect(problems.find((problem) => problem.stops)?.words).toContain('Bring in the schools file');
    const error = await refused('packs.export', { schoolId, folder });
    expect(error.code).toBe('conflict');
    expect(error.detail.message).toContain('No designated teacher');
    expect(readdirSync(folder)).toEqual([]);
    expect((await preview({ schoolId, asAt: '2025-03-30' })).designatedTeacher?.name).toBe('Former Teacher');
  });

  test('a lead who is missing, or is the designated teacher, is told and not named in the pack', async () => {
    await made.store.write((writer) =>
      amend(writer, 'school_contact', 'name', 'Sam Guard', { name: ' dora  TEACHER' }),
    );
    const same = await preview();
    expect(same.safeguardingLead).toBeNull();
    expect(same.problems[0]).toEqual({ stops: false, words: expect.stringContaining('recorded as one person') });
    await made.store.write((writer) =>
      amend(writer, 'school_contact', 'name', ' dora  TEACHER', { valid_to: '2025-03-30' }),
    );
    expect((await preview()).problems[0]?.words).toContain('No designated safeguarding lead');
  });
});

describe('scope and role', () => {
  test('an assistant head gets the children of the own locality; others are refused', async () => {
    await made.store.signInAs({ role: 'assistantHead', localityId: made.store.locality('EK2') });
    expect((await preview()).children.map((child) => child.childId)).toEqual([made.cal]);
    expect((await refused('packs.export', { childIds: [made.ana], folder })).code).toBe('forbidden');
    await made.store.signInAs({ role: 'assistantHead', localityId: made.store.locality('NWK') });
    expect((await preview()).children).toEqual([]);
    const error = await refused('packs.export', { folder });
    expect(error.code).toBe('conflict');
    expect(error.detail.message).toContain('No looked-after child of your localities');
    expect(readdirSync(folder)).toEqual([]);
  });

  test('a reader may not preview, export or see the register', async () => {
    await made.store.signInAs({ role: 'reader' });
    expect((await refused('packs.preview', {})).code).toBe('forbidden');
    expect((await refused('packs.export', { folder })).code).toBe('forbidden');
    expect((await refused('packs.history', {})).code).toBe('forbidden');
  });

  test('somebody with one locality sees their own exports in the register only', async () => {
    await exported(made, folder);
    expect((await made.store.call('packs.history', {})).rows).toHaveLength(1);
    await made.store.signInAs({ role: 'assistantHead', localityId: made.store.locality('EK2'), name: 'Eve Head' });
    expect((await made.store.call('packs.history', {})).rows).toEqual([]);
    await exported(made, folder);
    expect((await made.store.call('packs.history', {})).rows).toMatchObject([{ by: 'Eve Head', children: 1 }]);
  });
});

describe('writing it', () => {
  test('a PDF for each child, the cover last, with pages and bytes; recorded and audited', async () => {
    const result = await exported(made, folder);
    expect(result.folder).toBe(join(folder, 'pack-999001-2025-03-31'));
    expect(result.files.map((file) => [file.fileName, file.childId])).toEqual([
      ['pack-999001-01-LA-1001.pdf', made.ana],
      ['pack-999001-02-LA-1002.pdf', made.bea],
      ['pack-999001-03-LA-1003.pdf', made.cal],
      ['pack-999001-00-cover.pdf', null],
    ]);
    expect(readdirSync(result.folder).sort()).toEqual(result.files.map((file) => file.fileName).sort());
    for (const file of result.files) {
      const bytes = readFileSync(join(result.folder, file.fileName));
      expect(bytes.length).toBe(file.bytes);
      expect(file.pages).toBe(bytes.toString('latin1').match(/\/Type \/Page\b/g)?.length);
    }
    expect((await made.store.call('packs.history', {})).rows).toMatchObject([
      { schoolName: 'Sample Academy', by: 'Test Administrator', children: 3, folder: result.folder, protected: false },
    ]);
    const [entry] = auditOf('export pack files');
    expect(entry).toMatchObject({ outcome: 'done', detail: '4 files' });
    for (const id of [made.schoolId, made.ana, made.bea, made.cal]) expect(entry?.subjects).toContain(id);
    expect(entry?.subjects).not.toContain(made.zed);
  });

  test('the same pack on the same day has the same bytes; nothing is overwritten', async () => {
    const one = await exported(made, folder);
    const two = await exported(made, folder);
    expect(two.folder).toBe(`${one.folder} (2)`);
    for (const { fileName } of one.files)
      expect(
        Buffer.compare(readFileSync(join(one.folder, fileName)), readFileSync(join(two.folder, fileName))),
        fileName,
      ).toBe(0);
  });

  test('a folder that is not there, or is a file, is refused with the reason', async () => {
    const missing = join(folder, 'nowhere');
    const error = await refused('packs.export', { folder: missing });
    expect(error).toMatchObject({ code: 'cannotWrite', detail: { field: 'folder' } });
    expect(error.detail.message).toContain('There is no folder');
    writeFileSync(missing, '');
    expect((await refused('packs.export', { folder: missing })).code).toBe('cannotWrite');
  });

  test('cancelled: no file, no folder, no entry in the register', async () => {
    const { jobId } = await made.store.call('packs.export', { schoolId: made.schoolId, asAt: AS_AT, folder });
    for (;;) {
      const job = await made.store.call('jobs.get', { jobId });
      if (job.done >= 1) break;
      await new Promise((resolve) => setImmediate(resolve));
    }
    await made.store.call('jobs.cancel', { jobId });
    const job = await ended(made.store, jobId);
    expect([job.state, job.error?.code]).toEqual(['cancelled', 'cancelled']);
    expect(readdirSync(folder)).toEqual([]);
    expect((await made.store.call('packs.history', {})).rows).toEqual([]);
    expect(auditOf('export pack files')).toEqual([]);
  });

  test('a failure in the middle takes back what was written', async () => {
    const { jobId } = await made.store.call('packs.export', { schoolId: made.schoolId, asAt: AS_AT, folder });
    const own = join(folder, 'pack-999001-2025-03-31');
    for (;;) {
      const job = await made.store.call('jobs.get', { jobId });
      if (job.done >= 1) break;
      await new Promise((resolve) => setImmediate(resolve));
    }
    // A folder stands where the cover is to go.
    mkdirSync(join(own, 'pack-999001-00-cover.pdf'));
    const job = await ended(made.store, jobId);
    expect([job.state, job.error?.code]).toEqual(['failed', 'cannotWrite']);
    expect(readdirSync(own)).toEqual(['pack-999001-00-cover.pdf']);
    expect((await made.store.call('packs.history', {})).rows).toEqual([]);
  });

  test('locking the store stops the export and leaves nothing', async () => {
    const { jobId } = await made.store.call('packs.export', { schoolId: made.schoolId, asAt: AS_AT, folder });
    while ((await made.store.call('jobs.get', { jobId })).done < 1)
      await new Promise((resolve) => setImmediate(resolve));
    expect(readdirSync(folder)).toHaveLength(1);
    made.store.host.lock();
    for (let turn = 0; turn < 200 && readdirSync(folder).length > 0; turn += 1)
      await new Promise((resolve) => setTimeout(resolve, 10));
    expect(readdirSync(folder)).toEqual([]);
    await made.store.signInAsAdministrator();
    expect((await made.store.call('packs.history', {})).rows).toEqual([]);
  });

  test('a short password is refused by the contract; a protected export is marked so', async () => {
    expect((await refused('packs.export', { folder, password: 'eleven char' })).code).toBe('invalidInput');
    await exported(made, folder, { childIds: [made.ana], password: 'twelve chars' });
    expect((await made.store.call('packs.history', {})).rows).toMatchObject([{ protected: true, children: 1 }]);
  });
});
