import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aSettingsWorld, type SettingsWorld, today } from './settingsWorld.ts';

let world: SettingsWorld;
beforeAll(async () => {
  world = await aSettingsWorld();
});
afterAll(() => world.store.close());

describe('postcodes', () => {
  it('find the longest match, and placements that waited for it', async () => {
    await world.store.write((writer) => {
      const [episode] = world.read<{ id: string }>('SELECT id FROM episode WHERE child_id = ?', world.children.unknown);
      writer.update('episode', episode?.id ?? '', { placement_postcode: 'ZZ9 1AB' });
    });
    const waiting = await world.store.call('settings.unresolvedPostcodes', {});
    expect(waiting).toEqual({ rows: [{ area: 'ZZ9', placements: 1, now: 1 }], withoutPostcode: 0 });
    await world.done('settings.setPostcodeArea', {
      area: 'zz9',
      districtId: world.store.district('Swale'),
      from: '2000-01-01',
    });
    expect(world.localityOf(world.children.unknown, today)).toBe('East Kent 1');
    expect(await world.store.call('settings.unresolvedPostcodes', {})).toEqual({ rows: [], withoutPostcode: 0 });
    const sector = await world.done('settings.setPostcodeArea', {
      area: 'ZZ9 1',
      districtId: world.store.district('Thanet'),
      from: '2000-01-01',
    });
    expect(await world.store.call('settings.postcode', { postcode: 'zz9 1ab', asAt: today })).toEqual({
      area: 'ZZ9 1',
      districtName: 'Thanet',
      localityName: 'East Kent 3',
    });
    expect(await world.store.call('settings.postcode', { postcode: 'ZZ9 2AB', asAt: today })).toMatchObject({
      area: 'ZZ9',
      districtName: 'Swale',
    });
    expect(await world.store.call('settings.postcode', { postcode: 'YY1 2AB', asAt: today })).toEqual({
      area: null,
      districtName: null,
      localityName: null,
    });
    expect(world.localityOf(world.children.unknown, today)).toBe('East Kent 3');
    await world.expectAsRebuilt();
    await world.done('settings.undo', { changeId: sector });
    expect(world.localityOf(world.children.unknown, today)).toBe('East Kent 1');
    await world.done('settings.setPostcodeArea', { area: 'ZZ9', districtId: null, from: '2000-01-01' });
    expect(world.localityOf(world.children.unknown, today)).toBeNull();
    await world.expectAsRebuilt();
  });

  it('leave a district alone that a file named for itself', async () => {
    const [episode] = world.read<{ id: string }>('SELECT id FROM episode WHERE child_id = ?', world.children.swale);
    await world.store.write((writer) => writer.update('episode', episode?.id ?? '', { placement_postcode: 'CT9 1AB' }));
    await world.done('settings.setPostcodeArea', {
      area: 'CT9',
      districtId: world.store.district('Dover'),
      from: '2000-01-01',
    });
    expect(
      world.read('SELECT placement_district_id AS id FROM episode WHERE child_id = ?', world.children.swale),
    ).toEqual([{ id: world.store.district('Swale') }]);
  });

  it.each(['C', 'CT', 'CT9 1A', 'CT99 99', '9CT', 'CT9-1'])('%s is no postcode area', async (area) => {
    expect(await world.failure('settings.setPostcodeArea', { area, districtId: null, from: today })).toMatchObject({
      code: 'invalidInput',
      field: 'area',
    });
  });
});

describe('districts and the authority', () => {
  it('are added and renamed; a code or a name is there once', async () => {
    await world.done('settings.addDistrict', { code: 'e09000033', name: 'Westminster', laCode: '213' });
    expect((await world.store.call('settings.districts', { asAt: today })).rows.at(-1)).toMatchObject({
      code: 'E09000033',
      own: false,
      localityName: null,
      spans: [],
    });
    expect(
      await world.failure('settings.addDistrict', { code: 'E09000033', name: 'Elsewhere', laCode: '213' }),
    ).toMatchObject({
      code: 'conflict',
      field: 'code',
    });
    await world.done('settings.changeDistrict', {
      districtId: world.store.district('Westminster'),
      name: 'City of Westminster',
      formerName: 'Westminster',
    });
    expect(
      await world.failure('settings.changeDistrict', {
        districtId: world.store.district('Thanet'),
        name: 'Swale',
        formerName: null,
      }),
    ).toMatchObject({ code: 'conflict', field: 'name' });
  });

  it('another number of the authority changes whose children are its own; targets go with its name', async () => {
    const changeId = await world.done('settings.changeProfile', {
      name: 'Medway',
      virtualSchoolName: 'Virtual School Medway',
      laCode: '887',
    });
    expect(await world.store.call('settings.profile', {})).toMatchObject({
      name: 'Medway',
      laCode: '887',
      ownChildren: 0,
      publishedFigures: 0,
    });
    expect((await world.store.call('settings.targets', {})).rows.length).toBe(4);
    expect((await world.store.call('store.status', {})).authorityName).toBe('Medway');
    await world.expectAsRebuilt();
    await world.done('settings.undo', { changeId });
    expect(await world.store.call('settings.profile', {})).toMatchObject({
      name: 'Kent',
      laCode: '886',
      ownChildren: 7,
    });
    expect((await world.store.call('settings.profile', {})).publishedFigures).toBeGreaterThan(100);
    await world.expectAsRebuilt();
  });
});
