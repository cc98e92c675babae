import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CallName, calls } from '#contract/calls.ts';
import { packExportResult, packOpened } from '#contract/packs.ts';
import { aWorld, cases, today, type World } from './accessWorld.ts';

/** What a query answers here, and with every school numbered, where it is no value. */
const elsewhere: Partial<Record<CallName, string>> = {
  'jobs.get': 'notFound',
  'imports.refusedRows': 'notFound',
  'backups.preview': 'notFound',
  'recovery.inspect': 'conflict',
};

let world: World;
beforeAll(async () => {
  world = await aWorld();
  await world.store.write((writer) => {
    writer.update('school', world.schoolId, { urn: null, name: 'The Lighthouse Provision' });
    // A child at no school at all, and one with tuition beside its school.
    const [, atHome, tutored] = world.traces.A;
    const [enrolment] = world.store.context.reader
      .prepare<[string], { id: string }>('SELECT id FROM enrolment WHERE child_id = ?')
      .all(atHome?.childId ?? '');
    writer.update('enrolment', enrolment?.id ?? '', { school_id: null, kind: 'homeEducation' });
    writer.insert('enrolment', {
      child_id: tutored?.childId ?? '',
      ...{ kind: 'tuition', alternative_provision: 1, start_date: '2025-01-06' },
    });
  });
});
afterAll(() => world?.store.close());

describe('a school without a URN, and a child at no school, are answered by every query of the contract', () => {
  const queries = (Object.keys(calls) as CallName[]).filter((name) => calls[name].kind === 'query');
  test.each(queries)('%s', async (name) => {
    const { schoolId } = world;
    const [atIt, atHome, tutored] = world.traces.A.map(({ childId }) => childId);
    const more = {
      'children.get': [atIt, atHome, tutored].map((childId) => ({ input: { childId, asAt: today } })),
      'children.list': [{ input: { asAt: today, filters: { schoolId } } }],
      'schools.list': [{ input: { asAt: today, search: 'lighthouse' } }],
      'search.all': [{ input: { text: 'lighthouse', asAt: today } }],
      'children.mergePreview': [{ input: { staysId: atIt, goesId: atHome } }],
    }[name as string];
    for (const { input } of [...cases[name](world), ...(more ?? [])]) {
      const reply = await world.store.reply(name, input);
      const answered = reply.ok ? 'ok' : reply.error.code;
      expect(reply.ok ? 'ok' : reply.error, JSON.stringify(input)).toEqual(
        answered === elsewhere[name] ? expect.anything() : 'ok',
      );
    }
  });
});

describe('what is at no school', () => {
  test('stands in the record, and its marks count as they are', async () => {
    const [, atHome, tutored] = world.traces.A.map(({ childId }) => childId ?? '');
    const home = await world.store.call('children.get', { childId: atHome ?? '', asAt: today });
    expect(home.header).toMatchObject({
      ...{ school: null, schools: 0, ncYear: 7 },
      withoutSchool: { kind: 'homeEducation', from: '2021-09-01' },
    });
    expect(home.care.enrolments).toMatchObject([{ schoolId: null, schoolName: null, urn: null }]);
    expect(home.attendance.weeks.map(({ schoolName }) => schoolName)).toEqual([null]);
    expect(home.attendance.thisYear.possible).toBe(10);
    const taught = await world.store.call('children.get', { childId: tutored ?? '', asAt: today });
    // The year group is that of the school, not of the tuition that began later.
    expect(taught.header).toMatchObject({ school: { id: world.schoolId }, schools: 1, ncYear: 7 });
    expect(taught.header).not.toHaveProperty('withoutSchool');
    expect(taught.care.enrolments).toHaveLength(2);
  });

  test('stands in the list, in what is searched and in what is exported', async () => {
    const [, atHome] = world.traces.A;
    const search = { asAt: today, filters: { withoutSchool: true, search: atHome?.words[3] ?? '' } };
    const { rows } = await world.store.call('children.list', search);
    expect(rows).toMatchObject([{ schoolId: null, schoolName: null, withoutSchool: 'homeEducation', ncYear: 7 }]);
    const found = await world.store.call('search.all', { text: atHome?.words[3] ?? '', asAt: today });
    expect(found.children[0]?.detail).toContain('educated at home');
    const exported = await world.store.call('exports.children', { ...search, purpose: 'a test' });
    expect(JSON.stringify(exported)).toContain('No school: educated at home');
  });

  test('is counted in the year group that it records', () => {
    const [, atHome, tutored] = world.traces.A.map(({ childId }) => childId ?? '');
    const yearOf = world.store.context.reader
      .prepare<[string], string>("SELECT nc_year FROM cohort_member WHERE child_id = ? AND academic_year = '2023/24'")
      .pluck();
    expect([yearOf.get(atHome ?? ''), yearOf.get(tutored ?? '')]).toEqual([6, 6]);
  });

  test('after an exclusion the wait for a place is no provision, tuition is', async () => {
    const [, fourth, fifth] = world.traces.B.map(({ childId }) => childId ?? '');
    await world.store.write((writer) => {
      for (const [childId, kind] of [
        [fourth, 'noPlace'],
        [fifth, 'tuition'],
      ] as const) {
        const excluded = {
          category: 'PERM',
          start_date: '2025-03-10',
          sessions: 0,
          status: 'issued',
          exam_affected: 0,
        };
        writer.insert('suspension', { child_id: childId ?? '', school_id: world.schoolId, ...excluded });
        const row = { child_id: childId ?? '', kind, alternative_provision: 0, start_date: '2025-03-11' };
        writer.insert('enrolment', row);
      }
    });
    const asked = { asAt: today, academicYear: null, localityId: null, measure: null };
    const { children } = await world.store.call('figures.children', {
      drill: { figure: 'need:excludedWithoutProvision', ...asked },
    });
    expect(children.map(({ childId }) => childId)).toEqual([fourth]);
  });

  test('is no school place: such a child is among those without one', async () => {
    const [, atHome, tutored] = world.traces.A.map(({ childId }) => childId ?? '');
    const drill = { figure: 'need:withoutSchool', asAt: today, academicYear: null, localityId: null, measure: null };
    const { children } = await world.store.call('figures.children', { drill });
    const home = children.find(({ childId }) => childId === atHome);
    expect(home?.counts).toBe('educated at home; at no school since 1 January 2020');
    expect(children.map(({ childId }) => childId)).not.toContain(tutored);
  });
});

