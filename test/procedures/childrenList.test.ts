import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallInput } from '#contract/calls.ts';
import { aChild, type ChildSpec } from '#test/make/aChild.ts';
import { aSchool } from '#test/make/aSchool.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';
import { weekOf } from '#test/make/weekOf.ts';

const asAt = '2025-03-12';
const allGreen = Array.from({ length: 8 }, () => 'green' as const);
let store: TestStore;
let school: string;
let second: string;
const ids: Record<string, string> = {};

const list = (
  more: Omit<Partial<CallInput<'children.list'>>, 'filters'> & { filters?: Record<string, unknown> } = {},
) => store.call('children.list', { asAt, ...more, filters: { responsibility: 'all', ...more.filters } });
const row = async (key: string) => (await list()).rows.find((each) => each.childId === ids[key]);
const keysOf = (rows: { childId: string }[]) =>
  rows.map((each) => Object.keys(ids).find((key) => ids[key] === each.childId) ?? each.childId).sort();

beforeAll(async () => {
  store = await aStore({ today: '2025-03-31' });
  const [thanet, ashford, medway] = ['Thanet', 'Ashford', 'Medway'].map(store.district);
  await store.write((writer) => {
    school = aSchool(writer, { name: 'Ýork Street Academy', urn: '118001', designatedTeacher: 'Dee Tee' });
    second = aSchool(writer, { name: 'Hill Provision', urn: '118002' });
    const add = (key: string, spec: ChildSpec) => {
      ids[key] = aChild(writer, { localId: key.toUpperCase(), ...spec });
    };
    add('full', {
      name: { surname: "O'Brién", forename: 'Ana' },
      knownAs: { surname: 'Rivers', forename: 'Annie' },
      upn: 'A123456789012',
      dateOfBirth: '2012-09-01',
      sex: 'F',
      episodes: [{ start: '2024-03-13', districtId: thanet ?? null, placementType: 'U6' }],
      sen: [
        { status: 'K', from: '2022-01-01', to: '2024-12-31' },
        { status: 'E', from: '2025-01-01' },
      ],
      uascFrom: '2024-03-13',
      enrolments: [
        {
          schoolId: school,
          start: '2023-09-01',
          ncYear: 7,
          weeks: {
            '2025-02-24': weekOf('I'),
            '2025-03-03': weekOf('/'),
            // Monday and Tuesday present, Wednesday (as at) unauthorised, the rest lies after the date.
            '2025-03-10': weekOf('/ \\ / \\ O O I I I I'),
          },
        },
        { schoolId: second, start: '2025-01-06', kind: 'dual', weeks: { '2025-03-03': weekOf('B B D D D D D D D D') } },
      ],
      suspensions: [
        { start: '2025-03-11', sessions: 6 },
        { start: '2025-01-13', sessions: 3, category: 'LNCH' },
        { start: '2025-01-20', sessions: 8, status: 'quashed' },
        { start: '2024-05-13', sessions: 4 },
      ],
      peps: [
        { due: '2024-12-31', held: '2024-12-10', gradedOn: '2024-12-12', grades: [...allGreen.slice(1), 'amber'] },
        { due: '2025-04-30' },
      ],
    });
    add('fresh', {
      name: { surname: 'Moss', forename: 'Ben' },
      dateOfBirth: '2013-08-31',
      episodes: [{ start: '2024-03-14', districtId: ashford ?? null }],
      peps: [{ due: '2025-02-28' }],
      sen: [{ status: 'K', from: '2024-01-01' }],
    });
    add('out', {
      name: { surname: 'Zephyr', forename: 'Cy' },
      episodes: [{ start: '2022-01-01', districtId: medway ?? null, confidential: true }],
    });
    add('nowhere', { name: null, episodes: [{ start: '2023-01-01', districtId: null }] });
    add('placedhere', { responsibleAuthority: '303', episodes: [{ start: '2023-01-01', districtId: thanet ?? null }] });
    add('leftThatDay', { episodes: [{ start: '2020-01-01', end: asAt, districtId: thanet ?? null }] });
    add('leavesNext', { episodes: [{ start: '2020-01-01', end: '2025-03-13', districtId: thanet ?? null }] });
    add('comesLater', { episodes: [{ start: '2025-03-13', districtId: thanet ?? null }] });
    add('shortBreak', { episodes: [{ start: '2022-01-01', legalStatus: 'V4', districtId: thanet ?? null }] });
    add('sealed', {
      name: { surname: 'Hidden', forename: 'Dot' },
      upn: 'B123456789012',
      sealedOn: '2025-03-20',
      episodes: [{ start: '2020-01-01', end: '2025-03-20', districtId: thanet ?? null }],
    });
  });
});
afterAll(() => store.close());

