import { afterEach, beforeEach, expect, it } from 'vitest';
import { aStore, type TestStore } from '#test/make/aStore.ts';
import { csv, ended, importAll, preview, rows } from './support.ts';

let store: TestStore;
beforeEach(async () => {
  store = await aStore({ today: '2025-03-31' });
});
afterEach(() => store.close());

const HEADER =
  'local_id,legal_surname,legal_forename,date_of_birth,responsible_authority,care_start,legal_status,placement_type,placement_start,social_worker';
const list = (...lines: string[]) => csv([HEADER, ...lines].join('\n'));
const child = (worker: string, place = 'U6', surname = 'Sample') =>
  `K1,${surname},Ida,14/02/2013,886,01/01/2020,C2,${place},01/01/2020,${worker}`;
const asked = async (files: Record<string, string>) =>
  (await preview(store, files)).questions.map(({ words }) => words);
const worker = () =>
  rows(store, "SELECT name FROM child_professional WHERE kind = 'socialWorker' AND valid_to IS NULL")[0]?.name;

it('two lists of one day that say different things are asked about, naming no child', async () => {
  const files = { 'a.csv': list(child('Worker A')), 'b.csv': list(child('Worker B')) };
  const [words, ...more] = await asked(files);
  expect(more).toEqual([]);
  expect(words).toBe(
    'a.csv and b.csv speak of the same day and contradict each other: social worker (1). Give the one that is older its own day, or leave it out. As they stand, b.csv holds.',
  );
  const { previewId } = await preview(store, files);
  const { jobId } = await store.call('imports.commit', { previewId });
  expect((await ended(store, jobId)).error?.code).toBe('conflict');
  expect(worker()).toBeUndefined();
  await importAll(store, files);
  expect(worker()).toBe('Worker B');
});

it('where they are chosen the other way round, the same is asked and the same holds', async () => {
  await importAll(store, { 'b.csv': list(child('Worker B')), 'a.csv': list(child('Worker A')) });
  expect(worker()).toBe('Worker B');
});

it('a placement and a name are asked about too, each once for each child', async () => {
  await importAll(store, { 'first.csv': list(child('Worker A')) });
  const files = { 'a.csv': list(child('Worker A', 'K2')), 'b.csv': list(child('Worker A', 'U6', 'Another')) };
  expect((await asked(files))[0]).toContain('name (1), placement (1)');
});

it.each([
  ['say the same', { 'a.csv': list(child('Worker A')), 'b.csv': list(child('Worker A')) }],
  [
    'speak of different children',
    {
      'a.csv': list(child('Worker A')),
      'b.csv': list(child('Worker B').replace('K1', 'K2').replace('14/02', '15/03')),
    },
  ],
  ['leave a cell empty', { 'a.csv': list(child('Worker A')), 'b.csv': list(child('')) }],
  [
    'are of different days',
    { 'list 2025-03-01.csv': list(child('Worker A')), 'list 2025-03-08.csv': list(child('Worker B')) },
  ],
] as [string, Record<string, string>][])('files that %s are not asked about', async (_what, files) => {
  expect(await asked(files)).toEqual([]);
});

it.each([
  ['part_time_sessions', '6', 'full time'],
  ['part_time_sessions', 'full', '6'],
  ['alternative_provision', 'yes', 'none'],
  ['alternative_provision', 'no', 'yes'],
])('two files of enrolments that say %s %s and %s of one day are asked about', async (column, one, other) => {
  await importAll(store, {
    'schools.csv': csv('urn,name,phase\n990601,Alpha School,secondary'),
    'list.csv': list(child('Worker A')),
  });
  const of = (said: string) => csv(`local_id,school_urn,start,${column}\nK1,990601,01/09/2024,${said}`);
  const [words = ''] = await asked({ 'a.csv': of(one), 'b.csv': of(other) });
  expect(words).toContain('a.csv and b.csv speak of the same day and contradict each other: enrolment');
  expect(await asked({ 'a.csv': of(one), 'b.csv': of(one) })).toEqual([]);
});
