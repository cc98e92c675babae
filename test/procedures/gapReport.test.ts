import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallInput } from '#contract/calls.ts';
import { aChild, type ChildSpec } from '#test/make/aChild.ts';
import { aSchool } from '#test/make/aSchool.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';
import { publish, setTarget } from './aTarget.ts';

let store: TestStore;
beforeAll(async () => {
  store = await aStore({ today: '2025-03-31' });
  const [thanet, swale] = [store.district('Thanet'), store.district('Swale')];
  const reading = (academicYear: string, value: string, more: object = {}) => ({
    academicYear,
    keyStage: 'KS2',
    subject: 'reading',
    component: 'scaledScore',
    value,
    ...more,
  });
  const maths = (value: string) => ({
    academicYear: '2011/12',
    keyStage: 'KS2',
    subject: 'maths',
    component: 'level',
    value,
  });
  await store.write((writer) => {
    const schoolId = aSchool(writer);
    /** A child in year 6 in the year that ends in the summer given. */
    const inYear6 = (summer: number, spec: ChildSpec = {}) =>
      aChild(writer, {
        dateOfBirth: `${summer - 11}-01-10`,
        episodes: [{ start: `${summer - 4}-01-01`, districtId: thanet }],
        enrolments: [{ schoolId, start: `${summer - 3}-09-01`, ncYear: 4 }],
        ...spec,
      });
    // 2023/24: twelve in the cohort; 6 met, 3 not (a B among them), 2 without a result, 1 excluded.
    for (const score of ['100', '101', '102', '110', '120', '105', '99', '80', 'B'])
      inYear6(2024, { results: [reading('2023/24', score)] });
    inYear6(2024);
    inYear6(2024, { results: [reading('2022/23', '115')] });
    inYear6(2024, { results: [reading('2023/24', 'M')] });
    // Nobody of these is in it: in care too short, in respite, of another authority, in another year, left the day before.
    const met = [reading('2023/24', '110')];
    inYear6(2024, { results: met, episodes: [{ start: '2023-04-02', districtId: thanet }] });
    inYear6(2024, { results: met, episodes: [{ start: '2020-01-01', legalStatus: 'V4', districtId: thanet }] });
    inYear6(2024, { results: met, responsibleAuthority: '210' });
    inYear6(2025, { results: met });
    inYear6(2024, {
      results: met,
      episodes: [{ start: '2020-01-01', end: '2024-03-30', reasonCeased: 'E4A', districtId: thanet }],
    });
    // Of 2022/23: five, 1 met; a provisional result that the final one replaced.
    for (const score of ['101', '99', '98', '97']) inYear6(2023, { results: [reading('2022/23', score)] });
    inYear6(2023, {
      results: [
        reading('2022/23', '104', { status: 'provisional', receivedOn: '2023-07-10' }),
        reading('2022/23', '96', { status: 'final', receivedOn: '2023-12-10' }),
      ],
    });
    // 2011/12, maths at level 4: Thanet 6 of 10, Swale 4 of 11; the county 10 of 21. And nobody has a result in 2020/21.
    for (const [district, values] of [
      [thanet, '4444553332'],
      [swale, '44443333322'],
    ] as const)
      for (const value of values)
        inYear6(2012, { results: [maths(value)], episodes: [{ start: '2008-01-01', districtId: district }] });
    inYear6(2021);
  });
});
afterAll(() => store.close());

const report = (input: Partial<CallInput<'reports.gap'>>) =>
  store.call('reports.gap', { measure: 'ks2-reading-expected', fromYear: '2023/24', toYear: '2023/24', ...input });
const peerValue = (measure: string, year: string, geography: string) =>
  store.context.reader
    .prepare(
      "SELECT benchmark.value FROM benchmark JOIN measure ON measure.id = measure_id WHERE measure.code = ? AND academic_year = ? AND geography = ? AND cohort_kind = 'ALL' AND kind = 'value'",
    )
    .pluck()
    .get(measure, year, geography) as number;

