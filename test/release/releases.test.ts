import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallInput } from '#contract/calls.ts';
import { aChild } from '#test/make/aChild.ts';
import { aSchool } from '#test/make/aSchool.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';
import { generator } from '#test/make/generator.ts';
import { weekOf } from '#test/make/weekOf.ts';

const asAt = '2025-03-31';
const districts = ['Thanet', 'Swale', 'Dover', 'Maidstone', 'Dartford', 'Ashford', 'Canterbury', null] as const;
const year = '2023/24';
type Line = Record<'year' | 'area' | 'inCohort' | 'withResult' | 'reached' | 'lookedAfter' | 'gap' | 'change', string>;
type GapInput = CallInput<'reports.gap'>;

/** Year 6 of 2023/24 by district, some of them asylum-seeking or new in care, in school and with suspensions. */
async function aTown(): Promise<TestStore> {
  const store = await aStore({ today: asAt });
  const pick = generator(11);
  await store.write((writer) => {
    const schoolId = aSchool(writer);
    for (const name of districts)
      for (let each = 0; each < 9 + pick(16); each += 1)
        aChild(writer, {
          dateOfBirth: '2013-01-10',
          ...(pick(8) === 0 ? { uascFrom: '2016-01-01' } : {}),
          episodes: [
            {
              start: pick(8) === 0 ? '2023-09-01' : '2018-01-01',
              ...(pick(14) === 0 ? { end: '2025-02-20', reasonCeased: 'E11' } : {}),
              districtId: name ? store.district(name) : null,
            },
          ],
          enrolments: [
            { schoolId, start: '2021-09-01', ncYear: 4, weeks: { '2025-03-03': weekOf(pick(4) ? '/' : 'U') } },
          ],
          suspensions: pick(7) === 0 ? [{ start: '2024-10-08', sessions: 2 }] : [],
          results:
            pick(20) === 0
              ? []
              : ['reading', 'maths', 'writing'].map((subject) => ({
                  academicYear: year,
                  keyStage: 'KS2',
                  subject,
                  component: subject === 'writing' ? 'teacherAssessment' : 'scaledScore',
                  value: subject === 'writing' ? (pick(2) ? 'EXS' : 'WTS') : pick(2) ? '104' : '95',
                  receivedOn: '2024-07-10',
                })),
        });
  });
  return store;
}

let store: TestStore;
beforeAll(async () => {
  store = await aTown();
});
afterAll(() => store.close());

const base: GapInput = { measure: 'ks2-reading-expected', fromYear: year, toYear: year };
const exported = async (input: GapInput) => {
  const answer = await store.call('reports.exportGap', { ...input, format: 'json' });
  return { ...answer, rows: (JSON.parse(answer.text) as { rows: Line[] }).rows };
};
const forget = (releaseId: string) => store.call('releases.settle', { releaseId, written: false });
const isSmall = (count: number) => Math.abs(count) >= 1 && Math.abs(count) <= 5;
const number = (cell: string | undefined) => (cell !== undefined && /^-?\d/.test(cell) ? Number(cell) : null);

