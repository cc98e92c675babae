import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allDistricts } from '#db/queries/settingsPlaces.ts';
import { addDays } from '#domain/calendar/plainDate.ts';
import { aSettingsWorld, type SettingsWorld, today } from './settingsWorld.ts';

let world: SettingsWorld;
beforeAll(async () => {
  world = await aSettingsWorld();
});
afterAll(() => world.store.close());

describe('a district that moves to another locality', () => {
  it('takes its children and their sessions with it from the day, and nothing before; a rebuild finds the same', async () => {
    expect(await world.childrenIn()).toMatchObject({ county: 5, 'East Kent 3': 2, 'East Kent 2': 0 });
    expect(await world.absenceIn()).toMatchObject({ county: 50, 'East Kent 3': 20, 'East Kent 2': null });
    const changeId = await world.done('settings.moveDistrict', {
      districtId: world.store.district('Thanet'),
      localityId: world.store.locality('EK2'),
      from: '2025-03-05',
    });
    expect(await world.childrenIn()).toMatchObject({ county: 5, 'East Kent 3': 0, 'East Kent 2': 2 });
    expect(await world.childrenIn('2025-03-04')).toMatchObject({ county: 5, 'East Kent 3': 2, 'East Kent 2': 0 });
    // The week of 3 March: Monday and Tuesday there, Wednesday to Friday here.
    expect(await world.absenceIn()).toMatchObject({ county: 50, 'East Kent 3': 8, 'East Kent 2': 12 });
    expect(world.localityOf(world.children.thanet, '2025-03-04')).toBe('East Kent 3');
    expect(world.localityOf(world.children.thanet, '2025-03-05')).toBe('East Kent 2');
    await world.expectAsRebuilt();

    const thanet = world.store.district('Thanet');
    expect(
      world.read(
        'SELECT valid_from, valid_to FROM locality_district WHERE district_id = ? ORDER BY valid_from',
        thanet,
      ),
    ).toEqual([
      { valid_from: '2000-01-01', valid_to: '2025-03-04' },
      { valid_from: '2025-03-05', valid_to: null },
    ]);
    await world.done('settings.undo', { changeId });
    expect(await world.childrenIn()).toMatchObject({ county: 5, 'East Kent 3': 2, 'East Kent 2': 0 });
    expect(await world.absenceIn()).toMatchObject({ county: 50, 'East Kent 3': 20, 'East Kent 2': null });
    await world.expectAsRebuilt();
  });

  it('to no locality: its children are unallocated, and everything still adds up to the county', async () => {
    const changeId = await world.done('settings.moveDistrict', {
      districtId: world.store.district('Thanet'),
      localityId: null,
      from: '2024-09-01',
    });
    expect(
      (await world.store.call('settings.localities', { asAt: today })).unallocated.map((each) => each.name),
    ).toEqual(['Thanet']);
    const { county, ...parts } = await world.childrenIn();
    expect(Object.values(parts).reduce((sum: number, each) => sum + (each ?? 0), 0)).toBe(county);
    expect(world.localityOf(world.children.thanet, today)).toBeNull();
    await world.expectAsRebuilt();
    await world.done('settings.undo', { changeId });
    expect((await world.store.call('settings.localities', { asAt: today })).unallocated).toEqual([]);
  });

  it('is refused in words where nothing would change, and where the locality is not there', async () => {
    const districtId = world.store.district('Thanet');
    expect(
      await world.failure('settings.moveDistrict', {
        districtId,
        localityId: world.store.locality('EK3'),
        from: today,
      }),
    ).toEqual({
      code: 'conflict',
      message: 'Thanet belongs to East Kent 3 on 31 March 2025 already. Nothing was changed.',
      field: 'from',
      value: today,
    });
    expect(
      await world.failure('settings.moveDistrict', {
        districtId,
        localityId: world.store.locality('EK3'),
        from: '1999-12-31',
      }),
    ).toMatchObject({ code: 'invalidInput', message: expect.stringContaining('between 2000 and 2099') });
    expect(
      await world.failure('settings.moveDistrict', { districtId, localityId: null, from: '2025-02-30' }),
    ).toMatchObject({
      code: 'invalidInput',
      field: 'from',
    });
    expect(
      await world.failure('settings.moveDistrict', {
        districtId: world.store.locality('EK3'),
        localityId: null,
        from: today,
      }),
    ).toMatchObject({
      code: 'notFound',
    });
  });
});

