import { afterAll, beforeAll, expect, it } from 'vitest';
import { heldRole } from '#test/make/heldRole.ts';
import { aWorld, become, today, type World } from './accessWorld.ts';

// An education welfare officer sees attendance, suspensions and contacts of every child, other authorities' children too, and
// nothing else of any: not by an order or a filter either.

let world: World;
beforeAll(async () => {
  world = await aWorld();
  await world.store.write((writer) =>
    writer.insert('sen_status', { child_id: world.childOfB, status: 'K', valid_from: '2022-09-01' }),
  );
});
afterAll(() => world.store.close());

type Filters = Parameters<World['store']['call']>[1] & object;
const listed = async (filters: object = {}, sort?: object) =>
  (
    await world.store.call('children.list', {
      asAt: today,
      filters: { responsibility: 'all', ...filters },
      ...(sort ? { sort } : {}),
    } as Filters as never)
  ).rows as { childId: string; attendanceOnly?: true; lastPepHeld: string | null; attendancePercent: number | null }[];
const everyChild = () => Object.values(world.traces).flat().length;

it('lists every child with attendance and suspensions, without PEPs, SEN, placement and UASC', async () => {
  await become(world.store.host, 'administrator');
  expect((await listed()).filter(({ lastPepHeld }) => lastPepHeld !== null).length).toBe(everyChild());
  await become(world.store.host, 'welfareOfficer');
  const rows = await listed();
  expect(rows).toHaveLength(everyChild());
  const left = { uasc: false, placementType: null, senStatus: null, lastPepHeld: null, lastPepOverall: null };
  for (const row of rows)
    expect(row).toMatchObject({ attendanceOnly: true, ...left, nextPepDue: null, pepOverdue: false });
  expect(rows.some(({ attendancePercent }) => attendancePercent !== null)).toBe(true);
  expect(rows).toContainEqual(expect.objectContaining({ ownChild: false, suspendedDays: 2 }));
});

it.each([
  [{ sen: 'K' }, undefined],
  [{ uasc: false }, undefined],
  [{ pepOverdue: false }, undefined],
  [{}, { column: 'lastPepHeld', descending: false }],
  [{}, { column: 'nextPepDue', descending: true }],
])('is told nothing by asking for %j %j', async (filters, sort) => {
  await become(world.store.host, 'administrator');
  expect((await listed(filters, sort)).length).toBeGreaterThan(0);
  await become(world.store.host, 'welfareOfficer');
  expect(await listed(filters, sort)).toEqual([]);
});

it('reads marks, suspensions, schools and people of a record, and of the rest nothing', async () => {
  const read = () => world.store.call('children.get', { childId: world.childOfB, asAt: today });
  await become(world.store.host, 'administrator');
  const whole = await read();
  expect(whole.peps.rows.length).toBeGreaterThan(0);
  expect(whole.attainment.results.length).toBeGreaterThan(0);
  expect(whole.care.episodes.length).toBeGreaterThan(0);
  expect(whole.care.sen).toHaveLength(1);
  await become(world.store.host, 'welfareOfficer');
  const record = await read();
  expect(record).toMatchObject({
    attendanceOnly: true,
    header: { ethnicity: null, firstLanguage: null, placementType: null, placementDistrict: null, senStatus: null },
    attainment: { results: [], outlook: [] },
    peps: { nextDue: null, lastHeldId: null, rows: [] },
    care: { episodes: [], sen: [] },
    secrecy: [],
  });
  expect(record.attendance).toEqual(whole.attendance);
  expect(record.suspensions).toEqual(whole.suspensions);
  expect(record.care.enrolments).toEqual(whole.care.enrolments);
  for (const who of ['socialWorker', 'reviewingOfficer', 'designatedTeacher', 'school'] as const)
    expect(record.header[who]).toEqual(whole.header[who]);
  expect(record.header.designatedTeacher).not.toBeNull();
});

it('who is assistant head of a locality too reads its records whole, and no others', async () => {
  await become(world.store.host, 'administrator');
  const { rows } = await world.store.call('users.list', {});
  const { userId = '', name = '' } = rows.find((each) => each.name === 'Welfare Officer') ?? {};
  await world.store.call('users.change', {
    userId,
    name,
    roles: [heldRole('educationWelfareOfficer'), heldRole('assistantHead', world.localityA)],
  });
  await become(world.store.host, 'welfareOfficer');
  const whole = (await listed()).filter(({ attendanceOnly }) => !attendanceOnly).map(({ childId }) => childId);
  expect(whole.sort()).toEqual(world.traces.A.map(({ childId }) => childId).sort());
  expect(await listed()).toHaveLength(everyChild());
  const { attendanceOnly, peps } = await world.store.call('children.get', { childId: world.childOfA, asAt: today });
  expect([attendanceOnly, peps.rows.length > 0]).toEqual([undefined, true]);
  expect(await world.store.call('children.get', { childId: world.childOfB, asAt: today })).toMatchObject({
    attendanceOnly: true,
    peps: { rows: [] },
  });
});
