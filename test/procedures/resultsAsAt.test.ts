import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#db/newId.ts';
import { prepareSchoolPack } from '#service/packs/assemble/schoolPack.ts';
import { aChild } from '#test/make/aChild.ts';
import { aSchool } from '#test/make/aSchool.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';
import { setTarget } from './aTarget.ts';

let store: TestStore;
let schoolId: string;
/** Of 2023/24: final results without a date of their own, and a re-mark; brought in on 5 October 2026. */
let undated: string;
let remarked: string;

beforeAll(async () => {
  store = await aStore({ today: '2026-11-02' });
  const thanet = store.district('Thanet');
  const firstMark = newId();
  const reading = (academicYear: string, value: string, more: object = {}) => ({
    academicYear,
    keyStage: 'KS2',
    subject: 'reading',
    component: 'scaledScore',
    value,
    ...more,
  });
  await store.write((writer) => {
    schoolId = aSchool(writer);
    aSchoolsTeacher(writer, schoolId);
    const inYear6 = (summer: number, results: ReturnType<typeof reading>[]) =>
      aChild(writer, {
        dateOfBirth: `${summer - 11}-01-10`,
        episodes: [{ start: `${summer - 4}-01-01`, districtId: thanet }],
        enrolments: [{ schoolId, start: `${summer - 3}-09-01`, ncYear: 4 }],
        results,
      });
    undated = inYear6(2024, [reading('2023/24', '104', { receivedOn: '2026-10-05' })]);
    remarked = inYear6(2024, [
      reading('2023/24', '98', {
        id: firstMark,
        status: 'provisional',
        issuedOn: '2024-07-09',
        receivedOn: '2026-10-05',
      }),
      reading('2023/24', '101', { issuedOn: '2025-01-20', receivedOn: '2026-10-05', supersedes: firstMark }),
    ]);
    // 2024/25: 7 of 12; 2025/26, whose peers are not published: 6 of 12.
    for (const [summer, met] of [
      [2025, 7],
      [2026, 6],
    ] as const)
      for (let child = 0; child < 12; child += 1)
        inYear6(summer, [
          reading(`${summer - 1}/${summer % 100}`, child < met ? '105' : '95', { issuedOn: `${summer}-07-09` }),
        ]);
  });
});
afterAll(() => store.close());

function aSchoolsTeacher(writer: Parameters<typeof aSchool>[0], school: string): void {
  for (const kind of ['designatedTeacher', 'designatedSafeguardingLead'])
    writer.insert('school_contact', {
      school_id: school,
      kind,
      name: 'Sam Teacher',
      email: 'sam@example.org',
      telephone: '01234',
      valid_from: '2000-01-01',
      valid_to: null,
    });
}

const gap = (more: object = {}) =>
  store.call('reports.gap', {
    measure: 'ks2-reading-expected',
    fromYear: '2023/24',
    toYear: '2023/24',
    ...more,
  });

/** The reading result that stands in the record on a date, or null. */
async function inRecord(childId: string, asAt: string) {
  const { attainment } = await store.call('children.get', { childId, asAt });
  const found = attainment.results.find((result) => result.standing);
  return found ? { value: found.value, from: found.standsFrom, assumed: found.standsFromAssumed } : null;
}

/** What the child's pack prints for reading on a date, or null. */
function inPack(childId: string, asAt: string): string | null {
  const { attainment } =
    prepareSchoolPack(store.context, { schoolId, asAt, childIds: [childId] }).children[0]?.pack ?? {};
  if (!attainment?.available) return null;
  const words = attainment.value.rows.find((row) => row.subject === 'Reading')?.results.at(-1);
  return typeof words === 'string' ? (/^\d+/.exec(words)?.[0] ?? null) : null;
}

