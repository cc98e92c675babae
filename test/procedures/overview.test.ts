import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalityRow, Overview } from '#contract/overview.ts';
import type { Figure } from '#contract/shared.ts';
import { aChild } from '#test/make/aChild.ts';
import { aSchool } from '#test/make/aSchool.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';
import { weekOf } from '#test/make/weekOf.ts';
import { aPopulation } from './aPopulation.ts';

const asAt = '2025-03-31';
const keys = [
  'children',
  'lac12',
  'ks2Gap',
  'ks4Gap',
  'absence',
  'persistentAbsence',
  'suspended',
  'pepsOnTime',
] as const;

let store: TestStore;
beforeAll(async () => {
  store = await aStore({ today: asAt });
  await aPopulation(store, { seed: 11, children: 60, asAt });
});
afterAll(() => store.close());

/** The parts and the whole of one figure; what cannot be told apart adds up as nought. */
function adding(view: Overview, of: (row: LocalityRow) => number | null): { parts: number; county: number } {
  const parts = view.localities.filter((row) => !row.isCounty);
  const county = view.localities.find((row) => row.isCounty) as LocalityRow;
  return { parts: parts.reduce((sum, row) => sum + (of(row) ?? 0), 0), county: of(county) ?? 0 };
}

async function checkAddsUp(date: string): Promise<void> {
  const view = await store.call('overview.get', { asAt: date });
  expect(view.localities).toHaveLength(8);
  const told = (what: string, of: (row: LocalityRow) => number | null) => {
    const { parts, county } = adding(view, of);
    expect(parts, `${what} on ${date}`).toBeCloseTo(county, 9);
  };
  for (const key of keys) {
    told(`${key} numerator`, (row) => row[key].numerator);
    told(`${key} denominator`, (row) => row[key].denominator);
  }
  told('children', (row) => row.children.value);
  told('lac12', (row) => row.lac12.value);
  told('coverage of gap', (row) => row.ks2Gap.coverage?.of ?? null);
  for (const grade of ['green', 'amber', 'red', 'notGraded'] as const) told(grade, (row) => row.pepQuality[grade]);
}

describe('localities and unallocated', () => {
  it('speak in what needs somebody of their own children only, and add up to the county', async () => {
    const named = /^(\d+) without a school place$/;
    const withoutSchool = (view: Overview) => {
      const need = view.needs.find((each) => each.key === 'pepsDueSoon');
      const told = Number(named.exec(need?.detail ?? '')?.[1] ?? 0);
      expect(told).toBeLessThanOrEqual(need?.count ?? 0);
      return told;
    };
    const county = await store.call('overview.get', { asAt });
    let [told, counted] = [0, 0];
    for (const row of county.localities.filter((each) => !each.isCounty)) {
      const view = await store.call('overview.get', { asAt, localityId: row.localityId });
      told += withoutSchool(view);
      counted += view.needs.reduce((sum, need) => sum + need.count, 0);
    }
    expect(told).toBe(withoutSchool(county));
    expect(counted).toBe(county.needs.reduce((sum, need) => sum + need.count, 0));
  });

  it('add up to the county in every figure, on every date', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.date({ min: new Date('2023-09-01'), max: new Date('2025-07-31'), noInvalidDate: true }),
        async (date) => {
          await checkAddsUp(date.toISOString().slice(0, 10));
        },
      ),
      { numRuns: 25 },
    );
  });

  it('are populations with something in every figure: nothing adds up by being empty', async () => {
    const view = await store.call('overview.get', { asAt });
    const county = view.localities.find((row) => row.isCounty) as LocalityRow;
    for (const key of keys.filter((each) => each !== 'ks4Gap')) expect(county[key].numerator, key).toBeGreaterThan(0);
    expect(view.localities.filter((row) => (row.children.value ?? 0) > 0).length).toBeGreaterThan(5);
    expect(county.pepQuality.red + county.pepQuality.amber + county.pepQuality.green).toBeGreaterThan(5);
  });
});