describe('who is listed', () => {
  it('lists who is looked after on the date: from its first day, not on the day care ended', async () => {
    const { rows, total } = await list();
    const expected = ['full', 'fresh', 'out', 'nowhere', 'placedhere', 'leavesNext', 'shortBreak', 'sealed'];
    expect(keysOf(rows)).toEqual(expected.sort());
    expect(total).toBe(8);
  });

  it("tells Kent's own children from those of other authorities by the responsible authority, not by the place", async () => {
    const other = await list({ filters: { responsibility: 'other' } });
    expect(keysOf(other.rows)).toEqual(['placedhere']);
    expect(other.rows[0]).toMatchObject({ ownChild: false, responsibleAuthority: '303', localityName: 'East Kent 3' });
    const own = await store.call('children.list', { asAt, filters: {} });
    // The child in short breaks only is Kent's own, in no measure, and listed under 'all' alone.
    expect(own.total).toBe(6);
    expect(keysOf(own.rows)).not.toContain('shortBreak');
    expect(own.rows.every((each) => each.ownChild && each.responsibleAuthority === 'Kent')).toBe(true);
  });

  it('puts every child in one locality or in unallocated, so that the parts add up', async () => {
    const { rows, total } = await list();
    const parts = new Map<string, number>();
    for (const each of rows) parts.set(each.localityName, (parts.get(each.localityName) ?? 0) + 1);
    // Living outside Kent leads 'out' to East Kent 4; a plan leads nobody there since statements ended.
    expect(Object.fromEntries(parts)).toEqual({ 'East Kent 4': 1, 'East Kent 2': 1, 'East Kent 3': 5, Unallocated: 1 });
    expect([...parts.values()].reduce((sum, n) => sum + n, 0)).toBe(total);
    expect((await list({ filters: { localityId: 'unallocated' } })).total).toBe(1);
    expect((await list({ filters: { localityId: store.locality('EK4') } })).total).toBe(1);
  });
});

describe('facts of the date', () => {
  it('shows one child as it was', async () => {
    expect(await row('full')).toEqual({
      childId: ids.full,
      listName: "O'BRIÉN, Ana",
      localId: 'FULL',
      upn: 'A123456789012',
      dateOfBirth: '2012-09-01',
      age: 12,
      sex: 'F',
      ncYear: 8,
      schoolId: school,
      schoolName: 'Ýork Street Academy',
      localityId: store.locality('EK3'),
      localityName: 'East Kent 3',
      ownChild: true,
      responsibleAuthority: 'Kent',
      placementType: 'U6',
      inCareSince: '2024-03-13',
      lac12: true,
      shortBreaksOnly: false,
      uasc: true,
      confidentialPlacement: false,
      senStatus: 'E',
      // February: 10 ill. March: 3-7 all attended (the dual B is a conflict that counts once), 10-12 March 4 and 2 O.
      attendancePercent: (14 * 100) / 26,
      possibleSessions: 26,
      // 6 sessions from Tuesday 11 March: two days by the 12th; three lunchtimes are a day and a half; the quashed do not count.
      suspendedDays: 3.5,
      lastPepHeld: '2024-12-10',
      lastPepOverall: 'green',
      nextPepDue: '2025-04-30',
      pepOverdue: false,
    });
  });

  it('gives the whole of a month that is over, and earlier years no part', async () => {
    const at = async (date: string) =>
      (await store.call('children.list', { asAt: date, filters: {} })).rows.find((each) => each.childId === ids.full);
    expect(await at('2025-02-28')).toMatchObject({ possibleSessions: 10, attendancePercent: 0, suspendedDays: 1.5 });
    expect(await at('2025-02-25')).toMatchObject({ possibleSessions: 4 });
    expect(await at('2025-03-31')).toMatchObject({ possibleSessions: 30, suspendedDays: 4.5 });
    expect(await at('2024-12-31')).toMatchObject({ possibleSessions: 0, attendancePercent: null, senStatus: 'K' });
  });

  it('counts twelve months at the date itself, without short breaks', async () => {
    const lac12 = await list({ filters: { lac12: true } });
    expect(keysOf(lac12.rows)).toEqual(['full', 'leavesNext', 'nowhere', 'out', 'placedhere', 'sealed']);
    expect((await row('fresh'))?.lac12).toBe(false);
    expect((await row('shortBreak'))?.lac12).toBe(false);
  });

  it('names a child without a known name, and a sealed record, by the local id', async () => {
    expect(await row('nowhere')).toMatchObject({ listName: 'NOWHERE', schoolId: null, localityId: 'unallocated' });
    // The adoption order of 20 March seals what one sees of 12 March too.
    expect(await row('sealed')).toMatchObject({ listName: 'SEALED', upn: null });
    expect((await list({ filters: { search: 'hidden' } })).total).toBe(0);
    expect((await list({ filters: { search: 'B123456789012' } })).total).toBe(0);
    expect((await list({ filters: { search: 'sealed' } })).total).toBe(1);
  });

  it('flags a confidential placement and still shows its type inside the team', async () => {
    expect(await row('out')).toMatchObject({ confidentialPlacement: true, placementType: 'U6' });
  });

  it('says which PEP is next and whether it is overdue', async () => {
    expect(await row('fresh')).toMatchObject({ nextPepDue: '2025-02-28', pepOverdue: true, lastPepHeld: null });
    expect(keysOf((await list({ filters: { pepOverdue: true } })).rows)).toContain('fresh');
    // Without any recorded PEP the rule's dates stand in: the summer term's 2024 is the first within a year.
    expect(await row('out')).toMatchObject({ nextPepDue: '2024-04-30', pepOverdue: true });
    expect(await row('placedhere')).toMatchObject({ nextPepDue: null, pepOverdue: false });
  });
});

