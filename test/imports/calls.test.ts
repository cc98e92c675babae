import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aChild } from '#test/make/aChild.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';
import { auditEntries } from '#test/make/auditEntries.ts';
import { counts, csv, ended, everything, importAll, preview, rows, undo } from './support.ts';

let store: TestStore;
beforeEach(async () => {
  store = await aStore({ today: '2025-03-31' });
});
afterEach(() => store.close());

const list = (...names: string[]) => ({
  'list.csv': csv(
    [
      'local_id,legal_surname,legal_forename,date_of_birth,responsible_authority,care_start,social_worker',
      ...names.map((name, index) => `K${index + 1},${name},Alex,05/05/2012,886,01/01/2020,Sam Worker`),
    ].join('\n'),
  ),
});

describe('preview', () => {
  it('counts exactly and keeps nothing', async () => {
    const before = everything(store);
    const log = rows(store, 'SELECT count(*) AS n FROM change');
    const seen = await preview(store, {
      ...list('A', 'B'),
      'notes.txt': 'hello',
      'more.csv': 'CHILD,DOB,REVIEW,REVIEW_CODE\n1,2,3,4',
    });
    expect(counts(seen.files)).toEqual(['2 0 0 0', '0 0 0 0', '0 0 0 0']);
    expect(seen.files.map((file) => file.format)).toEqual(['looked-after-list', null, null]);
    expect(seen.files[2]?.formatTitle).toBe('SSDA903 Reviews');
    expect(everything(store)).toEqual(before);
    expect(rows(store, 'SELECT count(*) AS n FROM change')).toEqual(log);
  });

  it('is forgotten when discarded and when the store is locked', async () => {
    const first = await preview(store, list('A'));
    await store.call('imports.discard', { previewId: first.previewId });
    expect(await store.reply('imports.commit', { previewId: first.previewId })).toMatchObject({
      error: { code: 'notFound' },
    });
    const second = await preview(store, list('A'));
    await store.signInAsAdministrator();
    expect(await store.reply('imports.commit', { previewId: second.previewId })).toMatchObject({
      error: { code: 'notFound' },
    });
  });

  it('tells two files of one name apart', async () => {
    const bytes = new TextEncoder().encode(list('A')['list.csv']);
    const { jobId } = await store.call('imports.preview', {
      files: [
        { name: 'list.csv', bytes },
        { name: 'list.csv', bytes },
      ],
    });
    const job = await ended(store, jobId);
    expect((job.result as { files: { name: string }[] }).files.map((file) => file.name)).toEqual([
      'list.csv',
      'list.csv (2)',
    ]);
  });
});

describe('commit', () => {
  it('is refused by a demonstration', async () => {
    const demonstration = { ...store.context, demonstration: true };
    const { importProcedures } = await import('#service/calls/procedures/imports.ts');
    const bytes = new TextEncoder().encode(list('A')['list.csv']);
    expect(() => importProcedures['imports.preview'](demonstration, { files: [{ name: 'list.csv', bytes }] })).toThrow(
      /demonstration/,
    );
  });

  it('leaves nothing when it is cancelled', async () => {
    const names = Array.from({ length: 400 }, (_, index) => `Name${index}`);
    const { previewId } = await preview(store, list(...names));
    const before = everything(store);
    const { jobId } = await store.call('imports.commit', { previewId });
    await store.call('jobs.cancel', { jobId });
    expect(await ended(store, jobId)).toMatchObject({ state: 'cancelled' });
    expect(everything(store)).toEqual(before);
    expect((await store.call('imports.batches', {})).rows).toEqual([]);
    const { jobId: again } = await store.call('imports.commit', { previewId });
    expect(await ended(store, again)).toMatchObject({ state: 'done', call: 'imports.commit' });
  });

  it('keeps the refused rows of a batch to mend and bring back', async () => {
    const { batchId } = await importAll(store, {
      'list.csv': `${list('A')['list.csv']}K2,"O'Neil, Zoë",=1+1,31/02/2012,886,01/01/2020,\r\n`,
    });
    const { fileName, text } = await store.call('imports.refusedRows', { of: batchId, fileName: 'list.csv' });
    expect(fileName).toBe('refused-list.csv');
    expect(text).toContain('There is no such day');
    const back = await importAll(store, { [fileName]: text.replace('31/02/2012', '28/02/2012') });
    expect(counts(back.files)).toEqual(['1 0 0 0']);
    expect(rows(store, "SELECT surname, forename FROM child_name WHERE surname LIKE 'O%'")).toEqual([
      { surname: "O'Neil, Zoë", forename: '=1+1' },
    ]);
    expect(await store.reply('imports.refusedRows', { of: batchId, fileName: 'other.csv' })).toMatchObject({
      error: { code: 'notFound' },
    });
  });
});

describe('undo', () => {
  it('puts back what a second import changed, then the first, in that order only', async () => {
    const empty = everything(store);
    const first = await importAll(store, list('Before'));
    const between = everything(store);
    const second = await importAll(store, list('After', 'New'));
    expect(await undo(store, first.batchId)).toMatchObject({ state: 'failed', error: { code: 'conflict' } });
    expect(await undo(store, second.batchId)).toMatchObject({ state: 'done' });
    expect(everything(store)).toEqual(between);
    expect(await undo(store, first.batchId)).toMatchObject({ state: 'done' });
    expect(everything(store)).toEqual(empty);
    expect(await store.reply('imports.undo', { batchId: first.batchId, reason: 'again' })).toMatchObject({
      error: { code: 'conflict' },
    });
  });

  it('is refused, with the number of rows, when a later change touched them', async () => {
    const { batchId } = await importAll(store, list('A', 'B'));
    await store.write((writer) => {
      for (const { id } of rows<{ id: string }>(store, 'SELECT id FROM child_professional'))
        writer.update('child_professional', id, { name: 'Another' });
    });
    const before = everything(store);
    const job = await undo(store, batchId);
    expect(job).toMatchObject({
      state: 'failed',
      error: { code: 'conflict', message: expect.stringContaining('2 rows') },
    });
    expect(everything(store)).toEqual(before);
  });

  it('is refused when later rows stand on what it added', async () => {
    const { batchId } = await importAll(store, list('A'));
    const [child] = rows<{ id: string }>(store, 'SELECT id FROM child');
    await store.write((writer) =>
      writer.insert('sen_status', { child_id: child?.id ?? '', status: 'K', valid_from: '2024-09-01', valid_to: null }),
    );
    const before = everything(store);
    expect(await undo(store, batchId)).toMatchObject({ error: { message: expect.stringContaining('1 row') } });
    expect(everything(store)).toEqual(before);
  });

  it('is for administrators, and is audited', async () => {
    await store.write((writer) => aChild(writer));
    const { batchId } = await importAll(store, list('A'));
    await undo(store, batchId);
    expect(auditEntries(store.context, 'undo import')).toMatchObject([{ outcome: 'done' }]);
    await store.signInAs({ role: 'assistantHead', localityId: store.locality('EK3') });
    expect(await store.reply('imports.batches', {})).toMatchObject({ error: { code: 'forbidden' } });
  });
});
