import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rebuildDerived } from '#db/derived/rebuildDerived.ts';
import { addDays } from '#domain/calendar/plainDate.ts';
import { aChild } from '#test/make/aChild.ts';
import { aSchool } from '#test/make/aSchool.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';
import { weekOf } from '#test/make/weekOf.ts';

let store: TestStore;
let schoolId: string;
beforeAll(async () => {
  store = await aStore({ today: '2025-03-31' });
  schoolId = await store.write((writer) => aSchool(writer));
});
afterAll(() => store.close());

const read = <Each>(sql: string, ...values: unknown[]) => store.context.reader.prepare(sql).all(...values) as Each[];
const derived = (childId: string) => ({
  months: read('SELECT * FROM attendance_rollup WHERE child_id = ? ORDER BY month, locality, in_care', childId),
  years: read('SELECT * FROM attendance_year WHERE child_id = ? ORDER BY academic_year, locality, in_care', childId),
  days: read('SELECT * FROM attendance_days WHERE child_id = ? ORDER BY academic_year, locality, in_care', childId),
  cohorts: read('SELECT * FROM cohort_member WHERE child_id = ? ORDER BY academic_year', childId),
  care: read(
    'SELECT kind, start_date, end_date FROM care_period WHERE child_id = ? ORDER BY kind, start_date',
    childId,
  ),
  places: read(
    'SELECT locality_id, reason, start_date, end_date FROM locality_period WHERE child_id = ? ORDER BY start_date',
    childId,
  ),
});
const rebuild = (childId: string) => store.write((writer) => rebuildDerived(writer.connection, [childId]));

describe('one mark edited', () => {
  const asAt = '2025-03-31';
  const absence = async () => {
    const summary = await store.call('reports.attendanceSummary', { asAt, fromYear: '2024/25', toYear: '2024/25' });
    const overview = await store.call('overview.get', { asAt });
    const thanet = store.locality('EK3');
    return {
      summary: summary.rows.find((row) => row.isCounty)?.absence,
      inThanet: summary.rows.find((row) => row.localityId === thanet)?.absence,
      overview: overview.localities.find((row) => row.isCounty)?.absence,
      tile: overview.tiles.find((tile) => tile.key === 'absence')?.figure,
      listed: (await store.call('children.list', { asAt, filters: {} })).rows[0]?.attendancePercent,
    };
  };

  it('moves every figure in its own transaction, and a rebuild from scratch finds nothing else', async () => {
    const childId = await store.write((writer) =>
      aChild(writer, {
        districtId: store.district('Thanet'),
        dateOfBirth: '2013-01-10',
        enrolments: [
          { schoolId, start: '2021-09-01', ncYear: 4, weeks: { '2025-03-03': weekOf('/'), '2025-03-10': weekOf('/') } },
        ],
      }),
    );
    const before = await absence();
    for (const figure of [before.summary, before.inThanet, before.overview, before.tile])
      expect(figure).toMatchObject({ numerator: 0, denominator: 20, value: 0 });
    expect(before.listed).toBe(100);

    const [week] = read<{ id: string }>(
      "SELECT enrolment_id || ' ' || week_start AS id FROM attendance_week WHERE week_start = '2025-03-10'",
    );
    await store.write((writer) =>
      writer.update('attendance_week', week?.id ?? '', { marks: weekOf('/ \\ O \\ / \\ / \\ / \\') }),
    );
    const after = await absence();
    for (const figure of [after.summary, after.inThanet, after.overview, after.tile])
      expect(figure).toMatchObject({ numerator: 1, denominator: 20, value: 5 });
    expect(after.listed).toBe(95);
    const kept = derived(childId);
    expect(kept.months).toMatchObject([
      { month: '2025-03', attended: 19, unauthorised: 1, authorised: 0, not_possible: 0 },
    ]);
    await rebuild(childId);
    expect(derived(childId)).toEqual(kept);

    await store.write((writer) => writer.remove('attendance_week', week?.id ?? ''));
    expect((await absence()).summary).toMatchObject({ numerator: 0, denominator: 10 });
    await expect(
      store.write((writer) => {
        writer.insert('attendance_week', {
          enrolment_id: read<{ id: string }>('SELECT id FROM enrolment')[0]?.id ?? '',
          week_start: '2025-03-17',
          marks: weekOf('O'),
        });
        throw new Error('the transaction fails');
      }),
    ).rejects.toThrow();
    expect((await absence()).summary).toMatchObject({ numerator: 0, denominator: 10 });
    const known = derived(childId);
    await rebuild(childId);
    expect(derived(childId)).toEqual(known);
  });

  it('counts in both academic years where its week has 1 September in it', async () => {
    const childId = await store.write((writer) =>
      aChild(writer, {
        districtId: store.district('Thanet'),
        enrolments: [{ schoolId, start: '2019-09-01', weeks: { '2020-08-31': weekOf('/') } }],
      }),
    );
    const years = () =>
      derived(childId).years.map((row) => [
        (row as { academic_year: string }).academic_year,
        (row as { attended: number }).attended,
      ]);
    expect(years()).toEqual([
      ['2019/20', 2],
      ['2020/21', 8],
    ]);
    const [week] = read<{ id: string }>(
      "SELECT enrolment_id || ' ' || week_start AS id FROM attendance_week WHERE week_start = '2020-08-31'",
    );
    await store.write((writer) =>
      writer.update('attendance_week', week?.id ?? '', { marks: weekOf('/ - / - / - / - / -') }),
    );
    expect(years()).toEqual([
      ['2019/20', 1],
      ['2020/21', 4],
    ]);
  });
});