describe('filters, search and order', () => {
  it.each([
    ['by surname without its accent or apostrophe', 'obrien', ['full']],
    ['by two words in any order', 'ana o’brien', ['full']],
    ['by known-as name', 'ANNIE', ['full']],
    ['by UPN', 'a123456', ['full']],
    ['by school', 'york street', ['full']],
    ['by the second school', 'hill prov', ['full']],
    ['by local id', 'fresh', ['fresh']],
    ['not by the middle of a word', 'rien', []],
  ])('searches %s', async (_how, search, expected) => {
    expect(keysOf((await list({ filters: { search } })).rows)).toEqual(expected);
  });

  it.each([
    ['NC year, by birth where none is recorded', { ncYears: [7] }, ['fresh']],
    ['school, a dual registration too', { schoolId: 'second' }, ['full']],
    ['UASC', { uasc: true }, ['full']],
    ['SEN plan', { sen: 'E' }, ['full']],
    ['attendance below', { attendanceBelow: 60 }, ['full']],
    ['attendance below, nobody without marks', { attendanceBelow: 50 }, []],
  ])('filters by %s', async (_what, filters, expected) => {
    const given = 'schoolId' in filters ? { schoolId: second } : filters;
    expect(keysOf((await list({ filters: given })).rows)).toEqual(expected);
  });

  it('sorts either way with the unknown last, and pages without losing or doubling anybody', async () => {
    const sort = { column: 'attendancePercent', descending: true } as const;
    const { rows } = await list({ sort });
    expect(rows[0]?.childId).toBe(ids.full);
    const names = (await list()).rows.map((each) => each.listName);
    expect(names).toEqual(names.toSorted(new Intl.Collator('en-GB', { numeric: true }).compare));
    const pages = await Promise.all([0, 3, 6].map((offset) => list({ offset, limit: 3 })));
    expect(pages.flatMap((page) => page.rows.map((each) => each.listName))).toEqual(names);
    expect(pages.map((page) => page.total)).toEqual([8, 8, 8]);
  });
});

