import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallInput } from '#contract/calls.ts';
import type { GapRow } from '#contract/reports.ts';
import { aChild } from '#test/make/aChild.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';
import { generator } from '#test/make/generator.ts';
import { recoverableCounts, type Sum } from '#test/release/recoverableCounts.ts';

const asAt = '2025-03-31';
const districts = ['Thanet', 'Swale', 'Dover', 'Maidstone', 'Dartford', 'Ashford', null] as const;
const years = ['2022/23', '2023/24'] as const;
const isSmall = (count: number) => count >= 1 && count <= 5;

type Line = Record<
  'year' | 'area' | 'inCohort' | 'withResult' | 'reached' | 'lookedAfter' | 'peer' | 'gap' | 'change' | 'rating',
  string
>;
type GapInput = CallInput<'reports.gap'>;

/** Year 6 children of two years: in each locality a few or many, of whom a few or nearly all reached the standard. */
async function aCohort(seed: number): Promise<TestStore> {
  const store = await aStore({ today: asAt });
  const pick = generator(seed);
  await store.write((writer) => {
    for (const name of districts)
      for (const [index, academicYear] of years.entries()) {
        const n = [0, 2, 6, 9, 12, 20, 30][pick(7)] as number;
        const met = [0, 1, 3, n - 2, n, Math.floor(n / 2)][pick(6)] as number;
        for (let each = 0; each < n; each += 1)
          aChild(writer, {
            dateOfBirth: `${2012 + index}-01-10`,
            episodes: [
              { start: pick(9) === 0 ? '2024-09-01' : '2018-01-01', districtId: name ? store.district(name) : null },
            ],
            suspensions:
              pick(12) === 0
                ? [{ start: `${2023 + index}-02-01`, sessions: 2, category: pick(2) ? 'SUSP' : 'PERM' }]
                : [],
            results:
              pick(15) === 0
                ? []
                : ['reading', 'maths', 'writing'].map((subject) => ({
                    academicYear,
                    keyStage: 'KS2',
                    subject,
                    component: subject === 'writing' ? 'teacherAssessment' : 'scaledScore',
                    value: subject === 'writing' ? (each < met ? 'EXS' : 'WTS') : each < met ? '104' : '95',
                    receivedOn: `${academicYear.slice(0, 2)}${academicYear.slice(5)}-07-10`,
                  })),
          });
      }
  });
  return store;
}

const seeds = [3, 17, 2011];
const stores = new Map<number, TestStore>();
beforeAll(async () => {
  for (const seed of seeds) stores.set(seed, await aCohort(seed));
});
afterAll(() => {
  for (const store of stores.values()) store.close();
});

const exported = async (store: TestStore, input: GapInput): Promise<Line[]> =>
  (JSON.parse((await store.call('reports.exportGap', { ...input, format: 'json' })).text) as { rows: Line[] }).rows;

/** What a reader of one year's table can work out: indexes of the five counts of each row, and the small ones among them. */
function toldSmallCounts(lines: Line[], truth: GapRow[]): string[] {
  const counts: number[] = [];
  const hidden: boolean[] = [];
  for (const [index, line] of lines.entries()) {
    const row = truth[index] as GapRow;
    expect(line.area).toBe(row.name);
    const events = row.reached ?? row.gap.numerator ?? 0;
    counts.push(events, row.withResult - events, row.withResult, row.inCohort - row.withResult, row.inCohort);
    // A percentage, or a gap to a published peer, tells the count as well as the count itself does.
    const told = [line.reached, line.lookedAfter, line.gap].some((cell) => /^-?\d/.test(cell));
    hidden.push(!(told && row.withResult > 0), true, line.withResult === 'c', true, line.inCohort === 'c');
  }
  const county = truth.findIndex((row) => row.isCounty);
  const parts = truth.flatMap((row, index) => (row.isCounty ? [] : [index]));
  const sums: Sum[] = lines.flatMap((_line, index) => [
    { total: index * 5 + 2, parts: [index * 5, index * 5 + 1] },
    { total: index * 5 + 4, parts: [index * 5 + 2, index * 5 + 3] },
  ]);
  if (parts.length > 0)
    for (const which of [0, 1, 2, 3, 4])
      sums.push({ total: county * 5 + which, parts: parts.map((part) => part * 5 + which) });
  const known = new Set([...recoverableCounts(hidden, sums), ...hidden.flatMap((is, index) => (is ? [] : [index]))]);
  const names = ['reached', 'notReached', 'withResult', 'without', 'inCohort'];
  return [...known]
    .filter((index) => isSmall(counts[index] ?? 0))
    .map((index) => `${names[index % 5]} of ${lines[Math.floor(index / 5)]?.area}: ${counts[index]}`);
}

