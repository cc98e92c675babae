import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallInput, CallName } from '#contract/calls.ts';
import type { Job } from '#contract/jobs.ts';
import { rebuildDerived } from '#db/derived/rebuildDerived.ts';
import { allDistricts } from '#db/queries/settingsPlaces.ts';
import { addDays } from '#domain/calendar/plainDate.ts';
import { aChild } from '#test/make/aChild.ts';
import { aSchool } from '#test/make/aSchool.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';
import { weekOf } from '#test/make/weekOf.ts';

const today = '2025-03-31';
let store: TestStore;
/** Two children in Thanet (one with a plan), one in Swale, one in Medway, one whose postcode nobody knows. */
const children: Record<'thanet' | 'withPlan' | 'swale' | 'medway' | 'unknown', string> = {
  thanet: '',
  withPlan: '',
  swale: '',
  medway: '',
  unknown: '',
};
beforeAll(async () => {
  store = await aStore({ today });
  await store.write((writer) => {
    const schoolId = aSchool(writer);
    const enrolments = [{ schoolId, start: '2021-09-01', ncYear: 6, weeks: { '2025-03-03': weekOf('U') } }];
    const add = (district: string | null, more = {}) =>
      aChild(writer, {
        districtId: district === null ? null : store.district(district),
        dateOfBirth: '2014-01-10',
        enrolments,
        ...more,
      });
    children.thanet = add('Thanet');
    children.withPlan = add('Thanet', { sen: [{ status: 'E', from: '2019-01-01' }] });
    children.swale = add('Swale');
    children.medway = add('Medway');
    children.unknown = add(null);
  });
});
afterAll(() => store.close());

const read = <Each>(sql: string, ...values: unknown[]) => store.context.reader.prepare(sql).all(...values) as Each[];

