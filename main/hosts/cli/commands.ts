import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { ImportPreview } from '#contract/imports.ts';
import { importResult } from '#contract/imports.ts';
import { packExportResult } from '#contract/packs.ts';
import type { UpgradeNeeds } from '#contract/wire.ts';
import { londonDateOf } from '#db/clock.ts';
import { isPlainDate } from '#domain/calendar/plainDate.ts';
import { catalogue } from '#domain/measures/catalogue.ts';
import { foldText } from '#domain/words/foldText.ts';
import type { StoreHost } from '#service/storeHost.ts';
import { openHost } from '../openHost.ts';
import { doctor } from './doctor.ts';
import { decisionsOf, laterOf, openOf, readAnswers, writeQuestions } from './importAnswers.ts';
import type { CliValues } from './options.ts';
import { readPassphrase } from './passphrase.ts';
import { CliFailure, call, finish } from './work.ts';
import { writePrivately } from './writePrivately.ts';

type CommandInput = { folder: string; values: CliValues; rest: string[] };

const need = (value: string | undefined, option: string): string => {
  if (value === undefined) throw new CliFailure('invalidInput', `${option} is missing. See vsk help.`);
  return value;
};

/** Opens the store, does the work, and closes it whatever happens. */
async function withStore(input: CommandInput, work: (host: StoreHost) => Promise<number>): Promise<number> {
  const host = openHost(input.folder);
  try {
    const passphrase = await readPassphrase('Passphrase: ', input.values['passphrase-fd']);
    const opened = await host.call('store.unlock', { passphrase });
    if (!opened.ok) {
      const { code, detail } = opened.error;
      const how = code === 'upgradeNeeded' ? `\nTo do it: vsk upgrade --store '${input.folder}'` : '';
      throw new CliFailure(code, `${detail.message}${how}`);
    }
    return await work(host);
  } finally {
    host.close();
  }
}

/** Brings a store of an earlier version up to date: the one command that does, and it is the person's yes. */
async function upgrade(input: CommandInput): Promise<number> {
  const host = openHost(input.folder);
  try {
    const passphrase = await readPassphrase('Passphrase: ', input.values['passphrase-fd']);
    const opened = await host.call('store.unlock', { passphrase });
    if (opened.ok) {
      console.log('The store is of this version already; nothing was changed.');
      return 0;
    }
    const { code, detail } = opened.error;
    if (code !== 'upgradeNeeded') throw new CliFailure(code, detail.message);
    if (detail.upgrade) console.error(takes(detail.upgrade));
    const { jobId } = await call(host, 'store.upgrade', { by: 'passphrase', passphrase });
    await finish(host, jobId);
    console.log('The store is up to date. The backup made before is in its folder, under backups.');
    return 0;
  } finally {
    host.close();
  }
}

const inMegabytes = (bytes: number): string => `${Math.ceil(bytes / 1e6).toLocaleString('en-GB')} MB`;
const takes = ({ bytesNeeded, bytesFree, seconds }: UpgradeNeeds): string =>
  `Bringing the store up to date, after a backup: needs ${inMegabytes(bytesNeeded)}${bytesFree === null ? '' : `, ${inMegabytes(bytesFree)} are free`}; about ${seconds} seconds. Ctrl+C cancels, and nothing is changed.`;

async function create(input: CommandInput): Promise<number> {
  const userName = need(input.values.name, '--name');
  const host = openHost(input.folder);
  try {
    const passphrase = await readPassphrase('New passphrase (at least 12 characters): ', input.values['passphrase-fd']);
    if (input.values['passphrase-fd'] === undefined && (await readPassphrase('Once more: ', undefined)) !== passphrase)
      throw new CliFailure('invalidInput', 'The two passphrases differ. Nothing was made.');
    await call(host, 'store.create', { passphrase, userName });
    console.log(
      `Made an encrypted store in ${input.folder}. Keep the passphrase safe: nobody can open the store without it.`,
    );
    return 0;
  } finally {
    host.close();
  }
}

