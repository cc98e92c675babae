import { expect } from 'vitest';
import { type ImportPreview, importPreview, importResult } from '#contract/imports.ts';
import type { Job } from '#contract/jobs.ts';
import type { TestStore } from '#test/make/aStore.ts';

export type Outcome = ImportPreview['files'][number];
/** File name to text. */
export type Files = Readonly<Record<string, string>>;

const asFiles = (files: Files) =>
  Object.entries(files).map(([name, text]) => ({ name, bytes: new TextEncoder().encode(text) }));

/** CSV from rows of cells separated by commas, one line each, indentation taken off. */
export const csv = (text: string): string =>
  text
    .trim()
    .split('\n')
    .map((line) => `${line.trim()}\r\n`)
    .join('');

export async function ended(store: TestStore, jobId: string): Promise<Job> {
  for (;;) {
    const job = await store.call('jobs.get', { jobId });
    if (job.state !== 'running') return job;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

async function resultOf(store: TestStore, jobId: string): Promise<unknown> {
  const job = await ended(store, jobId);
  if (job.state !== 'done') throw new Error(`${job.error?.code}: ${job.error?.message}`);
  return job.result;
}

export async function preview(store: TestStore, files: Files): Promise<ImportPreview> {
  const { jobId } = await store.call('imports.preview', { files: asFiles(files) });
  return importPreview.parse(await resultOf(store, jobId));
}

/** Previews and commits, saying yes to what is asked; what was previewed is what is committed. */
export async function importAll(store: TestStore, files: Files) {
  const before = await preview(store, files);
  const { jobId } = await store.call('imports.commit', {
    previewId: before.previewId,
    confirmed: before.questions.map(({ id }) => id),
  });
  const result = importResult.parse(await resultOf(store, jobId));
  expect(result.files).toEqual(before.files);
  return { ...result, possibleLeavers: before.possibleLeavers, previewId: before.previewId };
}

export async function undo(store: TestStore, batchId: string, reason = 'the wrong file'): Promise<Job> {
  const { jobId } = await store.call('imports.undo', { batchId, reason });
  return ended(store, jobId);
}

/** `added changed unchanged refused` of each file. */
export const counts = (files: readonly Outcome[]): string[] =>
  files.map(({ added, changed, unchanged, refused }) => `${added} ${changed} ${unchanged} ${refused}`);

export const rows = <Row = Record<string, unknown>>(store: TestStore, sql: string, ...values: unknown[]): Row[] =>
  store.context.reader.prepare(sql).all(...values) as Row[];

/** Everything that an import may write, as text, to compare before and after; ids of derived rows are made anew. */
export function everything(store: TestStore): Record<string, string[]> {
  const tables = rows<{ name: string }>(
    store,
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE '\\_\\_%' ESCAPE '\\'",
  ).map(({ name }) => name);
  const left = new Set(['change', 'change_set', 'import_batch', 'import_refusal', 'statement']);
  const derived = new Set(['care_period', 'locality_period']);
  return Object.fromEntries(
    tables
      .filter((table) => !left.has(table))
      .map((table) => [
        table,
        rows(store, `SELECT * FROM "${table}"`)
          // The head of the audit is noted in the store as often as it is sealed: it is nothing of the store's own.
          .filter((row) => table !== 'store_info' || row.key !== 'auditHead')
          .map((row) => JSON.stringify(derived.has(table) ? { ...row, id: undefined } : row))
          .sort(),
      ]),
  );
}