describe('as at a date a result stands from the day it was issued, whenever it came', () => {
  const all = [
    // The file's own dates.
    ['a version not issued yet', () => remarked, '2024-07-08', null],
    ['the first mark on its day', () => remarked, '2024-07-09', '98'],
    ['the first mark until the day before the re-mark', () => remarked, '2025-01-19', '98'],
    ['the re-mark from its day', () => remarked, '2025-01-20', '101'],
    // No date of its own: a final result of KS2 is assumed out on 1 March of the next year.
    ['an undated result before its publication day', () => undated, '2025-02-28', null],
    ['an undated result from its publication day', () => undated, '2025-03-01', '104'],
  ] as const;

  it.each(all)('%s: the record, the pack and the report say the same', async (_what, child, asAt, value) => {
    expect((await inRecord(child(), asAt))?.value ?? null).toBe(value);
    expect(inPack(child(), asAt)).toBe(value);
    const { county } = await gap({ asAt });
    const drill = county[0]?.drill;
    const { children } = await store.call('figures.children', { drill: drill as NonNullable<typeof drill> });
    const own = children.find((each) => each.childId === child());
    expect(own).toMatchObject({
      inDenominator: value !== null,
      inNumerator: value !== null && Number(value) >= 100,
    });
  });

  it('an assumed day is marked as such, and never lies after the day received', async () => {
    expect(await inRecord(undated, '2026-03-01')).toMatchObject({ from: '2025-03-01', assumed: true });
    expect(await inRecord(remarked, '2026-03-01')).toMatchObject({ from: '2025-01-20', assumed: false });
  });

  it('the report counts what stood: 0, 1 and 2 of 2', async () => {
    const reached = async (asAt: string) => (await gap({ asAt })).county[0];
    expect(await reached('2024-07-08')).toMatchObject({ inCohort: 2, withResult: 0, missing: 2, reached: null });
    expect(await reached('2024-07-09')).toMatchObject({ withResult: 1, reached: 0 });
    expect(await reached('2025-02-28')).toMatchObject({ withResult: 1, reached: 1 });
    expect(await reached('2026-11-02')).toMatchObject({ withResult: 2, reached: 2 });
    expect((await gap({ asAt: '2025-02-28' })).asAt).toBe('2025-02-28');
  });

  it('the profile says another publication day: every reader follows', async () => {
    await store.write((writer) => {
      const id = writer.connection
        .prepare("SELECT id FROM rule_set WHERE kind = 'resultsPublished'")
        .pluck()
        .get() as string;
      writer.update('rule_set', id, {
        value: JSON.stringify([{ keyStage: 'KS2', status: 'final', yearsAfter: 1, day: '04-15' }]),
      });
    });
    expect(await inRecord(undated, '2025-04-14')).toBe(null);
    expect(inPack(undated, '2025-04-14')).toBe(null);
    expect((await gap({ asAt: '2025-04-14' })).county[0]?.withResult).toBe(1);
    expect((await gap({ asAt: '2025-04-15' })).county[0]?.withResult).toBe(2);
  });
});

describe('a newer year whose peers are not published yet', () => {
  it('shows its own percentage as provisional and keeps the last full gap', async () => {
    const { county, localities, finding } = await gap({ fromYear: '2024/25', toYear: '2025/26' });
    const [full, newer] = county;
    expect(full).toMatchObject({ provisional: false, reached: 7, withResult: 12 });
    expect(full?.gap.value).not.toBe(null);
    expect(newer).toMatchObject({ provisional: true, lookedAfter: 50, peer: null });
    expect(newer?.gap).toMatchObject({ value: null, absent: 'notPublished' });
    expect(finding).toMatch(/^The gap was [\d.]+ points in 2024\/25/);
    expect(finding).toContain(
      'The looked-after figure of 2025/26 was 50.0 % (provisional). Peers of that year are not published yet.',
    );
    expect([...new Set(localities.map((row) => row.academicYear))]).toEqual(['2024/25', '2025/26']);
  });

  it('keeps the last full gap too while its results are not issued, and its date is on paper', async () => {
    const { localities, cohortWords } = await gap({ fromYear: '2024/25', toYear: '2025/26', asAt: '2026-07-08' });
    expect([...new Set(localities.map((row) => row.academicYear))]).toEqual(['2024/25', '2025/26']);
    expect(cohortWords).toContain('as at 8 July 2026');
  });

  it('can be chosen: every year with results is offered', async () => {
    const { rows } = await store.call('reference.measures', {});
    expect(rows.find((row) => row.measure === 'ks2-reading-expected')?.years.at(-1)).toBe('2025/26');
  });

  it('is rated against the target of a rate, which needs no peer', async () => {
    await setTarget(store, 'ks2-reading-expected', '2025/26', 'minimumRate', 55, null);
    const { county, target, finding } = await gap({ fromYear: '2025/26', toYear: '2025/26' });
    expect(county[0]?.gap).toMatchObject({ value: null, rag: 'missed', target: { value: 55 } });
    expect(target).toMatchObject({ kind: 'minimumRate', value: 55, needed: 55, gap: null, rag: 'missed' });
    expect(finding).toContain('1 more child would have met the target.');
  });
});