async function demo(input: CommandInput): Promise<number> {
  const host = openHost(input.folder);
  try {
    const passphrase = await readPassphrase(
      'Passphrase for the demonstration (at least 12 characters): ',
      input.values['passphrase-fd'],
    );
    const { jobId } = await call(host, 'store.createDemonstration', {
      passphrase,
      userName: 'Demonstration user',
      seed: Number(input.values.seed ?? 2011),
    });
    await finish(host, jobId);
    console.log(
      `Made a demonstration store in ${input.folder}. Its children are synthetic, and it never takes real imports.`,
    );
    return 0;
  } finally {
    host.close();
  }
}

/** Exit status of an import that asks something: nothing was written. */
const ASKED = 7;
/** Of one in which no file was read. */
const NOTHING_READ = 8;
/** Of one that went in whole and leaves children out who are looked after here. */
const NOT_ON_THE_LIST = 9;

/** Facts that become others, as the window lists them too; so many are printed. */
const SHOWN_DIFFERENCES = 20;

/** The day a file was last saved, in Kent; a file speaks of it where its name gives none. */
const savedOn = (path: string): string => londonDateOf(statSync(path).mtime);

const importFiles = (input: CommandInput) =>
  withStore(input, async (host) => {
    if (input.rest.length === 0) throw new CliFailure('invalidInput', 'Name the files to import. See vsk help.');
    const answers = readAnswers(input.values.answers);
    const asOf = input.values['as-of'];
    if (asOf !== undefined && !isPlainDate(asOf))
      throw new CliFailure('invalidInput', `--as-of is a day as 2025-03-31, not '${asOf}'.`);
    const files = input.rest.map((path) => ({
      name: basename(path),
      bytes: new Uint8Array(readFileSync(path)),
      modifiedOn: savedOn(path),
      ...(asOf === undefined ? {} : { asOf }),
    }));
    const preview = (await finish(host, (await call(host, 'imports.preview', { files })).jobId))
      .result as ImportPreview;
    let outcome: ImportPreview['files'] = preview.files;
    let of = preview.previewId;
    const open = openOf(preview, answers, input.values.confirm === true);
    for (const { id, asks } of open) console.error(`question: ${asks}\n  id: ${id}`);
    if (input.values.questions !== undefined && open.length > 0) writeQuestions(input.values.questions, open);
    if (!input.values['dry-run']) {
      if (open.length > 0) {
        console.error(
          'Nothing was imported. --questions <file> writes what is asked, with the answers there are; --answers <file> gives them; --confirm says yes to what is asked of a whole file.',
        );
        return ASKED;
      }
      const { previewId } = preview;
      const confirmed = preview.questions.map(({ id }) => id);
      const { jobId } = await call(host, 'imports.commit', {
        previewId,
        confirmed,
        decisions: decisionsOf(answers),
        later: laterOf(answers),
      });
      const done = importResult.parse((await finish(host, jobId)).result);
      outcome = done.files;
      of = done.batchId;
    }
    for (const file of outcome) {
      console.log(
        `${file.name}: ${file.format === null ? 'not a file this app reads; left alone' : `${file.formatTitle}: ${file.dataRows} rows = ${file.added} added + ${file.changed} changed + ${file.unchanged} unchanged + ${file.refused} refused${file.waiting > 0 ? ` + ${file.waiting} waiting` : ''}, as of ${file.asOf}`}`,
      );
      for (const refusal of file.refusals.slice(0, 10))
        console.error(`  row ${refusal.row}, ${refusal.field}: ${refusal.reason} (it says '${refusal.value}')`);
      if (file.refused > 10) console.error(`  and ${file.refused - 10} more refused rows`);
      for (const warning of file.warnings) console.error(`  note: ${warning}`);
    }
    const { possibleLeavers, differences, differencesTotal } = preview;
    for (const { fileName, row, was, now } of differences.slice(0, SHOWN_DIFFERENCES))
      console.error(`  becomes otherwise: ${fileName}${row === 0 ? '' : `, row ${row}`}: ${was}: ${now}`);
    if (differencesTotal > SHOWN_DIFFERENCES)
      console.error(`  and ${differencesTotal - SHOWN_DIFFERENCES} more that become otherwise`);
    if (possibleLeavers > 0)
      console.log(
        `Not on the list: ${possibleLeavers} ${possibleLeavers === 1 ? 'child who is' : 'children who are'} looked after here. Nothing closes by itself: decide under Data.`,
      );
    const refused = outcome.filter((file) => file.refused > 0);
    if (input.values.refused !== undefined) {
      mkdirSync(input.values.refused, { recursive: true, mode: 0o700 });
      for (const file of refused) {
        const csv = await call(host, 'imports.refusedRows', { of, fileName: file.name });
        writePrivately(join(input.values.refused, csv.fileName), csv.text);
        console.log(`Refused rows of ${file.name}: ${join(input.values.refused, csv.fileName)}`);
      }
    }
    if (input.values['dry-run']) console.log('Nothing was changed (--dry-run).');
    if (outcome.every((file) => file.format === null)) return NOTHING_READ;
    return refused.length > 0 ? 5 : possibleLeavers > 0 ? NOT_ON_THE_LIST : 0;
  });

