import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { rebuildDerived } from '#db/derived/rebuildDerived.ts';
import { rowsChangedSince } from '#db/history/changedSince.ts';
import { changesBackwards, countChangesOfBatch } from '#db/history/ofBatch.ts';
import { aChild } from '#test/make/aChild.ts';
import { aSchool } from '#test/make/aSchool.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';
import { weekOf } from '#test/make/weekOf.ts';

/** Tables that grow with every mark, result, change and look: none is ever read from end to end to answer a call. */
const large = ['attendance_week', 'attendance_rollup', 'change', 'change_set', 'attainment_result', 'pep_section'];

type Preparing = { prepare(sql: string): unknown };
let store: TestStore;
let childId: string;
let schoolId: string;
const asAt = '2025-03-31';
beforeAll(async () => {
  store = await aStore({ today: asAt });
  await store.write((writer) => {
    schoolId = aSchool(writer, { designatedTeacher: 'Dee Teacher' });
    childId = aChild(writer, {
      districtId: store.district('Thanet'),
      dateOfBirth: '2013-01-10',
      enrolments: [{ schoolId, start: '2021-09-01', ncYear: 4, weeks: { '2025-03-03': weekOf('/') } }],
      results: [
        { academicYear: '2023/24', keyStage: 'KS2', subject: 'reading', component: 'scaledScore', value: '101' },
      ],
      peps: [{ due: '2025-03-10', held: '2025-03-08', gradedOn: '2025-03-12', grades: ['green', 'amber'] }],
      suspensions: [{ start: '2025-02-26', sessions: 2 }],
    });
  });
});
afterAll(() => store.close());

/** What SQLite does for a statement; the values bound only fill the places. */
function planOf(sql: string): string[] {
  const names = [...new Set([...sql.matchAll(/[:@$]([A-Za-z_]\w*)/g)].map((match) => match[1] as string))];
  const places = (sql.match(/\?/g) ?? []).length;
  const explain = store.context.reader.prepare(`EXPLAIN QUERY PLAN ${sql}`);
  const rows =
    places > 0
      ? explain.all(...Array(places).fill('[]'))
      : names.length > 0
        ? explain.all(Object.fromEntries(names.map((name) => [name, ''])))
        : explain.all();
  return (rows as { detail: string }[]).map(({ detail }) => detail);
}

/** The tables that a plan reads from end to end: `SCAN x`, or `SCAN x AS y`, but for one row at an end of an index. */
function scansOf(sql: string, tables = large): string[] {
  const named = (step: string) => {
    const alias = /^SCAN (\w+)/.exec(step)?.[1] ?? '';
    const table = new RegExp(`\\b(\\w+)\\s+AS\\s+${alias}\\b`, 'i').exec(sql)?.[1];
    return tables.includes(alias) ? alias : table && tables.includes(table) ? table : null;
  };
  return planOf(sql).flatMap((step) => (step.startsWith('SCAN') ? (named(step) ?? []) : []));
}

/** Every statement prepared on a connection while some work was done. */
async function statementsOf(connection: Preparing, work: () => unknown): Promise<string[]> {
  const prepared: string[] = [];
  const prepare = connection.prepare.bind(connection);
  const spy = vi.spyOn(connection, 'prepare').mockImplementation((sql: string) => {
    prepared.push(sql);
    return prepare(sql);
  });
  try {
    await work();
  } finally {
    spy.mockRestore();
  }
  return [...new Set(prepared)].filter((sql) => /^\s*(SELECT|WITH|DELETE|UPDATE|INSERT)/i.test(sql));
}

const drill = (figure: string) => ({ figure, asAt, academicYear: null, localityId: null, measure: null });
const calls: Record<string, () => Promise<unknown>> = {
  'overview.get': () => store.call('overview.get', { asAt }),
  'figures.children, absence': () => store.call('figures.children', { drill: drill('absence') }),
  'figures.children, PEPs': () => store.call('figures.children', { drill: drill('pepsOnTime') }),
  'children.list': () => store.call('children.list', { asAt, filters: {} }),
  'children.get': () => store.call('children.get', { childId, asAt }),
  'search.all': () => store.call('search.all', { text: 'Child', asAt }),
  'schools.list': () => store.call('schools.list', { asAt }),
  'packs.preview': () => store.call('packs.preview', { schoolId, asAt }),
  'reports.gap of results': () =>
    store.call('reports.gap', {
      measure: 'ks2-reading-expected',
      fromYear: '2015/16',
      toYear: '2024/25',
      everyYear: true,
    }),
  'reports.gap of sessions': () =>
    store.call('reports.gap', { measure: 'absence-overall', fromYear: '2015/16', toYear: '2024/25', everyYear: true }),
  'reports.gap of suspensions': () =>
    store.call('reports.gap', { measure: 'suspension-at-least-one', fromYear: '2015/16', toYear: '2024/25' }),
  'reports.attendanceSummary': () =>
    store.call('reports.attendanceSummary', { asAt, fromYear: '2020/21', toYear: '2024/25' }),
};

describe('every statement of a call finds its rows by an index', () => {
  it.each(Object.entries(calls))('%s', async (_name, work) => {
    const statements = await statementsOf(store.context.reader, work);
    expect(statements.length).toBeGreaterThan(0);
    expect(statements.filter((sql) => scansOf(sql).length > 0)).toEqual([]);
  });

  it('rebuilding what derives from a child, and undoing a batch', async () => {
    await store.write(async (writer) => {
      const { connection } = writer;
      const statements = await statementsOf(connection, () => {
        rebuildDerived(connection, [childId]);
        countChangesOfBatch(connection, 'a batch');
        changesBackwards(connection, 'a batch', null, 100);
        rowsChangedSince(connection, 'a batch');
      });
      expect(statements.length).toBeGreaterThan(10);
      expect(
        statements.filter(
          (sql) =>
            scansOf(sql, [
              ...large,
              'episode',
              'enrolment',
              'cohort_member',
              'attendance_year',
              'locality_period',
              'care_period',
            ]).length > 0,
        ),
      ).toEqual([]);
    });
  });

  it('cohorts and PEPs due are found by the index made for them', async () => {
    const gap = await statementsOf(store.context.reader, calls['reports.gap of results'] as () => unknown);
    const plans = (statements: string[], table: string) =>
      statements.filter((sql) => sql.includes(table)).flatMap(planOf);
    expect(
      plans(gap, 'cohort_member').some((step) =>
        /SEARCH cohort_member USING (COVERING )?INDEX cohort_member_/.test(step),
      ),
    ).toBe(true);
    const overview = await statementsOf(store.context.reader, calls['overview.get'] as () => unknown);
    expect(plans(overview, 'due_on BETWEEN').some((step) => /SEARCH pep USING INDEX pep_due_date/.test(step))).toBe(
      true,
    );
  });
});

it('would notice a statement that reads a large table from end to end', async () => {
  const found = await statementsOf(store.context.reader, () => {
    const { reader } = store.context;
    reader.prepare("SELECT count(*) FROM attendance_week WHERE marks LIKE '%O%'").get();
    reader.prepare('SELECT value FROM attainment_result AS result WHERE value = ?').get('101');
    reader.prepare('SELECT value FROM attainment_result AS result WHERE child_id = ?').get(childId);
  });
  expect(found.map((sql) => scansOf(sql))).toEqual([['attendance_week'], ['attainment_result'], []]);
});