describe('the children behind a figure', () => {
  /** What the list behind a figure adds up to, against the figure itself. */
  async function checkBehind(figure: Figure, kind: 'count' | 'share' | 'sessions' | 'any'): Promise<void> {
    // A gap of a key stage without any result stands for nobody, and leads to the children looked after.
    if (!figure.drill || (figure.absent !== null && figure.drill.figure === 'children')) return;
    const behind = await store.call('figures.children', { drill: figure.drill });
    const told = JSON.stringify(figure.drill);
    expect(behind.outsideScope).toBe(0);
    if (kind === 'count') {
      expect(behind.children.length, told).toBe(figure.value);
      expect(new Set(behind.children.map((child) => child.childId)).size).toBe(figure.value);
      return;
    }
    expect(behind.numerator, told).toBeCloseTo(figure.numerator ?? 0, 9);
    expect(behind.denominator, told).toBe(figure.denominator ?? 0);
    if (kind !== 'share') return;
    expect(behind.children.filter((child) => child.inNumerator).length, told).toBe(figure.numerator ?? 0);
    expect(behind.children.filter((child) => child.inDenominator).length, told).toBe(figure.denominator ?? 0);
  }
  const kinds = {
    children: 'count',
    lac12: 'count',
    ks2Gap: 'any',
    ks4Gap: 'any',
    absence: 'sessions',
    persistentAbsence: 'share',
    suspended: 'share',
    pepsOnTime: 'share',
  } as const;

  it.each(['2024-12-20', asAt, '2025-06-30'])('add up to every figure of the overview on %s', async (date) => {
    const view = await store.call('overview.get', { asAt: date });
    for (const row of view.localities) {
      for (const key of keys) await checkBehind(row[key], kinds[key]);
      const { drill, notGraded, notHeld, ...graded } = row.pepQuality;
      if (!drill) throw new Error('The quality of PEPs has children behind it.');
      const { children } = await store.call('figures.children', { drill });
      const counts = { ...graded, 'not graded': notGraded, 'no PEP held yet': notHeld };
      for (const [grade, count] of Object.entries(counts))
        expect(children.filter((child) => child.counts === grade).length).toBe(count);
    }
    for (const need of view.needs)
      if (need.drill)
        expect((await store.call('figures.children', { drill: need.drill })).children.length, need.key).toBe(
          need.count,
        );
    for (const { key, figure } of view.tiles) await checkBehind(figure, kinds[key as keyof typeof kinds]);
  });

  it.each(['with', 'without'] as const)(
    'add up to every row of a gap report, %s unaccompanied children',
    async (uasc) => {
      for (const measure of [
        'ks2-reading-expected',
        'ks2-rwm-expected',
        'absence-overall',
        'absence-persistent-10',
        'suspension-at-least-one',
        'sen-support-share',
      ])
        for (const cohort of ['LAC12', 'all'] as const) {
          const report = await store.call('reports.gap', {
            measure,
            fromYear: '2023/24',
            toYear: '2024/25',
            cohort,
            uasc,
          });
          for (const row of [...report.county, ...report.localities]) await checkBehind(row.gap, 'any');
          const county = report.county.at(-1);
          const { children } = county?.drill
            ? await store.call('figures.children', { drill: county.drill })
            : { children: [] };
          if (!measure.startsWith('absence') && county?.drill)
            expect(children.length, `${measure} ${cohort}`).toBe(county.inCohort);
        }
    },
  );

  it('add up to every row of the attendance summary', async () => {
    const { rows } = await store.call('reports.attendanceSummary', {
      asAt: '2025-08-31',
      fromYear: '2024/25',
      toYear: '2024/25',
    });
    for (const row of rows)
      for (const key of ['absence', 'unauthorised', 'persistent', 'severe', 'missed25Days'] as const)
        await checkBehind(row[key], key === 'absence' || key === 'unauthorised' ? 'sessions' : 'share');
  });

  it('and to the attendance summary of a year under way', async () => {
    const { rows } = await store.call('reports.attendanceSummary', {
      asAt: '2025-02-10',
      fromYear: '2024/25',
      toYear: '2024/25',
    });
    for (const row of rows) await checkBehind(row.absence, 'sessions');
  });
});