const measures = [
  'ks2-reading-expected',
  'ks2-rwm-expected',
  'exclusion-permanent-rate',
  'suspension-at-least-one',
] as const;

describe.each(seeds)('population %i', (seed) => {
  const store = () => stores.get(seed) as TestStore;

  it.each(measures)('shows no count of 1 to 5 of %s, and none that can be worked out', async (measure) => {
    let hiddenCells = 0;
    for (const by of ['locality', 'county'] as const)
      for (const cohort of ['LAC12', 'all'] as const) {
        const input: GapInput = { measure, fromYear: '2022/23', toYear: '2023/24', by, cohort, everyYear: true };
        const report = await store().call('reports.gap', input);
        const lines = await exported(store(), input);
        for (const year of years) {
          // By locality only the department's own cohort leaves.
          const areas = [...(cohort === 'LAC12' ? report.localities : []), ...report.county];
          const truth = areas.filter((row) => row.academicYear === year);
          const ofYear = lines.filter((line) => line.year === year);
          expect(ofYear).toHaveLength(truth.length);
          expect(toldSmallCounts(ofYear, truth), `${measure} ${by} ${cohort} ${year}`).toEqual([]);
          for (const line of ofYear) {
            for (const cell of [line.inCohort, line.withResult, line.reached])
              if (/^\d+$/.test(cell)) expect(isSmall(Number(cell))).toBe(false);
            if (line.lookedAfter === 'c') expect(['c', 'peer not published', 'not available']).toContain(line.gap);
            if (line.gap === 'c') expect(['', 'c']).toContain(line.change);
            if (line.gap === 'c') expect(['', 'c']).toContain(line.rating);
            hiddenCells += Object.values(line).filter((cell) => cell === 'c').length;
          }
        }
      }
    expect(hiddenCells).toBeGreaterThan(0);
  });

  it.each(measures)('a change of %s is shown only where both its figures are', async (measure) => {
    const both = await exported(store(), { measure, fromYear: '2022/23', toYear: '2023/24', everyYear: true });
    const alone = await exported(store(), { measure, fromYear: '2023/24', toYear: '2023/24' });
    for (const line of [...both, ...alone].filter(
      (each) => each.year === '2023/24' && each.change !== '' && each.change !== 'c',
    ))
      expect(both.find((each) => each.year === '2022/23' && each.area === line.area)?.gap, line.area).toMatch(/^-?\d/);
    expect(alone.map((line) => line.area)).toHaveLength(8);
  });

  it('the overview shows no count of 1 to 5, and none that can be worked out', async () => {
    const view = await store().call('overview.get', { asAt });
    const { text, suppressedCells } = await store().call('reports.exportOverview', { asAt });
    const lines = text
      .trim()
      .split('\r\n')
      .map((line) => line.split(','));
    const truth = [...view.localities.filter((row) => !row.isCounty), ...view.localities.filter((row) => row.isCounty)];
    const body = lines.slice(1, 1 + truth.length);
    expect(body.map(([area]) => area)).toEqual(truth.map((row) => row.name));
    const column = (heading: string) => (lines[0] ?? []).findIndex((each) => each.startsWith(heading));
    /** Numerator, complement, denominator of each area, and whether each is told. */
    const check = (
      what: string,
      of: (index: number) => { counts: [number, number, number]; hidden: [boolean, boolean, boolean] },
    ) => {
      const all = truth.map((_row, index) => of(index));
      const counts = all.flatMap((each) => each.counts);
      const hidden = all.flatMap((each) => each.hidden);
      const last = truth.length - 1;
      const sums: Sum[] = truth.map((_row, index) => ({ total: index * 3 + 2, parts: [index * 3, index * 3 + 1] }));
      for (const which of [0, 1, 2])
        sums.push({ total: last * 3 + which, parts: truth.slice(0, last).map((_row, index) => index * 3 + which) });
      const known = [...recoverableCounts(hidden, sums), ...hidden.flatMap((is, index) => (is ? [] : [index]))];
      expect(
        known.filter((index) => isSmall(counts[index] ?? 0)),
        what,
      ).toEqual([]);
    };
    check('children and the 12-month cohort', (index) => {
      const [all, lac12] = [truth[index]?.children.value ?? 0, truth[index]?.lac12.value ?? 0];
      const cell = (heading: string) => body[index]?.[column(heading)] === 'c';
      return { counts: [lac12, all - lac12, all], hidden: [cell('In the 12-month'), true, cell('Children looked')] };
    });
    for (const [heading, key] of [
      ['KS2 gap', 'ks2Gap'],
      ['Suspended', 'suspended'],
      ['PEPs on time', 'pepsOnTime'],
      ['Persistent', 'persistentAbsence'],
    ] as const)
      check(heading, (index) => {
        const figure = truth[index]?.[key];
        const [numerator, denominator] = [figure?.numerator ?? 0, figure?.denominator ?? 0];
        // A reader may know how many children a locality has, so a percentage tells its counts.
        const hides = !/^-?\d/.test(body[index]?.[column(heading)] ?? '');
        return { counts: [numerator, denominator - numerator, denominator], hidden: [hides, hides, hides] };
      });
    expect(suppressedCells).toBe(body.flat().filter((cell) => cell === 'c').length);
    expect(suppressedCells).toBeGreaterThan(0);
  });
});

