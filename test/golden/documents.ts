import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { csv, importAll, undo } from '#test/imports/support.ts';
import { aStore } from '#test/make/aStore.ts';
import { extractedText } from '#test/packs/pdfTools.ts';
import type { Answers } from './ask.ts';
import { canonical } from './canonical.ts';
import { type GoldenStore, people } from './goldenStore.ts';

/** What leaves: the text of packs, exports of aggregates. Written as the administrator. */
export async function leavingDocuments(store: GoldenStore): Promise<Answers> {
  const answers: Answers = new Map();
  await store.become('administrator');
  const schools = store.rows<{ id: string; urn: string }>(
    `SELECT s.id, s.urn FROM school s JOIN enrolment e ON e.school_id = s.id
     WHERE e.end_date IS NULL GROUP BY s.id ORDER BY count(*) DESC, s.urn LIMIT 2`,
  );
  for (const { id, urn } of schools) {
    const folder = join(store.folder, `packs-${urn}`);
    mkdirSync(folder);
    const reply = await store.reply('packs.export', { schoolId: id, asAt: '2025-03-31', folder });
    if (!reply.ok) {
      answers.set(`pack ${urn}`, canonical(reply, store.folder));
      continue;
    }
    const job = await store.ended((reply.value as { jobId: string }).jobId);
    if (job.state !== 'done') answers.set(`pack ${urn}`, canonical(job.error, store.folder));
    const written = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.pdf'));
    for (const name of written.sort())
      answers.set(`pack ${urn} ${name.split('/').at(-1)}`, extractedText(readFileSync(join(folder, name))));
  }
  const exported = async (what: string, call: string, input: unknown) => {
    answers.set(`export ${what}`, canonical(await store.reply(call, input), store.folder));
  };
  const years = { fromYear: '2015/16', toYear: '2024/25' };
  for (const measure of ['ks2-rwm-expected', 'ks4-attainment8', 'absence-overall', 'suspended-one-or-more'])
    for (const by of ['county', 'locality'])
      await exported(`gap ${measure} by ${by}`, 'reports.exportGap', { measure, by, ...years });
  await exported('overview', 'reports.exportOverview', { asAt: '2025-03-31' });
  return answers;
}

const lists = {
  'looked-after-list.csv': csv(`
    local_id,legal_surname,legal_forename,date_of_birth,sex,responsible_authority,care_start,legal_status,placement_type,placement_postcode
    N0001,Sample,Ida,14/02/2013,F,886,03/06/2022,C2,U6,CT9 1AB
    N0002,Sample,Jon,31/02/2013,F,886,03/06/2022,C2,U6,CT9 1AB
    N0003,Sample,Kim,14/02/2011,F,886,03/06/2021,C1,U4,CT1 1AA`),
  'the-list-a-week-later.csv': csv(`
    local_id,legal_surname,legal_forename,date_of_birth,sex,responsible_authority,care_start,legal_status,placement_type,placement_postcode
    N0001,Sample-Other,Ida,14/02/2013,F,886,03/06/2022,V2,U6,CT9 1AB`),
  'results.csv': csv(`
    local_id,academic_year,key_stage,subject,component,value,status,received_on
    N0003,2021/22,KS2,reading,scaledScore,104,final,10/07/2022
    N0003,2021/22,KS2,maths,scaledScore,99,final,10/07/2022`),
};

/** What imports into a new store say and change, and what taking them back leaves. */
export async function importAndUndo(): Promise<Answers> {
  const answers: Answers = new Map();
  const store = await aStore({ today: '2025-03-31' });
  try {
    const children = async () =>
      canonical(await store.reply('children.list', { asAt: '2025-03-31', filters: {} }), store.folder);
    const empty = await children();
    const batches = new Map<string, string>();
    for (const [name, text] of Object.entries(lists)) {
      const result = await importAll(store, { [name]: text });
      answers.set(`import ${name}`, canonical(result, store.folder));
      answers.set(`import ${name} then children`, await children());
      batches.set(name, result.batchId);
    }
    for (const name of Object.keys(lists).reverse()) {
      const job = await undo(store, batches.get(name) ?? '');
      answers.set(`undo ${name}`, canonical({ state: job.state, error: job.error, result: job.result }, store.folder));
      answers.set(`undo ${name} then children`, await children());
    }
    answers.set('undo everything', (await children()) === empty ? 'as before the imports' : 'not as before');
    return answers;
  } finally {
    store.close();
  }
}

/** What the command line prints, with the exit status. */
export async function commandLine(store: GoldenStore): Promise<Answers> {
  const answers: Answers = new Map();
  const passphrase = join(store.folder, 'passphrase.txt');
  writeFileSync(passphrase, `${people.administrator}\n`);
  const run = (args: string[]) =>
    new Promise<string>((resolve) => {
      const given = openSync(passphrase, 'r');
      const child = spawn(process.execPath, ['main/hosts/vsk.mjs', ...args], {
        stdio: [given, 'pipe', 'pipe'],
        env: { ...process.env, XDG_CONFIG_HOME: join(store.folder, 'config'), VSK_TODAY: '2025-03-31', NO_COLOR: '1' },
      });
      const parts: string[] = [];
      child.stdout?.on('data', (chunk) => parts.push(String(chunk)));
      child.stderr?.on('data', (chunk) => parts.push(String(chunk)));
      child.on('close', (status) => {
        closeSync(given);
        resolve(`${parts.join('').replaceAll(store.folder, '(folder)')}exit ${status}\n`);
      });
    });
  answers.set('vsk help', await run(['help']));
  const opened = ['--store', store.storeFolder, '--passphrase-fd', '0'];
  answers.set('vsk report measures', await run(['report', 'measures', ...opened]));
  const gap = ['report', 'gap', '--measure', 'ks2-rwm-expected', '--from', '2018/19', '--year', '2023/24'];
  for (const format of ['table', 'csv', 'json'])
    answers.set(`vsk report gap ${format}`, await run([...gap, '--by', 'county', '--format', format, ...opened]));
  return answers;
}