/** Makes a change and waits for its job; answers the change's id. */
async function done<Name extends CallName & `settings.${string}`>(name: Name, input: CallInput<Name>): Promise<string> {
  const { changeId, jobId } = (await store.call(name, input)) as { changeId: string; jobId?: string };
  for (;;) {
    if (jobId === undefined) return changeId;
    const job: Job = await store.call('jobs.get', { jobId });
    if (job.state === 'done') {
      expect(job.result).toEqual({ changeId });
      return changeId;
    }
    if (job.state !== 'running') throw new Error(`${job.error?.code}: ${job.error?.message}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
const failure = async (name: string, input: unknown) => {
  const reply = await store.reply(name, input);
  return reply.ok ? null : { code: reply.error.code, ...reply.error.detail };
};

const derivedTables = [
  'locality_period',
  'care_period',
  'cohort_member',
  'attendance_rollup',
  'attendance_year',
  'attendance_days',
];
/** Everything that follows from facts, without the ids that a rebuild makes anew. */
const derived = () =>
  Object.fromEntries(
    derivedTables.map((table) => [
      table,
      read<Record<string, unknown>>(`SELECT * FROM ${table}`)
        .map(({ id: _made, ...row }) => JSON.stringify(row))
        .sort(),
    ]),
  );
/** What a rebuild of every child from scratch finds; it must be what is stored already. */
async function expectAsRebuilt(): Promise<void> {
  const stored = derived();
  await store.write((writer) =>
    rebuildDerived(
      writer.connection,
      read<{ id: string }>('SELECT id FROM child').map(({ id }) => id),
    ),
  );
  expect(derived()).toEqual(stored);
}
const childrenIn = async (asAt = today) =>
  Object.fromEntries(
    (await store.call('overview.get', { asAt })).localities.map((row) => [
      row.isCounty ? 'county' : row.name,
      row.children.value,
    ]),
  );
const absenceIn = async () =>
  Object.fromEntries(
    (await store.call('reports.attendanceSummary', { asAt: today, fromYear: '2024/25', toYear: '2024/25' })).rows.map(
      (row) => [row.isCounty ? 'county' : row.name, row.absence.denominator],
    ),
  );
const localityOf = (childId: string, date: string) =>
  read<{ name: string | null }>(
    `SELECT locality.name FROM locality_period LEFT JOIN locality ON locality.id = locality_id
     WHERE child_id = ? AND start_date <= ? AND (end_date IS NULL OR end_date >= ?)`,
    childId,
    date,
    date,
  )[0]?.name;

describe('a district that moves to another locality', () => {
  it('takes its children and their sessions with it from the day, and nothing before; a rebuild finds the same', async () => {
    expect(await childrenIn()).toMatchObject({ county: 5, 'East Kent 3': 2, 'East Kent 2': 0 });
    expect(await absenceIn()).toMatchObject({ county: 50, 'East Kent 3': 20, 'East Kent 2': null });
    const changeId = await done('settings.moveDistrict', {
      districtId: store.district('Thanet'),
      localityId: store.locality('EK2'),
      from: '2025-03-05',
    });
    expect(await childrenIn()).toMatchObject({ county: 5, 'East Kent 3': 0, 'East Kent 2': 2 });
    expect(await childrenIn('2025-03-04')).toMatchObject({ county: 5, 'East Kent 3': 2, 'East Kent 2': 0 });
    // The week of 3 March: Monday and Tuesday there, Wednesday to Friday here.
    expect(await absenceIn()).toMatchObject({ county: 50, 'East Kent 3': 8, 'East Kent 2': 12 });
    expect(localityOf(children.thanet, '2025-03-04')).toBe('East Kent 3');
    expect(localityOf(children.thanet, '2025-03-05')).toBe('East Kent 2');
    await expectAsRebuilt();

    const thanet = store.district('Thanet');
    expect(
      read('SELECT valid_from, valid_to FROM locality_district WHERE district_id = ? ORDER BY valid_from', thanet),
    ).toEqual([
      { valid_from: '2000-01-01', valid_to: '2025-03-04' },
      { valid_from: '2025-03-05', valid_to: null },
    ]);
    await done('settings.undo', { changeId });
    expect(await childrenIn()).toMatchObject({ county: 5, 'East Kent 3': 2, 'East Kent 2': 0 });
    expect(await absenceIn()).toMatchObject({ county: 50, 'East Kent 3': 20, 'East Kent 2': null });
    await expectAsRebuilt();
  });

  it('to no locality: its children are unallocated, and everything still adds up to the county', async () => {
    const changeId = await done('settings.moveDistrict', {
      districtId: store.district('Thanet'),
      localityId: null,
      from: '2024-09-01',
    });
    expect((await store.call('settings.localities', { asAt: today })).unallocated.map((each) => each.name)).toEqual([
      'Thanet',
    ]);
    const { county, ...parts } = await childrenIn();
    expect(Object.values(parts).reduce((sum: number, each) => sum + (each ?? 0), 0)).toBe(county);
    expect(localityOf(children.thanet, today)).toBeNull();
    await expectAsRebuilt();
    await done('settings.undo', { changeId });
    expect((await store.call('settings.localities', { asAt: today })).unallocated).toEqual([]);
  });

  it('is refused in words where nothing would change, and where the locality is not there', async () => {
    const districtId = store.district('Thanet');
    expect(
      await failure('settings.moveDistrict', { districtId, localityId: store.locality('EK3'), from: today }),
    ).toEqual({
      code: 'conflict',
      message: 'Thanet belongs to East Kent 3 on 31 March 2025 already. Nothing was changed.',
      field: 'from',
      value: today,
    });
    expect(
      await failure('settings.moveDistrict', { districtId, localityId: store.locality('EK3'), from: '1999-12-31' }),
    ).toMatchObject({ code: 'invalidInput', message: expect.stringContaining('between 2000 and 2099') });
    expect(await failure('settings.moveDistrict', { districtId, localityId: null, from: '2025-02-30' })).toMatchObject({
      code: 'invalidInput',
      field: 'from',
    });
    expect(
      await failure('settings.moveDistrict', { districtId: store.locality('EK3'), localityId: null, from: today }),
    ).toMatchObject({
      code: 'notFound',
    });
  });
});

describe('special cohorts', () => {
  it('move to another locality from a day, with the children of the cohort alone', async () => {
    expect(localityOf(children.medway, today)).toBe('East Kent 4');
    const moved = await done('settings.setCohort', {
      cohort: 'outOfAuthority',
      localityId: store.locality('NWK'),
      precedence: 1,
      from: '2025-01-01',
    });
    expect(localityOf(children.medway, today)).toBe('North West Kent');
    expect(localityOf(children.medway, '2024-12-31')).toBe('East Kent 4');
    const led = await done('settings.setCohort', {
      cohort: 'specialEducationalNeeds',
      localityId: store.locality('EK4'),
      precedence: 2,
      from: '2024-09-01',
    });
    expect(localityOf(children.withPlan, today)).toBe('East Kent 4');
    expect(localityOf(children.thanet, today)).toBe('East Kent 3');
    await expectAsRebuilt();
    expect((await store.call('settings.localities', { asAt: today })).cohorts).toMatchObject([
      { cohort: 'outOfAuthority', localityName: 'North West Kent', precedence: 1 },
      { cohort: 'specialEducationalNeeds', localityName: 'East Kent 4', precedence: 2 },
    ]);
    await done('settings.undo', { changeId: led });
    await done('settings.undo', { changeId: moved });
    expect(localityOf(children.withPlan, today)).toBe('East Kent 3');
    expect(localityOf(children.medway, today)).toBe('East Kent 4');
    await expectAsRebuilt();
  });

  it('never have the same precedence on one day', async () => {
    await expect(
      done('settings.setCohort', {
        cohort: 'specialEducationalNeeds',
        localityId: store.locality('EK4'),
        precedence: 1,
        from: '2024-09-01',
      }),
    ).rejects.toThrow('the same precedence');
  });
});

describe('localities', () => {
  it('are added, named, staffed and ended; what ends with them is unallocated until it is moved', async () => {
    await done('settings.addLocality', { name: 'Coast', shortName: 'CST', from: '2025-01-01' });
    const coast = store.locality('Coast');
    await done('settings.moveDistrict', {
      districtId: store.district('Thanet'),
      localityId: coast,
      from: '2025-01-01',
    });
    await done('settings.setStaff', { localityId: coast, fullTimeEquivalent: 4, from: '2025-01-01' });
    await done('settings.setStaff', { localityId: coast, fullTimeEquivalent: 2, from: '2025-02-01' });
    await done('settings.renameLocality', { localityId: coast, name: 'The Coast', shortName: 'CST' });
    expect((await store.call('settings.localities', { asAt: '2025-01-31' })).rows.at(-1)).toMatchObject({
      name: 'The Coast',
      districts: [{ name: 'Thanet' }],
      staff: 4,
    });
    const caseload = (await store.call('overview.get', { asAt: today })).localities.find(
      (row) => row.name === 'The Coast',
    )?.caseload;
    expect(caseload).toMatchObject({ value: 1, numerator: 2, denominator: 2 });

    const ended = await done('settings.endLocality', { localityId: coast, lastDay: '2025-03-20', reason: 'redrawn' });
    const after = await store.call('settings.localities', { asAt: today });
    expect(after.rows.map((row) => row.name)).not.toContain('The Coast');
    expect(after.others).toEqual([{ localityId: coast, name: 'The Coast', from: '2025-01-01', to: '2025-03-20' }]);
    expect(after.unallocated.map((each) => each.name)).toEqual(['Thanet']);
    expect(localityOf(children.thanet, '2025-03-20')).toBe('The Coast');
    expect(localityOf(children.thanet, '2025-03-21')).toBeNull();
    expect(read('SELECT max(valid_to) AS last FROM locality_staff WHERE locality_id = ?', coast)).toEqual([
      { last: '2025-03-20' },
    ]);
    await expectAsRebuilt();
    // It ended within the year: sessions of then are its own, in every table of the year, and all rows are the county.
    const absence = await absenceIn();
    expect(absence).toMatchObject({ 'The Coast': 20, Unallocated: 10, county: 50 });
    const ofYear = { measure: 'absence-overall', fromYear: '2024/25', toYear: '2024/25' } as const;
    const report = await store.call('reports.gap', { ...ofYear, cohort: 'LAC12', by: 'locality' });
    expect(report.localities.find((row) => row.name === 'The Coast')?.withResult).toBe(2);
    const overview = await store.call('overview.get', { asAt: today });
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
      await failure('settings.moveDistrict', {
        districtId: store.district('Swale'),
        localityId: coast,
        from: '2025-03-01',
      }),
    ).toMatchObject({
      code: 'conflict',
      message: 'The Coast ends on 20 March 2025. Choose a locality that goes on.',
    });
    expect(
      await failure('settings.setStaff', { localityId: coast, fullTimeEquivalent: 3, from: '2024-12-31' }),
    ).toMatchObject({
      code: 'conflict',
      message: 'The Coast begins on 1 January 2025. Choose that day or a later one.',
    });
    await done('settings.undo', { changeId: ended });
    expect(localityOf(children.thanet, today)).toBe('The Coast');
    expect((await store.call('settings.localities', { asAt: today })).rows.at(-1)).toMatchObject({
      name: 'The Coast',
      staff: 2,
    });
    await expectAsRebuilt();
  });

  it('have names of their own while they exist', async () => {
    expect(await failure('settings.addLocality', { name: 'east kent 3', shortName: 'XX', from: today })).toEqual({
      code: 'conflict',
      message: 'There is a locality East Kent 3 already. Choose another name.',
      field: 'name',
      value: 'east kent 3',
    });
    expect(
      await failure('settings.renameLocality', {
        localityId: store.locality('EK1'),
        name: 'East Kent 1',
        shortName: 'ek2',
      }),
    ).toMatchObject({ code: 'conflict', field: 'shortName' });
    expect(await failure('settings.addLocality', { name: ' ', shortName: 'X', from: today })).toMatchObject({
      code: 'invalidInput',
      field: 'name',
    });
  });

  it('that have ended lead nobody: an assistant head is given another one first', async () => {
    const localityId = store.locality('SWK');
    await store.call('users.add', {
      name: 'Sam Trial',
      role: 'assistantHead',
      localityId,
      passphrase: 'harbour velvet candle moss',
    });
    expect(await failure('settings.endLocality', { localityId, lastDay: '2025-03-30', reason: 'x' })).toMatchObject({
      code: 'conflict',
      message: 'Sam Trial is assistant head of South West Kent. Give them another locality first, under Users.',
    });
    await done('settings.undo', {
      changeId: await done('settings.endLocality', { localityId, lastDay: '2025-08-31', reason: 'x' }),
    });
  });
});

describe('whatever is moved, ended and taken back', () => {
  it('each day every district is in one locality at most, localities and unallocated are the county, and a rebuild finds the same', async () => {
    const own = allDistricts(store.context.reader).filter((district) => district.laCode === '886');
    const localities = ['NWK', 'SWK', 'EK1', 'EK2', 'EK3', 'EK4'].map((name) => store.locality(name));
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
              if (changeId) await done('settings.undo', { changeId });
            } else if ('districtId' in each) changes.push(await done('settings.moveDistrict', each));
            else if ('cohort' in each) changes.push(await done('settings.setCohort', each));
            else changes.push(await done('settings.endLocality', each));
          } catch (error) {
            // A refusal is an answer too, as long as it says so in words and nothing is left half-written.
            expect(String(error)).toMatch(/conflict: .*\./);
          }
        }
        for (const asAt of [date, today]) {
          const { rows, unallocated } = await store.call('settings.localities', { asAt });
          const placed = [...rows.flatMap((row) => row.districts), ...unallocated].map((each) => each.districtId);
          expect(placed.length).toBe(new Set(placed).size);
          expect(new Set(placed)).toEqual(new Set(own.map((each) => each.districtId)));
          const { county, ...parts } = await childrenIn(asAt);
          expect(Object.values(parts).reduce((sum: number, value) => sum + (value ?? 0), 0)).toBe(county);
        }
        await expectAsRebuilt();
        for (const changeId of changes.reverse()) await done('settings.undo', { changeId });
        await expectAsRebuilt();
      }),
      { numRuns: 15 },
    );
  });
});

describe('postcodes', () => {
  it('find the longest match, and placements that waited for it', async () => {
    await store.write((writer) => {
      const [episode] = read<{ id: string }>('SELECT id FROM episode WHERE child_id = ?', children.unknown);
      writer.update('episode', episode?.id ?? '', { placement_postcode: 'ZZ9 1AB' });
    });
    const waiting = await store.call('settings.unresolvedPostcodes', {});
    expect(waiting).toEqual({ rows: [{ area: 'ZZ9', placements: 1, now: 1 }], withoutPostcode: 0 });
    await done('settings.setPostcodeArea', { area: 'zz9', districtId: store.district('Swale'), from: '2000-01-01' });
    expect(localityOf(children.unknown, today)).toBe('East Kent 1');
    expect(await store.call('settings.unresolvedPostcodes', {})).toEqual({ rows: [], withoutPostcode: 0 });
    const sector = await done('settings.setPostcodeArea', {
      area: 'ZZ9 1',
      districtId: store.district('Thanet'),
      from: '2000-01-01',
    });
    expect(await store.call('settings.postcode', { postcode: 'zz9 1ab', asAt: today })).toEqual({
      area: 'ZZ9 1',
      districtName: 'Thanet',
      localityName: 'The Coast',
    });
    expect(await store.call('settings.postcode', { postcode: 'ZZ9 2AB', asAt: today })).toMatchObject({
      area: 'ZZ9',
      districtName: 'Swale',
    });
    expect(await store.call('settings.postcode', { postcode: 'YY1 2AB', asAt: today })).toEqual({
      area: null,
      districtName: null,
      localityName: null,
    });
    expect(localityOf(children.unknown, today)).toBe('The Coast');
    await expectAsRebuilt();
    await done('settings.undo', { changeId: sector });
    expect(localityOf(children.unknown, today)).toBe('East Kent 1');
    await done('settings.setPostcodeArea', { area: 'ZZ9', districtId: null, from: '2000-01-01' });
    expect(localityOf(children.unknown, today)).toBeNull();
    await expectAsRebuilt();
  });

  it('leave a district alone that a file named for itself', async () => {
    const [episode] = read<{ id: string }>('SELECT id FROM episode WHERE child_id = ?', children.swale);
    await store.write((writer) => writer.update('episode', episode?.id ?? '', { placement_postcode: 'CT9 1AB' }));
    await done('settings.setPostcodeArea', { area: 'CT9', districtId: store.district('Dover'), from: '2000-01-01' });
    expect(read('SELECT placement_district_id AS id FROM episode WHERE child_id = ?', children.swale)).toEqual([
      { id: store.district('Swale') },
    ]);
  });

  it.each(['C', 'CT', 'CT9 1A', 'CT99 99', '9CT', 'CT9-1'])('%s is no postcode area', async (area) => {
    expect(await failure('settings.setPostcodeArea', { area, districtId: null, from: today })).toMatchObject({
      code: 'invalidInput',
      field: 'area',
    });
  });
});

describe('districts and the authority', () => {
  it('are added and renamed; a code or a name is there once', async () => {
    await done('settings.addDistrict', { code: 'e09000033', name: 'Westminster', laCode: '213' });
    expect((await store.call('settings.districts', { asAt: today })).rows.at(-1)).toMatchObject({
      code: 'E09000033',
      own: false,
      localityName: null,
      spans: [],
    });
    expect(
      await failure('settings.addDistrict', { code: 'E09000033', name: 'Elsewhere', laCode: '213' }),
    ).toMatchObject({
      code: 'conflict',
      field: 'code',
    });
    await done('settings.changeDistrict', {
      districtId: store.district('Westminster'),
      name: 'City of Westminster',
      formerName: 'Westminster',
    });
    expect(
      await failure('settings.changeDistrict', {
        districtId: store.district('Thanet'),
        name: 'Swale',
        formerName: null,
      }),
    ).toMatchObject({ code: 'conflict', field: 'name' });
  });

  it('another number of the authority changes whose children are its own; targets go with its name', async () => {
    const changeId = await done('settings.changeProfile', {
      name: 'Medway',
      virtualSchoolName: 'Virtual School Medway',
      laCode: '887',
    });
    expect(await store.call('settings.profile', {})).toMatchObject({
      name: 'Medway',
      laCode: '887',
      ownChildren: 0,
      publishedFigures: 0,
    });
    expect((await store.call('settings.targets', {})).rows.length).toBe(4);
    expect((await store.call('store.status', {})).authorityName).toBe('Medway');
    await expectAsRebuilt();
    await done('settings.undo', { changeId });
    expect(await store.call('settings.profile', {})).toMatchObject({ name: 'Kent', laCode: '886', ownChildren: 5 });
    expect((await store.call('settings.profile', {})).publishedFigures).toBeGreaterThan(100);
    await expectAsRebuilt();
  });
});