describe('sums of sessions, whatever the dates of care, moves and marks', () => {
  const districts = ['Thanet', 'Swale', 'Dover', 'Maidstone', 'Medway', null] as const;
  const start = '2024-09-02';
  const codes = {
    '/': 'attended',
    L: 'attended',
    I: 'authorised',
    O: 'unauthorised',
    X: 'not_possible',
    '-': null,
  } as const;
  type Code = keyof typeof codes;
  const history = fc.record({
    stays: fc.array(
      fc.record({
        days: fc.integer({ min: 1, max: 60 }),
        gap: fc.constantFrom(0, 0, 0, 5, 30),
        district: fc.nat(districts.length - 1),
      }),
      { minLength: 1, maxLength: 5 },
    ),
    first: fc.integer({ min: -40, max: 60 }),
    open: fc.boolean(),
    marks: fc.array(fc.array(fc.constantFrom(...(Object.keys(codes) as Code[])), { minLength: 10, maxLength: 10 }), {
      minLength: 1,
      maxLength: 14,
    }),
  });
  type History = {
    stays: { days: number; gap: number; district: number }[];
    first: number;
    open: boolean;
    marks: Code[][];
  };
  type Stay = { start: string; end: string | null; districtId: string | null };

  function staysOf({ stays, first, open }: History): Stay[] {
    let at = addDays(start, first);
    return stays.map(({ days, gap, district }, index) => {
      const from = at;
      const end = addDays(from, days);
      at = addDays(end, gap);
      const name = districts[district];
      return {
        start: from,
        end: open && index === stays.length - 1 ? null : end,
        districtId: name ? store.district(name) : null,
      };
    });
  }

  /** Counts every session by itself: its day, whose care it was in, and where the child lived that day. */
  function recount(stays: Stay[], marks: Code[][]): Record<string, Record<string, number>> {
    const places = new Map(
      read<{ districtId: string; localityId: string }>(
        'SELECT district_id AS districtId, locality_id AS localityId FROM locality_district',
      ).map((row) => [row.districtId, row.localityId]),
    );
    const outside = read<{ id: string }>("SELECT id FROM district WHERE la_code <> '886'").map(({ id }) => id);
    const leads = read<{ id: string }>(
      "SELECT locality_id AS id FROM locality_cohort WHERE cohort = 'outOfAuthority'",
    )[0]?.id;
    const sums: Record<string, Record<string, number>> = {};
    for (const [week, of] of marks.entries())
      for (const [slot, code] of of.entries()) {
        const date = addDays(start, week * 7 + Math.floor(slot / 2));
        // The day a placement ends is the first of the next.
        const stay = stays.find((each) => each.start <= date && (each.end === null || date < each.end));
        const counted = codes[code];
        if (counted === null) continue;
        const locality =
          stay?.districtId == null
            ? 'unallocated'
            : outside.includes(stay.districtId)
              ? (leads ?? 'unallocated')
              : (places.get(stay.districtId) ?? 'unallocated');
        const key = `${date.slice(0, 7)} ${locality} ${stay ? 1 : 0}`;
        sums[key] ??= { attended: 0, authorised: 0, unauthorised: 0, not_possible: 0 };
        const sum = sums[key];
        sum[counted] = (sum[counted] ?? 0) + 1;
      }
    return sums;
  }

  const summed = (childId: string) =>
    Object.fromEntries(
      read<Record<string, string | number>>('SELECT * FROM attendance_rollup WHERE child_id = ?', childId)
        .map(
          ({ month, locality, in_care, attended, authorised, unauthorised, not_possible }) =>
            [`${month} ${locality} ${in_care}`, { attended, authorised, unauthorised, not_possible }] as const,
        )
        .filter(([, sum]) => Object.values(sum).some((count) => count !== 0)),
    );

  it('equal a recount session by session, also after the dates are corrected', async () => {
    await fc.assert(
      fc.asyncProperty(history, history, async (first, corrected) => {
        const stays = staysOf(first);
        const childId = await store.write((writer) =>
          aChild(writer, {
            episodes: stays.map((stay, index) => ({
              ...stay,
              reasonStarted: index === 0 ? 'S' : 'P',
              reasonCeased: stay.end === null ? null : 'X1',
            })),
            enrolments: [
              {
                schoolId,
                start: '2020-09-01',
                weeks: Object.fromEntries(
                  first.marks.map((of, week) => [addDays(start, week * 7), weekOf(of.join(' '))]),
                ),
              },
            ],
          }),
        );
        expect(summed(childId)).toEqual(recount(stays, first.marks));
        const moved = staysOf(corrected);
        await store.write((writer) => {
          for (const { id } of read<{ id: string }>('SELECT id FROM episode WHERE child_id = ?', childId))
            writer.remove('episode', id);
          for (const stay of moved)
            writer.insert('episode', {
              child_id: childId,
              start_date: stay.start,
              end_date: stay.end,
              reason_started: 'S',
              legal_status: 'C2',
              placement_type: 'U6',
              reason_ceased: stay.end === null ? null : 'X1',
              placement_district_id: stay.districtId,
              confidential: 0,
              source: 'test',
            });
        });
        expect(summed(childId)).toEqual(recount(moved, first.marks));
        const known = derived(childId);
        await rebuild(childId);
        expect(derived(childId)).toEqual(known);
        const byYear =
          read<{ attended: number }>(
            'SELECT sum(attended) AS attended FROM attendance_year WHERE child_id = ?',
            childId,
          )[0]?.attended ?? 0;
        expect(byYear).toBe(first.marks.flat().filter((code) => codes[code] === 'attended').length);
      }),
      { numRuns: 40 },
    );
  });
});