describe('special cohorts', () => {
  it('move to another locality from a day, with the children of the cohort alone', async () => {
    expect(world.localityOf(world.children.medway, today)).toBe('East Kent 4');
    const moved = await world.done('settings.setCohort', {
      cohort: 'outOfAuthority',
      localityId: world.store.locality('NWK'),
      precedence: 1,
      from: '2025-01-01',
    });
    expect(world.localityOf(world.children.medway, today)).toBe('North West Kent');
    expect(world.localityOf(world.children.medway, '2024-12-31')).toBe('East Kent 4');
    const led = await world.done('settings.setCohort', {
      cohort: 'specialEducationalNeeds',
      localityId: world.store.locality('EK4'),
      precedence: 2,
      from: '2024-09-01',
    });
    expect(world.localityOf(world.children.withPlan, today)).toBe('East Kent 4');
    expect(world.localityOf(world.children.thanet, today)).toBe('East Kent 3');
    await world.expectAsRebuilt();
    expect((await world.store.call('settings.localities', { asAt: today })).cohorts).toMatchObject([
      { cohort: 'outOfAuthority', localityName: 'North West Kent', precedence: 1 },
      { cohort: 'specialEducationalNeeds', localityName: 'East Kent 4', precedence: 2 },
    ]);
    await world.done('settings.undo', { changeId: led });
    await world.done('settings.undo', { changeId: moved });
    expect(world.localityOf(world.children.withPlan, today)).toBe('East Kent 3');
    expect(world.localityOf(world.children.medway, today)).toBe('East Kent 4');
    await world.expectAsRebuilt();
  });

  it('never have the same precedence on one day', async () => {
    await expect(
      world.done('settings.setCohort', {
        cohort: 'specialEducationalNeeds',
        localityId: world.store.locality('EK4'),
        precedence: 1,
        from: '2024-09-01',
      }),
    ).rejects.toThrow('the same precedence');
  });
});

describe('localities', () => {
  it('are added, named, staffed and ended; what ends with them is unallocated until it is moved', async () => {
    await world.done('settings.addLocality', { name: 'Coast', shortName: 'CST', from: '2025-01-01' });
    const coast = world.store.locality('Coast');
    await world.done('settings.moveDistrict', {
      districtId: world.store.district('Thanet'),
      localityId: coast,
      from: '2025-01-01',
    });
    await world.done('settings.setStaff', { localityId: coast, fullTimeEquivalent: 4, from: '2025-01-01' });
    await world.done('settings.setStaff', { localityId: coast, fullTimeEquivalent: 2, from: '2025-02-01' });
    await world.done('settings.renameLocality', { localityId: coast, name: 'The Coast', shortName: 'CST' });
    expect((await world.store.call('settings.localities', { asAt: '2025-01-31' })).rows.at(-1)).toMatchObject({
      name: 'The Coast',
      districts: [{ name: 'Thanet' }],
      staff: 4,
    });
    const caseload = (await world.store.call('overview.get', { asAt: today })).localities.find(
      (row) => row.name === 'The Coast',
    )?.caseload;
    expect(caseload).toMatchObject({ value: 1, numerator: 2, denominator: 2 });

    const ended = await world.done('settings.endLocality', {
      localityId: coast,
      lastDay: '2025-03-20',
      reason: 'redrawn',
    });
    const after = await world.store.call('settings.localities', { asAt: today });
    expect(after.rows.map((row) => row.name)).not.toContain('The Coast');
    expect(after.others).toEqual([{ localityId: coast, name: 'The Coast', from: '2025-01-01', to: '2025-03-20' }]);
    expect(after.unallocated.map((each) => each.name)).toEqual(['Thanet']);
    expect(world.localityOf(world.children.thanet, '2025-03-20')).toBe('The Coast');
    expect(world.localityOf(world.children.thanet, '2025-03-21')).toBeNull();
    expect(world.read('SELECT max(valid_to) AS last FROM locality_staff WHERE locality_id = ?', coast)).toEqual([
      { last: '2025-03-20' },
    ]);
    await world.expectAsRebuilt();
    // It ended within the year: sessions of then are its own, in every table of the year, and all rows are the county.
    const absence = await world.absenceIn();
    expect(absence).toMatchObject({ 'The Coast': 20, Unallocated: 10, county: 50 });
    const ofYear = { measure: 'absence-overall', fromYear: '2024/25', toYear: '2024/25' } as const;
    const report = await world.store.call('reports.gap', { ...ofYear, cohort: 'LAC12', by: 'locality' });
    expect(report.localities.find((row) => row.name === 'The Coast')?.withResult).toBe(2);
    const overview = await world.store.call('overview.get', { asAt: today });
    expect(overview.localities.find((row) => row.name === 'The Coast')).toMatchObject({
      children: { value: 0 },
      absence: { denominator: 20 },
    });
    for (const of of ['children', 'absence'] as const) {
      const parts = overview.localities.filter((row) => !row.isCounty);
      const county = overview.localities.find((row) => row.isCounty);
      const part = of === 'children' ? 'value' : 'denominator';
      expect(parts.reduce((sum, row) => sum + (row[of][part] ?? 0), 0)).toBe(county?.[of][part]);
    }

    expect(
      await world.failure('settings.moveDistrict', {
        districtId: world.store.district('Swale'),
        localityId: coast,
        from: '2025-03-01',
      }),
    ).toMatchObject({
      code: 'conflict',
      message: 'The Coast ends on 20 March 2025. Choose a locality that goes on.',
    });
    expect(
      await world.failure('settings.setStaff', { localityId: coast, fullTimeEquivalent: 3, from: '2024-12-31' }),
    ).toMatchObject({
      code: 'conflict',
      message: 'The Coast begins on 1 January 2025. Choose that day or a later one.',
    });
    await world.done('settings.undo', { changeId: ended });
    expect(world.localityOf(world.children.thanet, today)).toBe('The Coast');
    expect((await world.store.call('settings.localities', { asAt: today })).rows.at(-1)).toMatchObject({
      name: 'The Coast',
      staff: 2,
    });
    await world.expectAsRebuilt();
  });

  it('have names of their own while they exist', async () => {
    expect(await world.failure('settings.addLocality', { name: 'east kent 3', shortName: 'XX', from: today })).toEqual({
      code: 'conflict',
      message: 'There is a locality East Kent 3 already. Choose another name.',
      field: 'name',
      value: 'east kent 3',
    });
    expect(
      await world.failure('settings.renameLocality', {
        localityId: world.store.locality('EK1'),
        name: 'East Kent 1',
        shortName: 'ek2',
      }),
    ).toMatchObject({ code: 'conflict', field: 'shortName' });
    expect(await world.failure('settings.addLocality', { name: ' ', shortName: 'X', from: today })).toMatchObject({
      code: 'invalidInput',
      field: 'name',
    });
  });

  it('that have ended lead nobody: an assistant head is given another one first', async () => {
    const localityId = world.store.locality('SWK');
    await world.store.call('users.add', {
      name: 'Sam Trial',
      role: 'assistantHead',
      localityId,
      passphrase: 'harbour velvet candle moss',
    });
    expect(
      await world.failure('settings.endLocality', { localityId, lastDay: '2025-03-30', reason: 'x' }),
    ).toMatchObject({
      code: 'conflict',
      message: 'Sam Trial is assistant head of South West Kent. Give them another locality first, under Users.',
    });
    await world.done('settings.undo', {
      changeId: await world.done('settings.endLocality', { localityId, lastDay: '2025-08-31', reason: 'x' }),
    });
  });
});

