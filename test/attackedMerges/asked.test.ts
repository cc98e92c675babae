import { afterEach, beforeEach, expect, it } from 'vitest';
import { backUp, jobResult } from '#test/backups/support.ts';
import { rows, undo } from '#test/imports/support.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';
import { twoRecords } from './support.ts';

let store: TestStore;
beforeEach(async () => {
  store = await aStore({ today: '2025-03-31' });
});
afterEach(() => store.close());

const year = { academicYear: '2023/24', keyStage: 'KS2', component: 'scaledScore', subject: 'maths' };

it.each(['stays', 'goes'] as const)(
  'two results of one test of one day that differ: that of the one that %s stands',
  async (holds) => {
    const two = await twoRecords(
      store,
      { results: [{ ...year, value: '101' }] },
      {
        results: [
          { ...year, value: '95' },
          { ...year, subject: 'reading', value: '99' },
        ],
      },
    );
    const { collisions } = await two.look();
    const [stays, goes] = ['101, final, received 2024-08-20', '95, final, received 2024-08-20'];
    expect(collisions).toMatchObject([{ title: 'Result 2023/24 KS2 maths scaled score', stays, goes }]);
    await two.merge(holds === 'goes' ? collisions.map(({ id }) => id) : []);
    expect(rows(store, 'SELECT value FROM attainment_result ORDER BY value')).toEqual(
      holds === 'goes' ? [{ value: '95' }, { value: '99' }] : [{ value: '101' }, { value: '99' }],
    );
  },
);

it('two targets of one subject set on one day that differ are asked about', async () => {
  const aim = {
    kind: 'target' as const,
    academicYear: '2024/25',
    keyStage: 'KS4',
    subject: 'maths',
    component: 'grade',
  };
  const two = await twoRecords(
    store,
    { targets: [{ ...aim, value: '5', setOn: '2024-10-01' }] },
    { targets: [{ ...aim, value: '4', setOn: '2024-10-01' }] },
  );
  expect((await two.look()).collisions).toMatchObject([{ title: 'Target 2024/25 KS4 maths grade 2024-10-01' }]);
  await two.merge();
  expect(rows(store, 'SELECT value FROM attainment_target')).toEqual([{ value: '5' }]);
});

it('a PEP that one record has as held and the other as waiting from another day leaves no ghost', async () => {
  const two = await twoRecords(
    store,
    { peps: [{ due: '2025-01-20' }] },
    { peps: [{ due: '2025-01-22', held: '2025-01-21', submitted: '2025-01-23' }] },
  );
  expect((await two.look()).collisions).toMatchObject([{ title: 'PEP due 2025-01-20 review' }]);
  await two.merge();
  expect(rows(store, 'SELECT due_on AS due, held_on AS held, status FROM pep')).toEqual([
    { due: '2025-01-20', held: '2025-01-21', status: 'submitted' },
  ]);
});

it('an end that only one record knows, and a name that only one had, are asked about', async () => {
  const two = await twoRecords(store);
  await store.write((writer) => {
    writer.insert('child_uasc', { child_id: two.staysId, valid_from: '2020-01-01', valid_to: null });
    writer.insert('child_uasc', { child_id: two.goesId, valid_from: '2020-01-01', valid_to: '2023-01-01' });
    const [name] = rows<{ id: string }>(store, 'SELECT id FROM child_name WHERE child_id = ?', two.goesId);
    writer.update('child_name', name?.id ?? '', { valid_from: '2021-01-01' });
    const before = {
      kind: 'legal',
      surname: 'Oldname',
      forename: 'Ida',
      valid_from: '2013-02-14',
      valid_to: '2020-12-31',
    };
    writer.insert('child_name', { child_id: two.goesId, ...before });
  });
  expect((await two.look()).collisions.map(({ id }) => id)).toEqual(['legalName', 'uasc']);
});

it('a local id of another authority that is in force on one record is not ended by an older time of the other', async () => {
  const two = await twoRecords(store);
  const id = { kind: 'localId', value: '4711', issuer: '210' };
  await store.write((writer) => {
    writer.insert('child_identifier', {
      child_id: two.staysId,
      ...id,
      valid_from: '2016-01-01',
      valid_to: '2018-01-01',
    });
    writer.insert('child_identifier', { child_id: two.goesId, ...id, valid_from: '2024-01-01', valid_to: null });
  });
  const { batchId } = await two.merge();
  const held = () =>
    rows(
      store,
      "SELECT valid_from AS since, valid_to AS until FROM child_identifier WHERE value = '4711' ORDER BY valid_from",
    );
  expect(held()).toEqual([{ since: '2016-01-01', until: null }]);
  expect(await undo(store, batchId)).toMatchObject({ state: 'done' });
  expect(held()).toHaveLength(2);
});

it('a merge that is refused stands in the audit of both children', async () => {
  const { staysId, goesId } = await twoRecords(store);
  await store.reply('children.merge', { staysId, goesId, fromGoes: [], seen: 'another', reason: 'made twice' });
  for (const search of [staysId, goesId])
    expect((await store.call('audit.list', { search })).rows).toMatchObject([
      { action: 'merge children', outcome: 'failed' },
    ]);
});

it('a backup of before a merge opens no placement that was made secret since', async () => {
  const episodes = [{ start: '2021-01-01', placementType: 'U1' }];
  const { staysId, goesId, merge } = await twoRecords(store, {}, { episodes });
  const backupId = await backUp(store);
  await merge(['care']);
  await store.call('secrets.mark', { childId: staysId, reason: 'the father must not know' });
  await jobResult(store, 'backups.restore', { backupId, reason: 'a wrong import' });
  for (const childId of [staysId, goesId]) {
    const { header } = await store.call('children.get', { childId, asAt: '2025-03-31' });
    expect(header.confidentialPlacement).toBe(true);
  }
});