describe('a table that leaves the team', () => {
  const store = () => stores.get(3) as TestStore;

  it('is registered, with what was asked and every cell as released, and says that it is suppressed', async () => {
    const released = () =>
      store()
        .context.reader.prepare('SELECT kind, parameters, cells, user_id AS userId FROM released_report ORDER BY id')
        .all() as Record<'kind' | 'parameters' | 'cells' | 'userId', string>[];
    const before = released().length;
    const input = { measure: 'ks2-reading-expected', fromYear: '2023/24', toYear: '2023/24' } as const;
    const csv = await store().call('reports.exportGap', { ...input, format: 'csv' });
    const rows = await exported(store(), input);
    await store().call('reports.exportOverview', { asAt });
    const [first, second, third] = released().slice(before);
    expect(first).toMatchObject({ kind: 'gap', userId: store().context.user.id });
    expect(JSON.parse(first?.parameters ?? '')).toMatchObject(input);
    expect(JSON.parse(first?.cells ?? '')).toEqual(rows.map((row) => Object.values(row)));
    expect(second?.cells).toBe(first?.cells);
    expect(third).toMatchObject({ kind: 'overview' });
    expect(csv.text).toContain(
      `Disclosure control: counts of 1 to 5, and figures that would reveal them, are shown as c (${csv.suppressedCells} cells)`,
    );
    expect(csv.suppressedCells).toBe(rows.flatMap((row) => Object.values(row)).filter((cell) => cell === 'c').length);
    const table = await store().call('reports.exportGap', { ...input, format: 'table' });
    expect(table.suppressedCells).toBe(csv.suppressedCells);
  });

  it('shows a true nought, and the true numbers stay inside the team', async () => {
    const input = { measure: 'ks2-reading-expected', fromYear: '2023/24', toYear: '2023/24' } as const;
    const report = await store().call('reports.gap', input);
    const lines = await exported(store(), input);
    const empty = report.localities.filter((row) => row.inCohort === 0);
    expect(empty.length).toBeGreaterThan(0);
    expect(
      report.localities.some((row) => isSmall(row.reached ?? 0) || isSmall(row.withResult - (row.reached ?? 0))),
    ).toBe(true);
    const shown = empty.map((row) => lines.find((line) => line.area === row.name)?.inCohort);
    expect(shown.every((cell) => cell === '0' || cell === 'c')).toBe(true);
    expect(shown).toContain('0');
  });
});
