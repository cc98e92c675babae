import { afterEach, beforeEach, expect, it } from 'vitest';
import { undo } from '#test/imports/support.ts';
import { aChild } from '#test/make/aChild.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';
import { backUp, jobResult } from './support.ts';

let store: TestStore;
beforeEach(async () => {
  store = await aStore({ today: '2025-03-31' });
});
afterEach(() => store.close());

const restore = (backupId: string) => jobResult(store, 'backups.restore', { backupId, reason: 'a wrong import' });
const secrets = () =>
  store.context.reader.prepare('SELECT to_date AS "to", checked_reason AS checked FROM secret_placement').all();
const isSecret = async () =>
  (await store.call('children.list', { asAt: '2025-03-31', filters: {} })).rows.map((row) => row.confidentialPlacement);

it('a backup of before does not open what became secret since', async () => {
  const childId = await store.write((writer) => aChild(writer, {}));
  const backupId = await backUp(store);
  await store.call('secrets.mark', { childId, reason: 'a risk at home' });
  await restore(backupId);
  expect(await isSecret()).toEqual([true]);
});

it('a backup in which it was ended does not open it, and one in which it was open closes it again', async () => {
  const childId = await store.write((writer) => aChild(writer, {}));
  await store.call('secrets.mark', { childId, reason: 'a risk at home' });
  const [{ id: secretId } = { id: '' }] = (await store.call('children.get', { childId, asAt: '2025-03-31' })).secrecy;
  const open = await backUp(store);
  await store.call('secrets.answer', { childId, secretId, answer: 'open', reason: 'the risk is over' });
  const ended = await backUp(store);
  await store.call('secrets.takeBack', { childId, secretId });
  await store.call('secrets.answer', { childId, secretId, answer: 'stillSecret', reason: 'the worker says' });
  await restore(ended);
  expect(secrets()).toEqual([{ to: null, checked: 'the worker says' }]);
  expect(await isSecret()).toEqual([true]);
  await store.call('secrets.answer', { childId, secretId, answer: 'open', reason: 'the risk is over' });
  await restore(open);
  expect(await isSecret()).toEqual([true]);
});

it('a child who is not in the backup is secret when it comes back under its local id', async () => {
  const backupId = await backUp(store);
  const childId = await store.write((writer) => aChild(writer, { localId: 'M440' }));
  await store.call('secrets.mark', { childId, reason: 'a risk at home' });
  await restore(backupId);
  expect(await isSecret()).toEqual([]);
  await store.write((writer) => aChild(writer, { localId: 'M440' }));
  expect(await isSecret()).toEqual([true]);
});

const twoRecords = async () => {
  const both = { name: { forename: 'Ida', surname: 'Sample' }, dateOfBirth: '2013-02-14' };
  const staysId = await store.write((writer) => aChild(writer, { localId: 'M1', ...both }));
  const episodes = [{ start: '2021-01-01', placementType: 'U1' }];
  const goesId = await store.write((writer) => aChild(writer, { localId: 'M9', ...both, episodes }));
  return { staysId, goesId, fromGoes: ['care' as const] };
};
const merged = async (records: Awaited<ReturnType<typeof twoRecords>>) => {
  const { seen } = await store.call('children.mergePreview', records);
  return (await store.call('children.merge', { ...records, seen, reason: 'made twice' })).batchId;
};
const isSecretOf = async (childId: string) =>
  (await store.call('children.get', { childId, asAt: '2025-03-31' })).header.confidentialPlacement;

it('a backup of before two records became one keeps secret in both what was made secret since, and once only', async () => {
  const records = await twoRecords();
  const backupId = await backUp(store);
  await merged(records);
  await store.call('secrets.mark', { childId: records.staysId, reason: 'the father must not know' });
  await restore(backupId);
  expect([await isSecretOf(records.goesId), await isSecretOf(records.staysId)]).toEqual([true, true]);
  expect(secrets()).toHaveLength(2);
  await restore(backupId);
  expect(await isSecretOf(records.goesId)).toBe(true);
});

it('a backup of after two records became one keeps secret what was made secret of the one that came back', async () => {
  const records = await twoRecords();
  const batchId = await merged(records);
  const backupId = await backUp(store);
  await undo(store, batchId);
  await store.call('secrets.mark', { childId: records.goesId, reason: 'the father must not know' });
  await restore(backupId);
  expect(await isSecretOf(records.staysId)).toBe(true);
});
