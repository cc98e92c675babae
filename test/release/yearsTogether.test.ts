import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CallInput } from '#contract/calls.ts';
import { aChild } from '#test/make/aChild.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';

const years = ['2021/22', '2022/23', '2023/24'] as const;
const label = '2021/22 to 2023/24';
/** Children with a result, and those who reached, by year: few reached in one year in Thanet, in two in Ashford. */
const districts = {
  Thanet: [20, 10, 20, 9, 16, 3],
  Swale: [22, 11, 21, 10, 24, 12],
  Dover: [18, 8, 17, 4, 18, 7],
  Maidstone: [25, 12, 24, 11, 23, 10],
  Ashford: [19, 9, 20, 2, 15, 2],
};
const base = { measure: 'ks2-reading-expected', fromYear: years[0], toYear: years[2], everyYear: true } as const;
type Line = Record<'years' | 'year' | 'area' | 'withResult' | 'reached' | 'lookedAfter' | 'peer' | 'gap', string>;

let store: TestStore;
beforeAll(async () => {
  store = await aStore({ today: '2025-03-31' });
  await store.write((writer) => {
    for (const [index, academicYear] of years.entries())
      for (const [name, counts] of Object.entries(districts))
        for (let each = 0; each < (counts[2 * index] ?? 0); each += 1)
          aChild(writer, {
            dateOfBirth: `${2011 + index}-01-10`,
            episodes: [{ start: '2018-01-01', districtId: store.district(name) }],
            results: [
              {
                academicYear,
                keyStage: 'KS2',
                subject: 'reading',
                component: 'scaledScore',
                value: each < (counts[2 * index + 1] ?? 0) ? '104' : '95',
                receivedOn: `20${academicYear.slice(5)}-07-10`,
              },
            ],
          });
  });
});
afterAll(() => store.close());

const preview = (input: Partial<CallInput<'reports.previewGap'>>) =>
  store.call('reports.previewGap', { ...base, ...input });
const exported = async (input: Partial<CallInput<'reports.exportGap'>>) => {
  const answer = await store.call('reports.exportGap', { ...base, ...input, format: 'json' });
  return { ...answer, ...(JSON.parse(answer.text) as { rows: Line[]; notes: string[] }) };
};

it('the preview offers years together where single years hide cells, and fewer are hidden then', async () => {
  const { pooling } = await preview({});
  expect(pooling?.chosen).toBe('single');
  expect(pooling?.choices.map(({ pool }) => pool)).toEqual(['single', 'three', 'all']);
  const share = (pool: string) => {
    const choice = pooling?.choices.find((each) => each.pool === pool);
    return (choice?.hidden ?? Number.NaN) / (choice?.cells ?? Number.NaN);
  };
  expect(share('single')).toBeGreaterThan(0.1);
  expect(share('three')).toBe(0);
  const three = await preview({ pool: 'three' });
  expect(three.pooling?.choices).toEqual(pooling?.choices);
  expect(three.rows.flat().filter(({ why }) => why !== null)).toHaveLength(pooling?.choices[1]?.hidden ?? Number.NaN);
  expect(three.fileName).toContain('three-years-together');
});

it('is not offered, and refused, where a child is in every year, for the county and for one year', async () => {
  for (const input of [
    { measure: 'suspension-at-least-one' },
    { by: 'county' as const },
    { uasc: 'without' as const },
    { fromYear: years[2] },
  ]) {
    expect((await preview(input)).pooling, JSON.stringify(input)).toBeNull();
    const reply = await store.reply('reports.previewGap', { ...base, ...input, pool: 'all' });
    expect(reply, JSON.stringify(input)).toMatchObject({ ok: false, error: { code: 'invalidInput' } });
  }
});