describe('a tiny cohort', () => {
  it('is reconciled: with a result, missing, excluded with the reason', async () => {
    const { county } = await report({});
    expect(county).toHaveLength(1);
    expect(county[0]).toMatchObject({
      academicYear: '2023/24',
      name: 'Kent',
      isCounty: true,
      inCohort: 12,
      withResult: 9,
      missing: 2,
      reached: 6,
    });
    expect(county[0]?.excluded).toEqual([{ reason: expect.stringContaining('M'), count: 1 }]);
  });

  it('has its percentage of those with a result, and bounds for those without', async () => {
    const { county } = await report({});
    expect(county[0]?.lookedAfter).toBeCloseTo((100 * 6) / 9, 9);
    // The two without a result could both have missed, or both have reached it.
    expect(county[0]?.bounds?.lowest).toBeCloseTo((100 * 6) / 11, 9);
    expect(county[0]?.bounds?.highest).toBeCloseTo((100 * 8) / 11, 9);
    const { low, high } = county[0]?.interval ?? { low: 0, high: 0 };
    // Wilson, 95 %, 6 of 9.
    expect(low).toBeCloseTo(35.42, 1);
    expect(high).toBeCloseTo(87.94, 1);
  });

  it.each(['Kent', 'England'] as const)('has its gap to all pupils of %s of the same year', async (peer) => {
    const value = peerValue('ks2-reading-expected', '2023/24', peer);
    expect(value).toBeGreaterThan(50);
    const { county, localities } = await report({ peer });
    expect(county[0]?.peer).toBe(value);
    expect(county[0]?.gap.value).toBeCloseTo(value - (100 * 6) / 9, 9);
    expect(county[0]?.gap).toMatchObject({
      numerator: 6,
      denominator: 9,
      unit: 'points',
      absent: null,
      coverage: { with: 9, of: 12 },
    });
    const thanet = localities.find((row) => row.localityId === store.locality('EK3'));
    expect(thanet).toMatchObject({ inCohort: 12, withResult: 9 });
    expect(localities.filter((row) => row.inCohort > 0)).toHaveLength(1);
  });

  it('is too few to rate under ten with a result, and says how it changed', async () => {
    const { county } = await report({ fromYear: '2022/23' });
    const [before, now] = county;
    expect(before).toMatchObject({ inCohort: 5, withResult: 5, reached: 1, missing: 0, lookedAfter: 20 });
    expect(now?.gap.rag).toBe('tooFew');
    expect(before?.gap.rag).toBe('tooFew');
    const change =
      peerValue('ks2-reading-expected', '2023/24', 'Kent') -
      (100 * 6) / 9 -
      (peerValue('ks2-reading-expected', '2022/23', 'Kent') - 20);
    expect(now?.gap.change).toMatchObject({ since: '2022/23', direction: 'down', better: true });
    expect(now?.gap.change?.size).toBeCloseTo(Math.abs(change), 9);
  });

  it('counts all looked after on the date when asked, and never mixes the two', async () => {
    const { county } = await report({ cohort: 'all' });
    // The child in care since April 2023 comes in.
    expect(county[0]).toMatchObject({ inCohort: 13, reached: 7, published: null });
    expect(county[0]?.gap.cohort).toContain('looked after on the date');
  });
});

describe('a target', () => {
  it('rates each row of ten or more by its own gap to its own peer', async () => {
    const england = peerValue('ks2-maths-level4', '2011/12', 'England');
    expect(england).toBe(84);
    const { county, localities, target } = await report({
      measure: 'ks2-maths-level4',
      fromYear: '2011/12',
      toYear: '2011/12',
      peer: 'England',
    });
    expect(target).toMatchObject({
      academicYear: '2011/12',
      kind: 'maximumGap',
      value: 33,
      peer: 'England',
      rag: 'missed',
    });
    const row = (name: string) => localities.find((each) => each.localityId === store.locality(name));
    expect(row('EK3')).toMatchObject({ reached: 6, withResult: 10, lookedAfter: 60 });
    expect(row('EK3')?.gap).toMatchObject({ value: 24, rag: 'met', target: { value: 33 } });
    expect(row('EK1')).toMatchObject({ reached: 4, withResult: 11 });
    expect(row('EK1')?.gap.value).toBeCloseTo(84 - 400 / 11, 9);
    expect(row('EK1')?.gap.rag).toBe('missed');
    // 84 - 100 x 10/21 is 36.4 points, over the 33 of the target, which has no floor: missed, never amber.
    expect(county[0]?.gap.value).toBeCloseTo(84 - 1000 / 21, 9);
    expect(county[0]?.gap.rag).toBe('missed');
  });

  const maths = { measure: 'ks2-maths-level4', fromYear: '2011/12', toYear: '2011/12' };

  it('against one peer rates no gap to another: not in a row, the sentence, nor the target the chart draws', async () => {
    await publish(store, 'ks2-maths-level4', '2011/12', 'Kent', 80);
    const { county, target, targets, finding } = await report({ ...maths, peer: 'Kent' });
    expect(county[0]?.gap.value).toBeCloseTo(80 - 1000 / 21, 9);
    expect(county[0]?.gap).toMatchObject({ rag: 'noTarget', target: null });
    expect(target).toBe(null);
    expect(finding).toBe('The gap was 32.4 points in 2011/12.');
    // The one there is stands beside it, against its own peer: 84 - 47.6 is 36.4 points.
    expect(targets).toMatchObject([{ peer: 'England', value: 33, needed: 51, gapAllowed: 33, rag: 'missed' }]);
    expect(targets[0]?.gap).toBeCloseTo(84 - 1000 / 21, 9);
  });

  it('against its own peer is in the sentence: how many more children would have met it', async () => {
    // 84 - 33 is 51 %: 10.71 of 21 children, so 11; ten reached it.
    const { finding, target } = await report({ ...maths, peer: 'England' });
    expect(target).toMatchObject({ peer: 'England', needed: 51 });
    expect(finding).toContain('1 more child would have met the target.');
  });

  it('to England and one to Kent stand together, each against its own peer', async () => {
    await setTarget(store, 'ks2-maths-level4', '2011/12', 'maximumGap', 34, 'Kent');
    const kent = await report({ ...maths, peer: 'Kent' });
    // 80 - 34 is 46 %, which 10 of 21 reach.
    expect(kent.target).toMatchObject({ peer: 'Kent', needed: 46, rag: 'met' });
    expect(kent.county[0]?.gap).toMatchObject({ rag: 'met', target: { value: 34 } });
    expect(kent.finding).toContain('The target was met.');
    expect(kent.targets.map(({ peer, rag }) => [peer, rag]).sort()).toEqual([
      ['England', 'missed'],
      ['Kent', 'met'],
    ]);
    const england = await report({ ...maths, peer: 'England' });
    expect(england.target).toMatchObject({ peer: 'England', rag: 'missed' });
    expect(england.county[0]?.gap.rag).toBe('missed');
  });

  it('rates nobody under ten', async () => {
    await setTarget(store, 'ks2-reading-expected', '2023/24', 'maximumGap', 90, 'Kent');
    const { county } = await report({});
    expect(county[0]?.gap.target?.value).toBe(90);
    expect(county[0]?.gap.rag).toBe('tooFew');
  });
});

