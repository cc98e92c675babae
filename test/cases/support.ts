import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ImportPreview, importPreview, importResult } from '#contract/imports.ts';
import { addDays } from '#domain/calendar/plainDate.ts';
import { ended, rows } from '#test/imports/support.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';

const inputs = join(import.meta.dirname, 'inputs');
/** The day it is in every case; imports are as of this day and the weeks before it. */
const TODAY = '2026-11-27';

/** A new store into which the numbered files of a case are brought. */
export type CaseStore = TestStore & {
  /**
   * Brings in files by their numbers together, a week after the time before; `lastWeek` at once with it. Says yes to what is asked.
   * Answers the preview, whose files are what was then imported.
   */
  bring(...numbers: number[]): Promise<ImportPreview>;
  select<Row = Record<string, unknown>>(sql: string): Row[];
};

/** @example const store = await aCase('next-years-enrolment-row'); await store.bring(1, 2, 3) */
export async function aCase(name: string): Promise<CaseStore> {
  const store = await aStore({ today: TODAY });
  const names = readdirSync(join(inputs, name));
  let week = 0;
  const bring = async (...numbers: number[]) => {
    const asOf = addDays('2026-10-02', week * 7);
    week += 1;
    const files = numbers.map((number) => {
      const file = names.find((each) => each.startsWith(`${number}-`)) ?? '';
      return { name: file, bytes: new Uint8Array(readFileSync(join(inputs, name, file))), asOf };
    });
    const read = await ended(store, (await store.call('imports.preview', { files })).jobId);
    const preview = importPreview.parse(read.result);
    const confirmed = preview.questions.map(({ id }) => id);
    const { jobId } = await store.call('imports.commit', { previewId: preview.previewId, confirmed });
    const job = await ended(store, jobId);
    if (job.state !== 'done') throw new Error(job.error?.message);
    const { files: imported } = importResult.parse(job.result);
    if (JSON.stringify(imported) !== JSON.stringify(preview.files)) throw new Error('Not what was previewed.');
    return preview;
  };
  return Object.assign(Object.create(store) as TestStore, {
    bring,
    select: (sql: string) => rows(store, sql) as never[],
  });
}