describe('tables of one family side by side', () => {
  it('with and without UASC, 12 months and all: no difference of 1 to 5 in anything shown', async () => {
    for (const measure of ['ks2-reading-expected', 'ks2-rwm-expected', 'suspension-at-least-one']) {
      const tables: Line[][] = [];
      for (const cohort of ['LAC12', 'all'] as const)
        for (const uasc of ['with', 'without'] as const)
          for (const by of ['county', 'locality'] as const) {
            const { rows, releaseId } = await exported({ ...base, measure, cohort, uasc, by });
            tables.push(rows);
            await forget(releaseId);
          }
      let compared = 0;
      for (const a of tables.flat())
        for (const b of tables.flat())
          if (a.area === b.area)
            for (const key of ['inCohort', 'withResult', 'reached'] as const) {
              const [one, other] = [number(a[key]), number(b[key])];
              if (one === null || other === null) continue;
              compared += 1;
              expect(isSmall(one - other), `${measure} ${a.area} ${key}: ${one} and ${other}`).toBe(false);
            }
      expect(compared).toBeGreaterThan(50);
    }
  });

  it('a cell of the county is the same beside localities and alone; a range of years is its years one by one', async () => {
    const wide = await exported({ ...base, fromYear: '2021/22', toYear: year, everyYear: true });
    const county = await exported({ ...base, fromYear: '2021/22', toYear: year, by: 'county' });
    for (const line of county.rows) expect(wide.rows).toContainEqual(line);
    for (const each of ['2021/22', '2022/23', year]) {
      const alone = await exported({ ...base, fromYear: each, toYear: each });
      for (const line of alone.rows) expect(wide.rows).toContainEqual(line);
      await forget(alone.releaseId);
    }
    await forget(wide.releaseId);
    await forget(county.releaseId);
  });

  it('the overview shows a key stage gap exactly where the gap report does', async () => {
    const rwm = await exported({ ...base, measure: 'ks2-rwm-expected', asAt });
    const overview = await store.call('reports.previewOverview', { asAt });
    const column = overview.headings.findIndex((heading) => heading.startsWith('KS2 gap'));
    for (const line of rwm.rows) {
      const cell = overview.rows.find((row) => row[0]?.text === line.area)?.[column];
      expect(cell?.text, line.area).toBe(line.gap);
    }
    await forget(rwm.releaseId);
  });

  it('by locality only the published cohort leaves, and the table and its name say so', async () => {
    const preview = await store.call('reports.previewGap', { ...base, cohort: 'all', by: 'locality' });
    expect(preview.rows).toHaveLength(1);
    expect(preview.advice.join(' ')).toContain('By locality only');
    expect(preview.fileName).toContain('all-looked-after-with-uasc-county');
  });

  it('different tables have different names', async () => {
    const names = new Set<string>();
    let asked = 0;
    for (const measure of ['ks2-reading-expected', 'ks2-maths-expected'])
      for (const fromYear of ['2022/23', year])
        for (const cohort of ['LAC12', 'all'] as const)
          for (const uasc of ['with', 'without'] as const)
            for (const peer of ['Kent', 'England'] as const) {
              asked += 1;
              names.add(
                (
                  await store.call('reports.previewGap', {
                    ...base,
                    measure,
                    fromYear,
                    cohort,
                    uasc,
                    peer,
                    by: 'county',
                  })
                ).fileName,
              );
            }
    names.add((await store.call('reports.previewGap', { ...base, by: 'locality' })).fileName);
    names.add((await store.call('reports.previewGap', { ...base, by: 'locality', asAt: '2024-12-31' })).fileName);
    expect(names.size).toBe(asked + 2);
  });
});

