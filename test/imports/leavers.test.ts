import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseFile } from '#service/imports/read/parseFile.ts';
import { workbook } from '#test/importers/support.ts';
import { aChild } from '#test/make/aChild.ts';
import { aSchool } from '#test/make/aSchool.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';
import { csv, importAll, rows, undo } from './support.ts';

const header =
  'local_id,legal_surname,legal_forename,date_of_birth,sex,ethnicity,upn,responsible_authority,care_start,legal_status,placement_type,placement_postcode,school_urn,nc_year';
const line = (localId: string, authority = '886') =>
  `${localId},Sample,Ida,14/02/2013,F,WBRI,,${authority},01/01/2020,C2,U6,,,`;
const list = (...lines: string[]) => ({ 'list.csv': csv([header, ...lines].join('\n')) });
/** Case leaver-whose-care-ended: the return ends M471's care on 5 October 2026. */
const theReturn = {
  'header.csv': csv('CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\nM471,1,14/02/2013,WBRI,UN3,,'),
  'episodes.csv': csv(
    'CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\nM471,01/01/2020,S,C2,N1,U6,PR1,05/10/2026,E4A,,,CT9 1AB,',
  ),
};

let store: TestStore;
beforeEach(async () => {
  store = await aStore({ today: '2026-11-20' });
});
afterEach(() => store.close());

const waiting = async (): Promise<number> => {
  const { needs } = await store.call('overview.get', { asAt: '2026-11-20', localityId: null });
  return needs.find((need) => need.key === 'possibleLeavers')?.count ?? -1;
};
const queue = () => rows(store, 'SELECT resolution FROM possible_leaver ORDER BY noticed_on, id');

it('a possible leaver whose care has ended is none any more, and the next list closes the question', async () => {
  await importAll(store, list(line('M470'), line('M471')));
  await importAll(store, list(line('M470')));
  expect(await waiting()).toBe(1);
  await importAll(store, theReturn);
  expect(await waiting()).toBe(0);
  expect(queue()).toEqual([{ resolution: null }]);
  await importAll(store, list(line('M470')));
  expect(await waiting()).toBe(0);
  expect(queue()).toEqual([{ resolution: 'care ended' }]);
});

it('one child of another authority on a list makes nobody else of that authority missed', async () => {
  await store.write((writer) => {
    for (const localId of ['P1', 'P2', 'P3']) aChild(writer, { localId, responsibleAuthority: '210' });
  });
  await importAll(store, list(line('M470'), line('M471'), line('P1', '210')));
  expect(queue()).toEqual([]);
  // A list of that authority's own does: most of its rows name it.
  await importAll(store, list(line('P1', '210'), line('P2', '210')));
  expect(queue()).toHaveLength(1);
});

it('mended rows that were saved as a workbook are not the whole list', async () => {
  const cells = (text: string) => text.split(',');
  const bytes = workbook([
    [...cells(header), 'refused_reason'],
    [...cells(line('M470')), 'Not a date'],
  ] as never);
  expect(await parseFile('mended.xlsx', bytes)).toMatchObject({ kind: 'parsed', mended: true });
  const whole = workbook([cells(header), cells(line('M470'))] as never);
  expect(await parseFile('list.xlsx', whole)).toMatchObject({ kind: 'parsed', mended: false });
  await importAll(store, list(line('M470'), line('M471')));
  const { jobId } = await store.call('imports.preview', { files: [{ name: 'mended.xlsx', bytes }] });
  for (;;) {
    const job = await store.call('jobs.get', { jobId });
    if (job.state === 'running') {
      await new Promise((resolve) => setTimeout(resolve, 10));
      continue;
    }
    expect(job.result).toMatchObject({ possibleLeavers: 0 });
    break;
  }
});

const listed = async () => (await store.call('leavers.list', {})).rows;
const named = (localId: string, forename: string, born: string) =>
  `${localId},Sample,${forename},${born},F,WBRI,,886,01/01/2020,C2,U6,,,`;

it('a possible leaver is decided: care ends on the day, the question is answered, and it can be undone', async () => {
  const [ida, jon] = [named('M470', 'Ida', '14/02/2013'), named('M471', 'Jon', '15/02/2013')];
  await importAll(store, list(ida, jon));
  await importAll(store, list(ida));
  const [leaver] = await listed();
  expect(leaver).toMatchObject({ listName: 'SAMPLE, Jon', noticedOn: '2026-11-20', laCode: '886', turned18On: null });
  const { batchId } = await store.call('leavers.decide', {
    leaverIds: [leaver?.leaverId ?? ''],
    decision: { as: 'left', on: '2026-11-13', reason: 'E4A' },
  });
  expect(await listed()).toEqual([]);
  expect(await waiting()).toBe(0);
  const ended = 'SELECT end_date, reason_ceased FROM episode WHERE end_date IS NOT NULL';
  expect(rows(store, ended)).toEqual([{ end_date: '2026-11-13', reason_ceased: 'E4A' }]);
  expect(rows(store, 'SELECT resolution, left_on, decided_by FROM possible_leaver')).toEqual([
    { resolution: 'left', left_on: '2026-11-13', decided_by: 'Test Administrator' },
  ]);
  const { rows: batches } = await store.call('imports.batches', {});
  expect(batches[0]).toMatchObject({ batchId, title: 'Not on the list: Left care (1 child)', undoable: true });
  await undo(store, batchId);
  expect(await listed()).toHaveLength(1);
  expect(rows(store, ended)).toEqual([]);
});