describe('changes', () => {
  const marksOf = () =>
    store.context.reader
      .prepare(
        `SELECT enrolment_id || ' ' || week_start AS id, marks FROM attendance_week JOIN enrolment ON enrolment.id = enrolment_id
         WHERE child_id = ? AND week_start = '2025-02-24'`,
      )
      .get(ids.full) as { id: string; marks: string };

  it('shows a changed mark, and a changed school, on the next call', async () => {
    const { id, marks } = marksOf();
    const mark = (changed: string) =>
      store.write((writer) => {
        writer.update('attendance_week', id, { marks: changed });
        writer.marksChanged(ids.full ?? '', '2024/25');
      });
    await mark(weekOf('/'));
    expect((await row('full'))?.attendancePercent).toBeCloseTo((24 * 100) / 26, 9);
    await mark(marks);
    expect((await row('full'))?.attendancePercent).toBeCloseTo((14 * 100) / 26, 9);
    await store.write((writer) => writer.update('school', school, { name: 'New Name Academy' }));
    expect((await row('full'))?.schoolName).toBe('New Name Academy');
    await store.write((writer) => writer.update('school', school, { name: 'Ýork Street Academy' }));
    expect((await row('full'))?.schoolName).toBe('Ýork Street Academy');
  });

  it('shows a child who came, and no longer one who was taken out again', async () => {
    const came = await store.write((writer) => {
      const childId = aChild(writer, { episodes: [{ start: '2025-01-01' }] });
      return { childId, episode: writer.connection.prepare('SELECT id FROM episode WHERE child_id = ?').get(childId) };
    });
    expect((await list()).total).toBe(9);
    await store.write((writer) => writer.remove('episode', (came.episode as { id: string }).id));
    expect((await list()).total).toBe(8);
  });
});

describe('scope', () => {
  it('shows an assistant head only the children of the locality of today', async () => {
    await store.signInAs({ role: 'assistantHead', localityId: store.locality('EK3') });
    // 'leavesNext' left care on 13 March from East Kent 3 and stays with it; 'comesLater' is not yet listed on the 12th.
    expect(keysOf((await list()).rows)).toEqual(['full', 'leavesNext', 'placedhere', 'sealed', 'shortBreak']);
    await store.signInAsAdministrator();
  });

  it('keeps search, schools and records to the locality', async () => {
    await store.signInAs({ role: 'assistantHead', localityId: store.locality('EK2') });
    const found = await store.call('search.all', { text: 'ana', asAt });
    expect(found.children).toEqual([]);
    const schools = await store.call('schools.list', { asAt, withPupilsOnly: false });
    expect(schools.rows.map((each) => each.pupils)).toEqual([0, 0]);
    expect(await store.reply('children.get', { childId: ids.full, asAt })).toMatchObject({
      ok: false,
      error: { code: 'forbidden' },
    });
    await store.signInAsAdministrator();
  });

  it('refuses a reader', async () => {
    await store.signInAs({ role: 'reader' });
    for (const [name, input] of [
      ['children.list', { asAt, filters: {} }],
      ['search.all', { text: 'ana', asAt }],
      ['schools.list', { asAt }],
      ['children.get', { childId: ids.full, asAt }],
    ] as const)
      expect(await store.reply(name, input)).toMatchObject({ ok: false, error: { code: 'forbidden' } });
    await store.signInAsAdministrator();
  });
});

describe('search and schools', () => {
  it('finds children and schools from anywhere', async () => {
    const found = await store.call('search.all', { text: 'Rivers', asAt });
    expect(found.children).toEqual([
      { childId: ids.full, listName: "O'BRIÉN, Ana", detail: 'FULL · Year 8 · Ýork Street Academy' },
    ]);
    expect((await store.call('search.all', { text: '118001', asAt })).schools).toEqual([
      { schoolId: school, name: 'Ýork Street Academy', urn: '118001', pupils: 1 },
    ]);
    expect((await store.call('search.all', { text: 'hidden', asAt })).children).toEqual([]);
    expect((await store.call('search.all', { text: 'sealed', asAt })).children).toHaveLength(1);
    expect(await store.call('search.all', { text: ' - ', asAt })).toEqual({ children: [], schools: [] });
    const left = await store.call('search.all', { text: 'leftthatday', asAt });
    expect(left.children[0]?.detail).toContain('not looked after on this date');
  });

  it('lists schools with their pupils and the designated teacher of the date', async () => {
    const { rows, total } = await store.call('schools.list', { asAt });
    expect(total).toBe(2);
    expect(rows.map(({ name, pupils, designatedTeacher }) => ({ name, pupils, designatedTeacher }))).toEqual([
      { name: 'Hill Provision', pupils: 1, designatedTeacher: null },
      { name: 'Ýork Street Academy', pupils: 1, designatedTeacher: 'Dee Tee' },
    ]);
    expect((await store.call('schools.list', { asAt: '2019-01-01' })).total).toBe(0);
    expect((await store.call('schools.list', { asAt, search: 'york' })).total).toBe(1);
  });
});