describe('it is shown as one without a URN', () => {
  const urns = (rows: readonly { urn: string | null }[]) => rows.map(({ urn }) => urn);

  test('in the list of schools, with its pupils, found by name', async () => {
    const { rows } = await world.store.call('schools.list', { asAt: today, search: 'lighthouse provision' });
    expect(rows).toMatchObject([{ schoolId: world.schoolId, urn: null, name: 'The Lighthouse Provision' }]);
    expect(rows[0]?.pupils).toBeGreaterThan(5);
    const found = await world.store.call('search.all', { text: 'lighthouse', asAt: today });
    expect(urns(found.schools)).toEqual([null]);
    // Neither is it found by the word that stands for nothing.
    expect((await world.store.call('schools.list', { asAt: today, search: 'null' })).rows).toEqual([]);
  });

  test('in the record, with marks and PEPs', async () => {
    const record = await world.store.call('children.get', { childId: world.childOfA, asAt: today });
    expect(record.header.school).toEqual({ id: world.schoolId, name: 'The Lighthouse Provision', urn: null });
    expect(urns(record.care?.enrolments ?? [])).toEqual([null]);
    expect(record.attendance.weeks.map(({ schoolName }) => schoolName)).toEqual(['The Lighthouse Provision']);
  });

  test('in a pack, drawn into a folder and sealed into a file that finds its school again', async () => {
    const choice = { schoolId: world.schoolId, asAt: today };
    expect((await world.store.call('packs.preview', choice)).school.urn).toBeNull();
    const done = async (jobId: string) => {
      for (;;) {
        const job = await world.store.call('jobs.get', { jobId });
        if (job.state === 'done') return job.result;
        if (job.state !== 'running') throw new Error(JSON.stringify(job.error));
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    };
    const exported = async (password: string | null) => {
      const { jobId } = await world.store.call('packs.export', {
        ...choice,
        folder: world.folder,
        password,
        as: password === null ? 'folder' : 'file',
      });
      return packExportResult.parse(await done(jobId));
    };
    const { folder, files } = await exported(null);
    expect(folder).toContain(`pack-no-urn-${today}`);
    expect(readdirSync(folder).sort()).toEqual(files.map(({ fileName }) => fileName).sort());
    const { packFile } = await exported('the password of a pack');
    expect(basename(packFile?.path ?? '')).toBe(`pack-no-urn-${today}.vskpack`);
    const file = new Uint8Array(readFileSync(packFile?.path ?? ''));
    const { jobId } = await world.store.call('packs.open', { file, password: 'the password of a pack' });
    expect(packOpened.parse(await done(jobId)).school).toEqual({
      ...{ schoolId: world.schoolId, urn: null, name: 'The Lighthouse Provision' },
    });
  });
});