const report = (input: CommandInput) => {
  const [kind] = input.rest;
  if (kind === 'measures') {
    for (const measure of catalogue) console.log(`${measure.id.padEnd(28)} ${measure.name}`);
    return Promise.resolve(0);
  }
  if (kind !== 'gap') throw new CliFailure('invalidInput', `There is no report '${kind ?? ''}'. See vsk help.`);
  const measure = need(input.values.measure, '--measure');
  return withStore(input, async (host) => {
    const { measures } = { measures: (await call(host, 'reference.measures', {})).rows };
    const chosen = measures.find((row) => row.measure === measure);
    if (!chosen)
      throw new CliFailure('invalidInput', `There is no measure '${measure}'. 'vsk report measures' lists them.`);
    const toYear = input.values.year ?? chosen.years.at(-1) ?? '2024/25';
    const answer = await call(host, 'reports.exportGap', {
      measure,
      fromYear: input.values.from ?? toYear,
      toYear,
      by: (input.values.by ?? 'locality') as 'locality',
      peer: (input.values.peer ?? 'Kent') as 'Kent',
      cohort: (input.values.cohort ?? 'LAC12') as 'LAC12',
      pool: (input.values.pool ?? 'single') as 'single',
      format: (input.values.format ?? 'table') as 'table',
    });
    const failure = await written(answer.text.endsWith('\n') ? answer.text : `${answer.text}\n`);
    await call(host, 'releases.settle', { releaseId: answer.releaseId, written: failure === null });
    if (failure !== null) throw new CliFailure('cannotWrite', `The report could not be written: ${failure.message}`);
    return 0;
  });
};

/** Writes to the standard output; answers what kept it from being written whole. */
const written = (text: string): Promise<Error | null> =>
  new Promise((resolve) => {
    // A pipe that was closed is told by an event of its own, not only to the callback.
    process.stdout.once('error', resolve);
    process.stdout.write(text, (error) => {
      process.stdout.off('error', resolve);
      resolve(error ?? null);
    });
  });

const pack = (input: CommandInput) =>
  withStore(input, async (host) => {
    const asked = need(input.values.school, '--school');
    const out = resolve(need(input.values.out, '--out'));
    const status = await call(host, 'store.status', {});
    const asAt = input.values['as-at'] ?? status.defaultAsAt;
    const { rows } = await call(host, 'schools.list', { asAt, search: asked, withPupilsOnly: false });
    const folded = foldText(asked);
    const named = rows.filter((row) => foldText(row.name) === folded);
    const [school] = [...rows.filter((row) => row.urn === asked), ...named];
    if (!school) throw new CliFailure('notFound', `There is no school with URN or name ${asked} in this store.`);
    if (school.urn !== asked && named.length > 1)
      throw new CliFailure('invalidInput', `${named.length} schools are called ${asked}: give the URN of one of them.`);
    const password =
      input.values['password-fd'] === undefined ? null : await readPassphrase('', input.values['password-fd']);
    mkdirSync(out, { recursive: true, mode: 0o700 });
    const job = await finish(
      host,
      (await call(host, 'packs.export', { schoolId: school.schoolId, asAt, folder: out, password })).jobId,
    );
    const result = packExportResult.parse(job.result);
    for (const file of result.files) console.log(join(result.folder, file.fileName));
    return 0;
  });

export const commands: Record<
  'create' | 'demo' | 'upgrade' | 'import' | 'report' | 'pack' | 'doctor',
  (input: CommandInput) => Promise<number>
> = { create, demo, upgrade, import: importFiles, report, pack, doctor };