describe('a year without a figure', () => {
  it('says that there were no tests', async () => {
    const { county, notes } = await report({ fromYear: '2018/19', toYear: '2020/21' });
    for (const row of county.slice(1)) {
      expect(row).toMatchObject({ lookedAfter: null, lookedAfterAbsent: 'noTests', peer: null });
      expect(row.gap).toMatchObject({ value: null, absent: 'noTests', rag: null, change: null });
      expect(row.peerNote).toContain('no KS2 tests in 2020 and 2021');
    }
    expect(notes.join(' ')).toContain('no KS2 tests');
  });

  it('says that the peer was not published, and borrows no neighbour', async () => {
    const remove =
      "SELECT benchmark.id FROM benchmark JOIN measure ON measure.id = measure_id WHERE measure.code = 'ks2-reading-expected' AND academic_year = '2022/23' AND geography = 'Kent' AND cohort_kind = 'ALL'";
    await store.write((writer) => {
      for (const id of writer.connection.prepare(remove).pluck().all() as string[]) writer.remove('benchmark', id);
    });
    const { county } = await report({ fromYear: '2022/23' });
    expect(county[0]).toMatchObject({ lookedAfter: 20, peer: null, peerNote: 'peer not published' });
    expect(county[0]?.gap).toMatchObject({ value: null, absent: 'notPublished', rag: null });
    expect(county[1]?.gap.value).not.toBe(null);
    expect(county[1]?.gap.change).toBe(null);
  });

  it('says that nobody has a result, which is not nought', async () => {
    const { county } = await report({ measure: 'ks2-writing-expected' });
    expect(county[0]).toMatchObject({
      inCohort: 12,
      withResult: 0,
      missing: 12,
      lookedAfter: null,
      lookedAfterAbsent: 'notAvailable',
    });
    expect(county[0]?.gap).toMatchObject({ value: null, absent: 'notAvailable', numerator: null, denominator: null });
  });
});

it.each([
  ['a measure there is not', { measure: 'happiness' }],
  ['years the wrong way round', { fromYear: '2023/24', toYear: '2022/23' }],
  ['a year that is none', { fromYear: '2023' }],
])('refuses %s', async (_what, input) => {
  expect(
    await store.reply('reports.gap', {
      measure: 'ks2-reading-expected',
      fromYear: '2023/24',
      toYear: '2023/24',
      ...input,
    }),
  ).toMatchObject({
    ok: false,
    error: { code: 'invalidInput' },
  });
});

it('a measure that did not exist in a year has no figure of any kind', async () => {
  const { county } = await report({ measure: 'ks2-reading-expected', fromYear: '2011/12', toYear: '2011/12' });
  expect(county[0]).toMatchObject({
    inCohort: 0,
    withResult: 0,
    missing: 0,
    lookedAfter: null,
    bounds: null,
    interval: null,
  });
  expect(county[0]?.gap).toMatchObject({ n: null, numerator: null, interval: null });
});