describe('a child who moves on 15 February', () => {
  let moved: TestStore;
  let from: string;
  let to: string;
  beforeAll(async () => {
    moved = await aStore({ today: '2025-07-31' });
    from = moved.locality('EK3');
    to = moved.locality('EK1');
    await moved.write((writer) => {
      const schoolId = aSchool(writer);
      aChild(writer, {
        dateOfBirth: '2014-01-10',
        episodes: [
          { start: '2020-01-01', end: '2025-02-15', reasonCeased: 'X1', districtId: moved.district('Thanet') },
          { start: '2025-02-15', reasonStarted: 'P', districtId: moved.district('Swale') },
        ],
        enrolments: [
          // The week of Monday 10 February has its Friday on the 14th; one week before the move, one after.
          {
            schoolId,
            start: '2021-09-01',
            ncYear: 3,
            weeks: { '2025-02-03': weekOf('I'), '2025-02-10': weekOf('/'), '2025-02-24': weekOf('/') },
          },
        ],
        results: [
          {
            academicYear: '2024/25',
            keyStage: 'KS2',
            subject: 'reading',
            component: 'scaledScore',
            value: '105',
            receivedOn: '2025-07-10',
          },
        ],
        suspensions: [{ start: '2025-01-20', sessions: 4 }],
        peps: [
          { due: '2025-02-14', held: '2025-02-10' },
          { due: '2025-02-15', held: '2025-02-20' },
        ],
      });
    });
  });
  afterAll(() => moved.close());
  const overview = async (date: string) => {
    const view = await moved.call('overview.get', { asAt: date });
    return (locality: string) => view.localities.find((row) => row.localityId === locality) as LocalityRow;
  };

  it('counts in attainment where it was on 31 March', async () => {
    const report = await moved.call('reports.gap', {
      measure: 'ks2-reading-expected',
      fromYear: '2024/25',
      toYear: '2024/25',
    });
    const inCohort = (locality: string) => report.localities.find((row) => row.localityId === locality)?.inCohort;
    expect([inCohort(from), inCohort(to)]).toEqual([0, 1]);
    expect(report.county[0]).toMatchObject({ inCohort: 1, reached: 1 });
  });

  it('counts in sessions where it was on the day of each', async () => {
    const row = await overview('2025-03-31');
    expect(row(from).absence).toMatchObject({ numerator: 10, denominator: 20 });
    expect(row(to).absence).toMatchObject({ numerator: 0, denominator: 10 });
    const { rows } = await moved.call('reports.attendanceSummary', {
      asAt: '2025-07-31',
      fromYear: '2024/25',
      toYear: '2024/25',
    });
    const absence = (locality: string) => rows.find((each) => each.localityId === locality)?.absence;
    expect(absence(from)).toMatchObject({ numerator: 10, denominator: 20 });
    expect(absence(to)).toMatchObject({ numerator: 0, denominator: 10 });
  });

  it('counts in PEPs where it was on the due date of each', async () => {
    const row = await overview('2025-03-31');
    expect(row(from).pepsOnTime).toMatchObject({ numerator: 1, denominator: 1 });
    expect(row(to).pepsOnTime).toMatchObject({ numerator: 0, denominator: 1 });
  });

  it('counts where it is on the date, also in the share suspended, wherever it was then', async () => {
    for (const [date, here, there] of [
      ['2025-02-14', from, to],
      ['2025-02-15', to, from],
    ] as const) {
      const row = await overview(date);
      expect([row(here).children.value, row(there).children.value]).toEqual([1, 0]);
      expect(row(here).suspended).toMatchObject({ numerator: 1, denominator: 1 });
      expect(row(there).suspended.denominator).toBe(null);
    }
  });
});