it('years together are the children of its years, named as such; the county is the sum of its single years', async () => {
  const truth = await store.call('reports.gap', { ...base });
  const { rows, notes, releaseId } = await exported({ pool: 'all' });
  let compared = 0;
  for (const line of rows) {
    expect(line.years).toBe(label);
    const own = [...truth.county, ...truth.localities].filter(({ name }) => name === line.area);
    const sum = (of: (row: (typeof own)[number]) => number | null) => own.reduce((all, row) => all + (of(row) ?? 0), 0);
    if (line.withResult === 'c' || line.withResult === '0') continue;
    compared += 1;
    const [n, reached] = [sum((row) => row.withResult), sum((row) => row.reached)];
    expect([line.withResult, line.reached]).toEqual([String(n), String(reached)]);
    expect(Number(line.lookedAfter)).toBeCloseTo((100 * reached) / n, 1);
    const peers = own.map(({ peer }) => peer);
    if (!peers.includes(null)) {
      const mean = peers.reduce<number>((all, peer) => all + (peer ?? 0), 0) / peers.length;
      expect(Number(line.gap)).toBeCloseTo(mean - (100 * reached) / n, 0);
    }
  }
  expect(compared).toBeGreaterThan(3);
  expect(rows.at(-1)?.area).toBe('Kent');
  expect(notes.join(' ')).toContain('each child counts once');
  await store.call('releases.settle', { releaseId, written: false });
});

it('what left together is compared with single years, and other ways of taking years together are refused', async () => {
  const alone = await preview({});
  const shown = (rows: typeof alone.rows) => rows.flat().filter(({ why }) => why === null).length;
  const { releaseId, fileName } = await exported({ pool: 'three' });
  await store.call('releases.settle', { releaseId, written: true });
  const beside = await preview({});
  expect(shown(beside.rows)).toBeLessThan(shown(alone.rows));
  expect(beside.earlier.map((each) => each.releaseId)).toEqual([releaseId]);
  expect(beside.earlier[0]?.fileName).toContain(fileName.replace('.json', ''));
  // A single year by itself is the same table as among its years.
  const one = await preview({ fromYear: years[2] });
  for (const row of one.rows) {
    const same = beside.rows.find((other) => other[0]?.text === row[0]?.text && other[1]?.text === row[1]?.text);
    expect(same?.map(({ text }) => text)).toEqual(row.map(({ text }) => text));
  }
  const overlapping = await preview({ fromYear: years[1], pool: 'all' });
  expect(overlapping.refused).toContain(label);
  expect((await preview({ pool: 'three' })).refused).toBeNull();
  await store.call('releases.neverSent', { releaseId, reason: 'a test of the register' });
  expect(shown((await preview({})).rows)).toBe(shown(alone.rows));
});

it('single years that left count beside years together, and what changed by a child since is refused, naming them', async () => {
  const alone = await preview({ pool: 'all' });
  const single = await store.call('reports.exportGap', { ...base, format: 'json' });
  await store.call('releases.settle', { releaseId: single.releaseId, written: true });
  const before = await preview({ pool: 'all' });
  expect(before.refused).toBeNull();
  const hidden = (rows: typeof alone.rows) => rows.flat().filter(({ why }) => why !== null).length;
  // A single year that is hidden would follow from its years together and the other two.
  expect(hidden(before.rows)).toBeGreaterThan(hidden(alone.rows));
  await store.write((writer) => {
    for (let each = 0; each < 8; each += 1)
      aChild(writer, {
        dateOfBirth: '2012-01-10',
        episodes: [{ start: '2018-01-01', districtId: store.district('Thanet') }],
        results: [
          {
            academicYear: years[1],
            keyStage: 'KS2',
            subject: 'reading',
            component: 'scaledScore',
            value: each === 0 ? '104' : '95',
            receivedOn: '2023-07-10',
          },
        ],
      });
  });
  // One more who reached, and seven who did not, beside the county's year that left.
  const after = await preview({ pool: 'all' });
  expect(after.refused).toContain('1 to 5 children');
  expect(after.refused).toContain('Test Administrator');
});
