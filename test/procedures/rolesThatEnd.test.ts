import { afterEach, beforeEach, expect, it } from 'vitest';
import { fixedClock } from '#db/clock.ts';
import { addDays } from '#domain/calendar/plainDate.ts';
import { ended } from '#test/imports/support.ts';
import { heldRole } from '#test/make/heldRole.ts';
import { aWorld, become, today, type World } from './accessWorld.ts';

// A cover ends at midnight in a store that stays open over night: what was asked for during it is told no more either.

let world: World;
let day: string;
beforeEach(async () => {
  day = today;
  world = await aWorld({ today: () => day, now: () => fixedClock(day).now() });
});
afterEach(() => world.store.close());

const refused = { ok: false, error: { code: 'forbidden' } };

it('an assistant head whose cover of a second locality is over: neither its children nor the packs made for them', async () => {
  const { store, schoolId, folder, childOfA, childOfB, localityA } = world;
  await become(store.host, 'coversB');
  const ofA = await store.call('packs.export', { schoolId, asAt: today, childIds: [childOfA], folder });
  const ofB = await store.call('packs.export', { schoolId, asAt: today, childIds: [childOfB], folder });
  await ended(store, ofA.jobId);
  expect(JSON.stringify(await ended(store, ofB.jobId))).toContain(childOfB);
  const listed = async () =>
    (await store.call('children.list', { asAt: today, filters: {} })).rows.map((row) => row.childId);
  expect(await listed()).toContain(childOfB);

  day = addDays(today, 1);
  expect(await listed()).not.toContain(childOfB);
  expect(await listed()).toContain(childOfA);
  expect(await store.reply('children.get', { childId: childOfB, asAt: today })).toMatchObject(refused);
  for (const { jobId } of [ofA, ofB]) expect(await store.reply('jobs.get', { jobId })).toMatchObject(refused);
  expect((await store.call('store.status', {})).user?.localities).toEqual([{ id: localityA, name: 'East Kent 3' }]);
  const again = await store.call('packs.export', { schoolId, asAt: today, childIds: [childOfA], folder });
  expect(await ended(store, again.jobId)).toMatchObject({ state: 'done' });
});

it('a data officer whose cover is over: not the preview that was made during it, nor its commit', async () => {
  const { store } = world;
  const { rows } = await store.call('users.list', {});
  const { userId = '', name = '' } = rows.find((each) => each.name === 'Data Officer') ?? {};
  await store.call('users.change', {
    userId,
    name,
    roles: [heldRole('dataOfficer', null, { to: today }), heldRole('reader')],
  });
  await become(store.host, 'dataOfficer');
  const bytes = new TextEncoder().encode('local_id,academic_year\r\nK1,2024/25\r\n');
  const { jobId } = await store.call('imports.preview', { files: [{ name: 'results.csv', bytes }] });
  const { previewId } = (await ended(store, jobId)).result as { previewId: string };

  day = addDays(today, 1);
  expect(await store.reply('jobs.get', { jobId })).toMatchObject(refused);
  expect(await store.reply('imports.commit', { previewId })).toMatchObject(refused);
  expect(await store.reply('imports.refusedRows', { of: previewId, fileName: 'results.csv' })).toMatchObject(refused);
  expect((await store.call('store.status', {})).user).toMatchObject({
    may: ['published'],
    roles: [{ role: 'reader' }],
  });
});
