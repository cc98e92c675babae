import { spawnSync } from 'node:child_process';
import { closeSync, openSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ImportPreview, importPreview, importResult } from '#contract/imports.ts';
import { addDays } from '#domain/calendar/plainDate.ts';
import { ended, rows } from '#test/imports/support.ts';
import { aStore, type TestStore, testPassphrase } from '#test/make/aStore.ts';
import type { CaseInHand } from './theCases.ts';

const inputs = join(import.meta.dirname, 'inputs');
/** The day it is in every case; imports are as of this day and the weeks before it. */
const TODAY = '2026-11-27';

/** A case with the store that it is brought into. */
export type CaseStore = CaseInHand & { close(): void };

/** What `vsk import` said and how it ended, with the store locked meanwhile. */
export function vskImport(store: TestStore, paths: readonly string[], ...more: string[]) {
  store.host.lock();
  const secret = join(store.folder, 'passphrase');
  writeFileSync(secret, `${testPassphrase}\n`);
  const given = openSync(secret, 'r');
  const args = ['import', ...paths, ...more, '--store', join(store.folder, 'store'), '--passphrase-fd', '3'];
  const run = spawnSync(process.execPath, [join(process.cwd(), 'main/hosts/vsk.mjs'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe', given],
    encoding: 'utf8',
    // What one run compiled the next need not: a start costs half.
    env: { ...process.env, VSK_TODAY: TODAY, NODE_COMPILE_CACHE: join(tmpdir(), 'vsk-compiled-for-tests') },
  });
  closeSync(given);
  return { status: run.status, out: run.stdout, error: run.stderr };
}

const LEFT_ALONE = 'left alone';
const all = (text: string, pattern: RegExp): string[][] => [...text.matchAll(pattern)].map((found) => found.slice(1));

/** What the command line told, as a preview tells it: all that it prints, and no more. Notes stand with the first file. */
function asPreview({ out, error }: { out: string; error: string }, asked: string): ImportPreview {
  const refusals = all(error, /^ {2}row (\d+), (.*?): (.*) \(it says '([\s\S]*?)'\)$/gm).map(
    ([row, field, reason, value]) => ({
      row: Number(row),
      field: field ?? '',
      reason: reason ?? '',
      value: value ?? '',
    }),
  );
  const warnings = error
    .split(/^ {2}(?=note: |row |becomes otherwise: |and )/m)
    .flatMap((part) => (part.startsWith('note: ') ? [part.slice('note: '.length).trim()] : []));
  const counted =
    /^(.*): (.*): (\d+) rows = (\d+) added \+ (\d+) changed \+ (\d+) unchanged \+ (\d+) refused.*, as of (.*)$/gm;
  const files = all(out, counted).map(([name = '', formatTitle = '', ...numbers], at) => {
    const asOf = numbers.pop() ?? '';
    const [dataRows = 0, added = 0, changed = 0, unchanged = 0, refused = 0] = numbers.map(Number);
    const own = { name, format: null, formatTitle, asOf, dataRows, added, changed, unchanged, refused, waiting: 0 };
    return { ...own, refusals: refusals.splice(0, refused), warnings: at === 0 ? warnings : [] };
  });
  if (files.length === 0) {
    const [name = ''] = all(out, /^(.*): not a file this app reads; left alone$/gm)[0] ?? [];
    const nothing = { dataRows: 0, added: 0, changed: 0, unchanged: 0, refused: 0, waiting: 0 };
    files.push({ ...nothing, name, format: null, formatTitle: LEFT_ALONE, asOf: '', refusals: [], warnings });
  }
  const questions = all(asked, /^question: (.*)\n {2}id: (.*)$/gm).map(([words = '', id = '']) => ({
    ...{ id, words },
    ...{ fileName: '', confirm: '' },
  }));
  const differences = all(error, /^ {2}becomes otherwise: .*?, row \d+: (.*): (.*)$/gm).map(([was = '', now = '']) => ({
    was,
    now,
  }));
  const leavers = /^Not on the list: (\d+)/m.exec(out);
  return {
    ...{ previewId: 'of the command line', whoIs: [], differencesTotal: differences.length },
    ...{ files, questions, possibleLeavers: Number(leavers?.[1] ?? 0) },
    differences: differences as unknown as ImportPreview['differences'],
  };
}

/** Brings files in by the command line, saying yes to what is asked. */
async function byCommandLine(store: TestStore, paths: readonly string[], asOf: string): Promise<ImportPreview> {
  let run = vskImport(store, paths, '--as-of', asOf);
  const asked = run.status === ASKED ? run.error : '';
  if (asked !== '') run = vskImport(store, paths, '--as-of', asOf, '--confirm');
  if (![0, NOTHING_READ, ...TAKEN].includes(run.status ?? -1))
    throw new Error(`vsk import: ${run.status}: ${run.error}`);
  await store.signInAsAdministrator();
  const preview = asPreview(run, asked);
  const { files, possibleLeavers } = preview;
  const taken = files.some(({ refused }) => refused > 0) ? TAKEN[0] : possibleLeavers > 0 ? TAKEN[1] : 0;
  const says = files.every(({ formatTitle }) => formatTitle === LEFT_ALONE) ? NOTHING_READ : taken;
  if (run.status !== says) throw new Error(`vsk import ended with ${run.status}, not ${says}`);
  return preview;
}
/** Exit statuses: what is asked; no file read; done, but rows were refused; done, but children are not on the list. */
const [ASKED, NOTHING_READ, TAKEN] = [7, 8, [5, 9]] as const;

/**
 * A case. By the command line, what comes before the last of its files is brought in through calls, which is cheaper.
 *
 * @example const store = await aCase('next-years-enrolment-row'); await store.bring(1, 2, 3)
 */
export async function aCase(name: string, by: 'calls' | 'command line' = 'calls'): Promise<CaseStore> {
  const store = await aStore({ today: TODAY });
  const names = readdirSync(join(inputs, name));
  const last = Math.max(...names.map((each) => Number.parseInt(each, 10) || 0));
  let isLast = false;
  let week = 0;
  const bring = async (...numbers: number[]) => {
    const asOf = addDays('2026-10-02', week * 7);
    week += 1;
    isLast ||= numbers.includes(last);
    if (by === 'command line' && isLast) {
      const paths = numbers.map((number) =>
        join(inputs, name, names.find((each) => each.startsWith(`${number}-`)) ?? ''),
      );
      return byCommandLine(store, paths, asOf);
    }
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
  return {
    bring,
    select: (sql) => rows(store, sql) as never[],
    call: (name, input) => store.call(name as never, input as never) as Promise<never>,
    close: () => store.close(),
  };
}