it('those who turned 18 are decided in bulk, all of them or none', async () => {
  const [ida, ...older] = [
    named('M470', 'Ida', '14/02/2013'),
    named('M471', 'Jon', '01/10/2008'),
    named('M472', 'Kit', '02/11/2008'),
    named('M473', 'Lou', '03/12/2008'),
  ];
  await importAll(store, list(ida ?? '', ...older));
  await importAll(store, list(ida ?? ''));
  const all = await listed();
  expect(all.map(({ turned18On }) => turned18On).sort()).toEqual(['2026-10-01', '2026-11-02', null]);
  const decision = { as: 'turned18', reason: null } as const;
  const refused = await store.reply('leavers.decide', { leaverIds: all.map(({ leaverId }) => leaverId), decision });
  expect(refused).toMatchObject({
    ok: false,
    error: { detail: { message: expect.stringContaining('SAMPLE, Lou: The child turns 18 on 2026-12-03') } },
  });
  expect(await listed()).toHaveLength(3);
  const of18 = all.filter(({ turned18On }) => turned18On !== null).map(({ leaverId }) => leaverId);
  expect(await store.call('leavers.decide', { leaverIds: of18, decision })).toMatchObject({ decided: 2 });
  expect(rows(store, 'SELECT end_date FROM episode WHERE end_date IS NOT NULL ORDER BY 1')).toEqual([
    { end_date: '2026-10-01' },
    { end_date: '2026-11-02' },
  ]);
});

it('an older list that comes late makes nobody a possible leaver, and takes nobody out of the queue', async () => {
  const [ida, jon, kit] = [
    named('M470', 'Ida', '14/02/2013'),
    named('M471', 'Jon', '15/02/2013'),
    named('M472', 'Kit', '16/02/2013'),
  ];
  await importAll(store, { 'list 2026-11-06.csv': list(ida, jon)['list.csv'] });
  await importAll(store, { 'list 2026-11-13.csv': list(ida, kit)['list.csv'] });
  expect((await listed()).map(({ listName }) => listName)).toEqual(['SAMPLE, Jon']);
  await importAll(store, { 'list 2026-10-30.csv': list(ida, jon)['list.csv'] });
  expect((await listed()).map(({ listName }) => listName)).toEqual(['SAMPLE, Jon']);
});

describe('a child who is not on a list, of whom something newer is known', () => {
  const [ida, jon] = [named('M470', 'Ida', '14/02/2013'), named('M471', 'Jon', '15/02/2013')];
  const on = (day: string, ...lines: string[]) => ({ [`list ${day}.csv`]: list(...lines)['list.csv'] });
  const marks = {
    'marks 2026-11-18.csv': csv('local_id,school_urn,date,session,code\nM471,118264,16/11/2026,AM,/'),
  };
  const sen = { 'sen 2026-11-18.csv': csv('local_id,status,from,to\nM471,K,01/09/2026,') };
  const missed = async () => (await listed()).map(({ listName, noticedOn }) => [listName, noticedOn]);
  beforeEach(async () => {
    await store.write((writer) => {
      aSchool(writer, { urn: '118264' });
    });
    await importAll(store, on('2026-11-06', ida, jon.replace(/,,$/, ',118264,9')));
  });

  it.each([
    ['marks', marks],
    ['SEN status', sen],
  ])('is a possible leaver all the same: %s', async (_, newer) => {
    expect((await importAll(store, newer)).files).toMatchObject([{ refused: 0, waiting: 0 }]);
    await importAll(store, on('2026-11-13', ida));
    expect(await missed()).toEqual([['SAMPLE, Jon', '2026-11-13']]);
  });

  it('is one in whatever order the files come, and in one import', async () => {
    await importAll(store, { ...on('2026-11-13', ida), ...sen, ...marks });
    expect(await missed()).toEqual([['SAMPLE, Jon', '2026-11-13']]);
  });

  it('is none where a newer list has the child', async () => {
    await importAll(store, on('2026-11-20', ida, jon));
    expect((await importAll(store, on('2026-11-13', ida))).possibleLeavers).toBe(0);
    expect(await missed()).toEqual([]);
  });

  it('is one by the newer of two lists that leave the child out, once', async () => {
    await importAll(store, on('2026-11-20', ida));
    await importAll(store, on('2026-11-13', ida));
    expect(await missed()).toEqual([['SAMPLE, Jon', '2026-11-20']]);
  });
});
