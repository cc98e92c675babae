import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aChild } from '#test/make/aChild.ts';
import { aStore, type TestStore, testPassphrase } from '#test/make/aStore.ts';

let folder: string;
let store: TestStore;
let medway: string;
const path = (name: string) => join(folder, name);

/** Runs `vsk import` on the store, which nobody else has open meanwhile. */
function vskImport(...args: string[]) {
  store.host.lock();
  writeFileSync(path('passphrase'), `${testPassphrase}\n`);
  const given = openSync(path('passphrase'), 'r');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      join(process.cwd(), 'main/hosts/vsk.mjs'),
      'import',
      ...args,
      '--store',
      join(store.folder, 'store'),
      '--passphrase-fd',
      '3',
    ],
    { stdio: ['ignore', 'pipe', 'pipe', given], encoding: 'utf8', env: { ...process.env, VSK_TODAY: '2025-03-31' } },
  );
  closeSync(given);
  return { status, out: stdout, error: stderr };
}
const results = async () => {
  await store.signInAsAdministrator();
  return store.context.reader.prepare('SELECT child_id AS childId, value FROM attainment_result').all();
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vsk-questions-'));
  store = await aStore({ today: '2025-03-31' });
  medway = await store.write((writer) => aChild(writer, { localId: '4711', responsibleAuthority: '210' }));
  writeFileSync(
    path('results.csv'),
    'local_id,academic_year,key_stage,subject,component,value,status,date_received,kind\r\n4711,2023/24,KS2,maths,scaled score,101,final,,result\r\n',
  );
});
afterAll(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

it.each(['yes', '01900000-0000-7000-8000-00000000beef', 'leaveout', 'new', ''])(
  'imports nothing by an answer that is none of those offered: %j',
  async (answer) => {
    const batches = async () => {
      await store.signInAsAdministrator();
      return store.context.reader.prepare('SELECT count(*) FROM import_batch').pluck().get();
    };
    const before = await batches();
    writeFileSync(path('answers.json'), JSON.stringify({ 'results.csv: local_id 4711': answer }));
    const asked = vskImport(path('results.csv'), '--answers', path('answers.json'));
    expect(asked).toMatchObject({ status: 7, error: expect.stringContaining('results.csv: local_id 4711') });
    expect(await batches()).toBe(before);
  },
);

it('imports nothing where an answer is to something that nobody asks', async () => {
  const answers = { 'results.csv: local_id 4711': 'leaveOut', 'results.csv: local_id 4712': 'leaveOut' };
  writeFileSync(path('answers.json'), JSON.stringify(answers));
  const stray = vskImport(path('results.csv'), '--answers', path('answers.json'));
  expect(stray.status).not.toBe(0);
  expect(stray.error).toContain("nothing here asks 'results.csv: local_id 4712'");
});

it('what it writes of children nobody else of the computer may read: questions over an old file, refused rows', () => {
  writeFileSync(path('old.json'), 'old', { mode: 0o644 });
  const rows = ['4711,2023/24,KS2', 'N1,2023/24,KS9'].map((row) => `${row},maths,scaled score,101,final,,result\r\n`);
  writeFileSync(
    path('more.csv'),
    `local_id,academic_year,key_stage,subject,component,value,status,date_received,kind\r\n${rows.join('')}`,
  );
  vskImport(path('more.csv'), '--dry-run', '--questions', path('old.json'), '--refused', path('refused'));
  const refused = readdirSync(path('refused')).map((name) => path(join('refused', name)));
  expect(refused).toHaveLength(1);
  for (const written of [path('old.json'), path('refused'), ...refused])
    expect([written, statSync(written).mode & 0o077]).toEqual([written, 0]);
  expect(readFileSync(path('old.json'), 'utf8')).toContain('4711');
});

it('asks whom a row means: nothing is imported, what is asked is written, and answers are taken from a file', async () => {
  const asked = vskImport(path('results.csv'), '--questions', path('out.json'));
  expect(asked).toMatchObject({
    status: 7,
    out: '',
    error: expect.stringContaining('a child of another authority has'),
  });
  expect(await results()).toEqual([]);
  const questions = JSON.parse(readFileSync(path('out.json'), 'utf8')) as {
    id: string;
    answers: { answer: string }[];
  }[];
  expect(questions).toMatchObject([{ id: 'results.csv: local_id 4711', rows: 1, says: { localId: '4711' } }]);
  expect(questions[0]?.answers.map(({ answer }) => answer)).toEqual([medway, 'leaveOut', 'later']);
  if (process.platform !== 'win32') expect(statSync(path('out.json')).mode & 0o077).toBe(0);

  writeFileSync(path('answers.json'), 'not JSON');
  expect(vskImport(path('results.csv'), '--answers', path('answers.json'))).toMatchObject({
    status: 2,
    error: expect.stringContaining('holds no answers'),
  });

  writeFileSync(path('answers.json'), JSON.stringify({ 'results.csv: local_id 4711': 'later' }));
  expect(vskImport(path('results.csv'), '--answers', path('answers.json'))).toMatchObject({
    status: 0,
    out: expect.stringContaining('0 refused + 1 waiting'),
  });
  expect(await results()).toEqual([]);

  writeFileSync(path('answers.json'), JSON.stringify({ 'results.csv: local_id 4711': medway }));
  expect(vskImport(path('results.csv'), '--answers', path('answers.json'))).toMatchObject({
    status: 0,
    out: expect.stringContaining('1 added'),
  });
  expect(await results()).toEqual([{ childId: medway, value: '101' }]);
});
