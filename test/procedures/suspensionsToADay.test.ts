import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aChild } from '#test/make/aChild.ts';
import { aSchool } from '#test/make/aSchool.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';
import { publish, setTarget } from './aTarget.ts';

let store: TestStore;
let quiet: string;
const measure = 'suspension-at-least-one';
beforeAll(async () => {
  store = await aStore({ today: '2025-08-31' });
  const districtId = store.district('Thanet');
  await store.write((writer) => {
    const schoolId = aSchool(writer);
    const pupil = (start: string | null, more: object = {}) =>
      aChild(writer, {
        districtId,
        enrolments: [{ schoolId, start: '2020-09-01', ncYear: 4 }],
        suspensions: start === null ? [] : [{ start, sessions: 4, schoolId }],
        ...more,
      });
    // 2023/24 to July; 2024/25 to one day of November; 2022/23 of a child of another authority only.
    pupil('2024-07-10');
    pupil('2024-11-14');
    pupil('2023-05-10', { responsibleAuthority: '210' });
    for (let index = 0; index < 12; index += 1) quiet = pupil(null);
  });
  for (const year of ['2022/23', '2023/24', '2024/25']) {
    await publish(store, measure, year, 'Nowhere', 5);
    await setTarget(store, measure, year, 'maximumRate', 20, null);
  }
});
afterAll(() => store.close());

const overview = async (asAt: string) => {
  const { localities, tiles } = await store.call('overview.get', { asAt });
  const county = localities.find((row) => row.isCounty);
  return { figure: county?.suspended, tile: tiles.find((each) => each.key === 'suspended') };
};
const report = (fromYear: string, toYear: string, asAt?: string) =>
  store.call('reports.gap', { measure, fromYear, toYear, peer: 'Kent', cohort: 'LAC12', ...(asAt ? { asAt } : {}) });

describe('suspensions that files reach to', () => {
  it('in November are known in November', async () => {
    const { figure, tile } = await overview('2024-11-14');
    expect(figure).toMatchObject({ numerator: 1, denominator: 14, rag: 'met' });
    expect(tile?.detail).toBe('1 of 14');
    const { suspensions } = await store.call('children.get', { childId: quiet, asAt: '2024-11-01' });
    expect(suspensions).toMatchObject({ days: 0, receivedTo: null });
  });

  it('in November are said so in March, and rate nothing', async () => {
    const { figure, tile } = await overview('2025-03-31');
    expect(figure).toMatchObject({ numerator: 1, denominator: 14, rag: null, target: null });
    expect(tile?.detail).toBe('1 of 14, received to 14 November 2024');
    expect(tile?.figure.change).toBe(null);
    expect(figure?.source).toContain('received to 14 November 2024');
    const { suspensions } = await store.call('children.get', { childId: quiet, asAt: '2025-03-31' });
    expect(suspensions).toMatchObject({ days: 0, receivedTo: '2024-11-14' });
  });

  it('as at a day before a year has none are not available', async () => {
    expect((await overview('2022-10-10')).figure).toMatchObject({ value: null, absent: 'notAvailable', bounds: null });
  });

  it('of another authority’s child say nothing of one’s own', async () => {
    const { county } = await report('2022/23', '2022/23');
    expect(county[0]).toMatchObject({ lookedAfter: null, withResult: 0, reached: null, bounds: null });
  });

  it('are a part of a year in the gap report: the figure, and neither gap nor rating', async () => {
    await publish(store, measure, '2023/24', 'Kent', 5);
    await publish(store, measure, '2024/25', 'Kent', 5);
    const { county, notes } = await report('2023/24', '2024/25');
    expect(county[0]?.gap).toMatchObject({ rag: 'met' });
    expect(county[0]?.gap.value).not.toBe(null);
    expect(county[1]).toMatchObject({ reached: 1, peer: null, peerNote: 'a part of the year has no gap' });
    expect(county[1]?.gap).toMatchObject({
      value: null,
      absent: 'notAvailable',
      rag: null,
      target: null,
      source: 'Suspensions of a part of 2024/25 only',
    });
    expect(notes).toContain(
      'Suspensions and exclusions have been received: 2023/24 to 10 July 2024; 2024/25 to 14 November 2024 (a part, without gap or rating).',
    );
  });

  it('whole by the day asked for are held against the target', async () => {
    const { county } = await report('2024/25', '2024/25', '2024-11-30');
    expect(county[0]?.gap.rag).toBe('met');
  });
});