describe('what left before', () => {
  it('an overview leaves for the last day of a month only, and one a month later shows nothing 1 to 5 apart', async () => {
    const refused = await store.call('reports.previewOverview', { asAt: '2025-03-30' });
    expect(refused.refused).toContain('28 February 2025');
    expect(await store.reply('reports.exportOverview', { asAt: '2025-03-30' })).toMatchObject({
      ok: false,
      error: { code: 'conflict' },
    });
    const first = await store.call('reports.exportOverview', { asAt: '2025-01-31' });
    await store.call('releases.settle', { releaseId: first.releaseId, written: true });
    const second = await store.call('reports.exportOverview', { asAt: '2025-02-28' });
    const cells = (text: string) =>
      text
        .split('\r\n')
        .slice(1, 10)
        .map((line) => line.split(','));
    let compared = 0;
    const after = cells(second.text);
    for (const [index, row] of cells(first.text).entries())
      for (const column of [1, 2]) {
        const [a, b] = [number(row[column]), number(after[index]?.[column])];
        if (a === null || b === null) continue;
        compared += 1;
        expect(isSmall(a - b), `${row[0]}`).toBe(false);
      }
    expect(compared).toBeGreaterThan(0);
    const preview = await store.call('reports.previewOverview', { asAt: '2025-02-28' });
    expect(preview.earlier.map(({ releaseId }) => releaseId)).toContain(first.releaseId);
    await store.call('releases.neverSent', { releaseId: first.releaseId, reason: 'a trial that stayed here' });
    await forget(second.releaseId);
  });

  it('a year whose results changed by one child since is refused, naming the release and what to leave out', async () => {
    const first = await exported(base);
    await store.write((writer) =>
      aChild(writer, {
        dateOfBirth: '2013-01-10',
        episodes: [{ start: '2018-01-01', districtId: store.district('Thanet') }],
        results: [
          {
            academicYear: year,
            keyStage: 'KS2',
            subject: 'reading',
            component: 'scaledScore',
            value: '104',
            receivedOn: '2024-07-10',
          },
        ],
      }),
    );
    // Leaving, and nobody said what became of it: it counts.
    const preview = await store.call('reports.previewGap', base);
    expect(preview.refused).toContain('Test Administrator');
    expect(preview.refused).toContain(year);
    expect(await store.reply('reports.exportGap', { ...base, format: 'csv' })).toMatchObject({
      ok: false,
      error: { code: 'conflict' },
    });
    // Not written: the later table may go.
    await forget(first.releaseId);
    const second = await exported(base);
    await store.call('releases.settle', { releaseId: second.releaseId, written: true });
    // What left stays out, whatever is said of it afterwards.
    expect(await store.reply('releases.settle', { releaseId: second.releaseId, written: false })).toMatchObject({
      ok: false,
      error: { code: 'conflict' },
    });
    await store.call('releases.neverSent', { releaseId: second.releaseId, reason: 'deleted before anybody saw it' });
    const listed = await store.call('releases.list', {});
    expect(listed.rows.find(({ releaseId }) => releaseId === second.releaseId)).toMatchObject({
      state: 'neverSent',
      reason: 'deleted before anybody saw it',
      settledBy: 'Test Administrator',
    });
    expect((await store.call('audit.list', { search: 'never sent', offset: 0, limit: 5 })).total).toBeGreaterThan(0);
  });

  it('the same table again is the same table', async () => {
    const first = await exported(base);
    await store.call('releases.settle', { releaseId: first.releaseId, written: true });
    const again = await exported(base);
    expect(again.rows).toEqual(first.rows);
    await forget(again.releaseId);
    await store.call('releases.neverSent', { releaseId: first.releaseId, reason: 'a test of the register' });
  });

  it('a release of version 0.2 counts by its cells as printed, and one that cannot be read stands against everything', async () => {
    const now = await store.call('reports.previewGap', { ...base, by: 'county' });
    const shown = Number(now.rows[0]?.[3]?.text);
    const old = { year, area: 'Kent', inCohort: 'c', withResult: String(shown - 2), reached: 'c', lookedAfter: 'c' };
    const insert = (cells: string) =>
      store.write((writer) =>
        writer.insert('released_report', {
          at: '2025-01-10T09:00:00Z',
          user_id: store.context.user.id,
          kind: 'gap',
          parameters: JSON.stringify({ ...base, cohort: 'LAC12', uasc: 'with' }),
          cells,
        }),
      );
    const id = await insert(JSON.stringify([old]));
    expect((await store.call('reports.previewGap', { ...base, by: 'county' })).refused).toContain('version 0.2');
    await store.call('releases.neverSent', { releaseId: id, reason: 'a test of the register' });
    expect((await store.call('reports.previewGap', { ...base, by: 'county' })).refused).toBeNull();
    const broken = await insert('not what it was');
    expect((await store.call('reports.previewOverview', { asAt })).refused).toContain('cannot be compared');
    expect((await store.call('releases.list', {})).rows.find(({ releaseId }) => releaseId === broken)?.comparable).toBe(
      false,
    );
    await store.call('releases.neverSent', { releaseId: broken, reason: 'a test of the register' });
  });
});