describe('whatever is moved, ended and taken back', () => {
  it('each day every district is in one locality at most, localities and unallocated are the county, and a rebuild finds the same', async () => {
    const own = allDistricts(world.store.context.reader).filter((district) => district.laCode === '886');
    const localities = ['NWK', 'SWK', 'EK1', 'EK2', 'EK3', 'EK4'].map((name) => world.store.locality(name));
    const day = fc.integer({ min: 0, max: 400 }).map((days) => addDays('2024-03-01', days));
    const step = fc.oneof(
      fc.record({
        districtId: fc.constantFrom(...own.map((each) => each.districtId)),
        localityId: fc.constantFrom(...localities, null),
        from: day,
      }),
      fc.record({
        cohort: fc.constantFrom('outOfAuthority' as const),
        localityId: fc.constantFrom(...localities, null),
        precedence: fc.constant(1),
        from: day,
      }),
      fc.record({ localityId: fc.constantFrom(...localities.slice(2)), lastDay: day, reason: fc.constant('a test') }),
      fc.constant({ undo: true as const }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 6 }), day, async (steps, date) => {
        const changes: string[] = [];
        for (const each of steps) {
          try {
            if ('undo' in each) {
              const changeId = changes.pop();
              if (changeId) await world.done('settings.undo', { changeId });
            } else if ('districtId' in each) changes.push(await world.done('settings.moveDistrict', each));
            else if ('cohort' in each) changes.push(await world.done('settings.setCohort', each));
            else changes.push(await world.done('settings.endLocality', each));
          } catch (error) {
            // A refusal is an answer too, as long as it says so in words and nothing is left half-written.
            expect(String(error)).toMatch(/conflict: .*\./);
          }
        }
        for (const asAt of [date, today]) {
          const { rows, unallocated } = await world.store.call('settings.localities', { asAt });
          const placed = [...rows.flatMap((row) => row.districts), ...unallocated].map((each) => each.districtId);
          expect(placed.length).toBe(new Set(placed).size);
          expect(new Set(placed)).toEqual(new Set(own.map((each) => each.districtId)));
          const { county, ...parts } = await world.childrenIn(asAt);
          expect(Object.values(parts).reduce((sum: number, value) => sum + (value ?? 0), 0)).toBe(county);
        }
        await world.expectAsRebuilt();
        for (const changeId of changes.reverse()) await world.done('settings.undo', { changeId });
        await world.expectAsRebuilt();
      }),
      { numRuns: 15 },
    );
  });
});
