import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GapRow } from '#contract/reports.ts';
import { aPep } from '#test/make/aPep.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';
import { generator } from '#test/make/generator.ts';
import { daysOn } from '#test/make/untidyHistories.ts';
import { untidyPopulation } from '#test/make/untidyPopulation.ts';

/*
 * A second reading of the rules, from domain.md sections 4, 5 and 8 and the decisions D2, D3, D8, D11, D13 and N5: plain SQL
 * and arithmetic over raw rows, with nothing of `domain/` or the service. Who is in a cohort, and in which locality, is
 * taken from `cohort_member` and `locality_period`, which another test recounts.
 */
let store: TestStore;
const pick = generator(5);
const one = <Each>(list: readonly Each[]): Each => list[pick(list.length)] as Each;
const all = <Row>(sql: string, ...values: unknown[]) => store.context.reader.prepare(sql).all(...values) as Row[];

beforeAll(async () => {
  store = await aStore({ today: '2026-02-16' });
  await untidyPopulation(store, { seed: 90, children: 160 });
  await store.write((writer) => {
    const { connection } = writer;
    // Results of every assessed child, some late, undated, coded or re-marked.
    const assessed = connection
      .prepare('SELECT child_id AS childId, academic_year AS year FROM cohort_member WHERE nc_year = 6 ORDER BY 1, 2')
      .all() as { childId: string; year: string }[];
    for (const { childId, year } of assessed) {
      const summer = Number(year.slice(0, 4)) + 1;
      const levels = year < '2015/16';
      for (const subject of ['english', 'reading', 'writing', 'maths', 'gps']) {
        if (pick(100) < 15) continue;
        const teacher = subject === 'writing' && (!levels || pick(2) === 0);
        const value = levels
          ? one(teacher ? ['3', '4', '5'] : ['3B', '4C', '4', '5A', 'B', 'M', 'L'])
          : teacher
            ? one(['EXS', 'WTS', 'GDS'])
            : one(['99', '100', '104', '88', 'A', 'M', '111']);
        const versions = pick(3) === 0 ? 2 : 1;
        let supersedes: string | null = null;
        for (let version = 0; version < versions; version += 1) {
          const dated = pick(3) > 0;
          const issued = `${summer + version}-${one(['07-09', '08-30', '03-20'] as const)}`;
          supersedes = writer.insert('attainment_result', {
            child_id: childId,
            academic_year: year,
            key_stage: 'KS2',
            subject,
            component: levels
              ? teacher
                ? 'teacherAssessment'
                : 'level'
              : teacher
                ? 'teacherAssessment'
                : 'scaledScore',
            value: version === 0 ? value : levels ? '4' : teacher ? 'EXS' : '101',
            status: version === 0 ? one(['provisional', 'final'] as const) : 'final',
            entry: 'first',
            received_on: dated ? issued : '2026-01-10',
            issued_on: dated ? issued : null,
            source: 'test',
            supersedes_id: supersedes,
          });
        }
      }
      writer.touchedChildren.add(childId);
    }
    const peps = connection
      .prepare('SELECT id, child_id AS childId, due_on AS due, held_on AS held FROM pep WHERE held_on IS NOT NULL')
      .all() as { id: string; childId: string; due: string; held: string }[];
    for (const [index, pep] of peps.entries())
      if (index % 2 === 0) {
        const submitted = index % 4 === 0 ? daysOn(pep.held, 15 + pick(60)) : null;
        const gradedOn = submitted ? daysOn(submitted, pick(30)) : null;
        const grades = Array.from({ length: 8 }, () => one(['green', 'amber', 'red'] as const));
        aPep(writer, pep.childId, {
          due: pep.due,
          held: pep.held,
          submitted,
          gradedOn,
          ...(gradedOn ? { grades } : {}),
          version: 2,
          amends: pep.id,
        });
      }
  });
}, 60_000);
afterAll(() => store.close());

// ---- Attainment ----

type Raw = {
  id: string;
  childId: string;
  subject: string;
  component: string;
  value: string;
  status: string;
  received: string;
  issued: string | null;
  supersedes: string | null;
};
const rank: Record<string, number> = { provisional: 0, revised: 1, final: 2 };
const assumed: Record<string, [number, string]> = {
  provisional: [0, '07-09'],
  revised: [0, '12-12'],
  final: [1, '03-01'],
};

/** The value that stands of a subject and component by a date, or null. */
function standing(rows: readonly Raw[], year: string, subject: string, component: string, asAt: string): string | null {
  const known = rows.filter((row) => {
    if (row.subject !== subject || row.component !== component) return false;
    const [after, day] = assumed[row.status] ?? [0, ''];
    const out = `${Number(year.slice(0, 4)) + 1 + after}-${day}`;
    return (row.issued ?? (out < row.received ? out : row.received)) <= asAt;
  });
  const replaced = new Set(
    known.flatMap((row) => {
      const old = known.find((each) => each.id === row.supersedes);
      return old && (rank[row.status] ?? 0) >= (rank[old.status] ?? 0) ? [old.id] : [];
    }),
  );
  const left = known.filter((row) => !replaced.has(row.id));
  left.sort(
    (a, b) =>
      (rank[a.status] ?? 0) - (rank[b.status] ?? 0) || (a.received < b.received ? -1 : a.received > b.received ? 1 : 0),
  );
  return left.at(-1)?.value ?? null;
}

type Outcome = 'met' | 'notMet' | 'missing' | 'excluded';
const coded = (value: string): Outcome =>
  'ABHJQUNT'.includes(value) ? 'notMet' : 'LM'.includes(value) ? 'excluded' : 'missing';
const score = (value: string | null): Outcome =>
  value === null ? 'missing' : /^\d+$/.test(value) ? (Number(value) >= 100 ? 'met' : 'notMet') : coded(value);
const level = (value: string | null): Outcome =>
  value === null ? 'missing' : /^[1-8]/.test(value) ? (Number(value[0]) >= 4 ? 'met' : 'notMet') : coded(value);
const teacher = (value: string | null): Outcome =>
  value === null ? 'missing' : value === 'EXS' || value === 'GDS' ? 'met' : value === 'WTS' ? 'notMet' : coded(value);
const together = (parts: Outcome[]): Outcome =>
  parts.includes('notMet')
    ? 'notMet'
    : parts.includes('excluded')
      ? 'excluded'
      : parts.includes('missing')
        ? 'missing'
        : 'met';

/** What each measure asks of a child's standing values. */
const measures: Record<string, (of: (subject: string, component: string) => string | null, year: string) => Outcome> = {
  'ks2-reading-expected': (of) => score(of('reading', 'scaledScore')),
  'ks2-maths-expected': (of) => score(of('maths', 'scaledScore')),
  'ks2-gps-expected': (of) => score(of('gps', 'scaledScore')),
  'ks2-writing-expected': (of) => teacher(of('writing', 'teacherAssessment')),
  'ks2-rwm-expected': (of) =>
    together([
      score(of('reading', 'scaledScore')),
      teacher(of('writing', 'teacherAssessment')),
      score(of('maths', 'scaledScore')),
    ]),
  'ks2-english-level4': (of) => level(of('english', 'level')),
  'ks2-reading-level4': (of) => level(of('reading', 'level')),
  'ks2-maths-level4': (of) => level(of('maths', 'level')),
  'ks2-english-maths-level4': (of) => together([level(of('english', 'level')), level(of('maths', 'level'))]),
  'ks2-writing-level4': (of, year) =>
    level(year < '2011/12' ? of('writing', 'level') : (of('writing', 'teacherAssessment') ?? of('writing', 'level'))),
};

function recount(measure: string, year: string, asAt: string, only: { lac12: boolean; uasc: boolean }) {
  const repeated = new Set<string>();
  const members: { childId: string; locality: string; outcome: Outcome }[] = [];
  // In a year without the measure nobody is in it.
  const measured = measure.endsWith('level4')
    ? year <= '2014/15'
    : year >= '2015/16' && year !== '2019/20' && year !== '2020/21';
  if (!measured) return members;
  const rows = Map.groupBy(
    all<Raw>(
      "SELECT id, child_id AS childId, subject, component, value, status, received_on AS received, issued_on AS issued, supersedes_id AS supersedes FROM attainment_result WHERE key_stage = 'KS2' AND academic_year = ? ORDER BY rowid",
      year,
    ),
    (row) => row.childId,
  );
  // A child taught in year 6 twice counts in the first of them.
  for (const { childId } of all<{ childId: string }>(
    'SELECT child_id AS childId FROM cohort_member WHERE nc_year = 6 AND own = 1 AND academic_year IN (?, ?) AND (lac12 = 1 OR ? = 0) AND (uasc = 0 OR ? = 1)',
    `${Number(year.slice(0, 4)) - 1}/${year.slice(2, 4)}`,
    `${Number(year.slice(0, 4)) - 2}/${String(Number(year.slice(2, 4)) - 1).padStart(2, '0')}`,
    only.lac12 ? 1 : 0,
    only.uasc ? 1 : 0,
  ))
    repeated.add(childId);
  for (const { childId, locality } of all<{ childId: string; locality: string }>(
    'SELECT child_id AS childId, locality FROM cohort_member WHERE nc_year = 6 AND own = 1 AND academic_year = ? AND (lac12 = 1 OR ? = 0) AND (uasc = 0 OR ? = 1)',
    ...[year, only.lac12 ? 1 : 0, only.uasc ? 1 : 0],
  )) {
    if (repeated.has(childId)) continue;
    const of = (subject: string, component: string) =>
      standing(rows.get(childId) ?? [], year, subject, component, asAt);
    members.push({
      childId,
      locality,
      outcome: measured ? (measures[measure]?.(of, year) ?? 'missing') : 'missing',
    });
  }
  return members;
}

function cellsOf(members: readonly { outcome: Outcome }[]) {
  const n = (outcome: Outcome) => members.filter((each) => each.outcome === outcome).length;
  const [reached, withResult] = [n('met'), n('met') + n('notMet')];
  return {
    inCohort: members.length,
    withResult,
    missing: n('missing'),
    excluded: n('excluded'),
    reached,
    percent: withResult === 0 ? null : Math.round((1e9 * reached) / withResult),
  };
}

const shown = (row: GapRow) => ({
  inCohort: row.inCohort,
  withResult: row.withResult,
  missing: row.missing,
  excluded: row.excluded.reduce((sum, { count }) => sum + count, 0),
  reached: row.reached,
  percent: row.lookedAfter === null ? null : Math.round(1e7 * row.lookedAfter),
});

describe('every KS2 cell of the gap report', () => {
  const dates = ['2026-02-16', '2025-03-31', '2024-07-09', '2023-12-11', '2012-08-29', '2010-03-01'];
  it.each(Object.keys(measures))('%s: county and localities, at six dates, in four cohorts', async (measure) => {
    const span = measure.endsWith('level4') ? ['2008/09', '2014/15'] : ['2014/15', '2024/25'];
    for (const asAt of dates)
      for (const cohort of ['LAC12', 'all'] as const)
        for (const uasc of ['with', 'without'] as const) {
          const { county, localities } = await store.call('reports.gap', {
            measure,
            fromYear: span[0] as string,
            toYear: span[1] as string,
            cohort,
            uasc,
            everyYear: true,
            asAt,
          });
          for (const row of [...county, ...localities]) {
            const members = recount(measure, row.academicYear, asAt, {
              lac12: cohort === 'LAC12',
              uasc: uasc === 'with',
            });
            const own = row.isCounty ? members : members.filter((each) => each.locality === row.localityId);
            expect(shown(row), `${asAt} ${cohort} ${uasc} ${row.academicYear} ${row.name}`).toEqual(cellsOf(own));
          }
        }
  });
});

// ---- PEPs ----

type Pep = {
  id: string;
  childId: string;
  due: string;
  version: number;
  amends: string | null;
  status: string;
  held: string | null;
  submitted: string | null;
  signedOff: string | null;
  graded: string | null;
};

/** The version of each PEP that stood on a date. */
function pepsOn(asAt: string): Pep[] {
  const peps = all<Pep>(
    'SELECT id, child_id AS childId, due_on AS due, version, amends_id AS amends, status, held_on AS held, submitted_on AS submitted, signed_off_on AS signedOff, graded_on AS graded FROM pep',
  );
  const stands = (pep: Pep) =>
    pep.version === 1 ||
    (!['draft', 'due'].includes(pep.status) &&
      pep.held !== null &&
      [pep.held, pep.submitted, pep.signedOff, pep.graded].every((day) => day === null || day <= asAt));
  const standing = peps.filter(stands);
  const amended = new Set(standing.map((pep) => pep.amends));
  return standing.filter((pep) => !amended.has(pep.id));
}

const inCare = (childId: string, day: string, kind: string) =>
  all(
    'SELECT 1 FROM care_period WHERE child_id = ? AND kind = ? AND start_date <= ? AND (end_date IS NULL OR end_date > ?)',
    childId,
    kind,
    day,
    day,
  ).length > 0;
const isOwn = (childId: string, day: string) =>
  all(
    "SELECT 1 FROM child_responsible_authority WHERE child_id = ? AND la_code = '886' AND valid_from <= ? AND (valid_to IS NULL OR valid_to >= ?)",
    childId,
    day,
    day,
  ).length > 0;
const localityOn = (childId: string, day: string): string =>
  all<{ id: string | null }>(
    'SELECT locality_id AS id FROM locality_period WHERE child_id = ? AND start_date <= ? AND (end_date IS NULL OR end_date >= ?)',
    childId,
    day,
    day,
  )[0]?.id ?? 'unallocated';

/** By the shipped rubric: all eight sections graded; red if any is, green if at most one is amber. */
function overallOf(pep: Pep, asAt: string): 'green' | 'amber' | 'red' | 'notGraded' {
  if (pep.graded !== null && pep.graded > asAt) return 'notGraded';
  const grades = all<{ grade: string | null }>('SELECT grade FROM pep_section WHERE pep_id = ?', pep.id).map(
    ({ grade }) => grade,
  );
  if (grades.length < 8 || grades.includes(null)) return 'notGraded';
  if (grades.includes('red')) return 'red';
  return grades.filter((grade) => grade === 'amber').length <= 1 ? 'green' : 'amber';
}

describe('every PEP cell of the overview', () => {
  it.each([
    '2010-02-15',
    '2011-11-30',
    '2012-12-31',
    '2022-04-30',
    '2023-01-20',
    '2023-10-15',
    '2024-07-31',
    '2025-03-31',
  ])('on %s: on time, quality, to grade and due, by locality and for the county', async (asAt) => {
    const view = await store.call('overview.get', { asAt, localityId: null });
    const peps = pepsOn(asAt);
    const month = Number(asAt.slice(5, 7));
    const term = `${asAt.slice(0, 4)}-${month >= 9 ? '09' : month <= 4 ? '01' : '05'}-01`;
    // Kent's own on the due day, looked after on it, due this term up to the day before: or done by then.
    const due = peps
      .filter(
        (pep) =>
          pep.due >= term && pep.due <= asAt && isOwn(pep.childId, pep.due) && inCare(pep.childId, pep.due, 'all'),
      )
      .filter((pep) => pep.due < asAt || (pep.held !== null && pep.held <= asAt))
      .map((pep) => ({
        locality: localityOn(pep.childId, pep.due),
        onTime: pep.held !== null && pep.held <= asAt && pep.held <= pep.due,
      }));
    const children = [...new Set(all<{ id: string }>('SELECT id FROM child').map(({ id }) => id))].filter(
      (id) => inCare(id, asAt, 'withoutRespite') && isOwn(id, asAt),
    );
    const quality = children.map((childId) => {
      const held = peps
        .filter((pep) => pep.childId === childId && pep.held !== null && pep.held <= asAt)
        .sort((a, b) => ((a.held ?? '') + a.due < (b.held ?? '') + b.due ? -1 : 1))
        .at(-1);
      return { locality: localityOn(childId, asAt), grade: held ? overallOf(held, asAt) : 'notHeld' };
    });
    for (const row of view.localities) {
      const here = (each: { locality: string }) => row.isCounty || each.locality === row.localityId;
      const mine = due.filter(here);
      expect([row.pepsOnTime.numerator ?? 0, row.pepsOnTime.denominator ?? 0], row.name).toEqual([
        mine.filter((pep) => pep.onTime).length,
        mine.length,
      ]);
      const { drill: _drill, ...grades } = row.pepQuality;
      const counted = { green: 0, amber: 0, red: 0, notGraded: 0, notHeld: 0 };
      for (const each of quality.filter(here)) counted[each.grade as keyof typeof counted] += 1;
      expect(grades, row.name).toEqual(counted);
    }
    const need = (key: string) => view.needs.find((each) => each.key === key)?.count;
    const toGrade = peps.filter(
      (pep) =>
        children.includes(pep.childId) &&
        pep.submitted !== null &&
        pep.submitted <= asAt &&
        (pep.signedOff === null || pep.signedOff > asAt) &&
        overallOf(pep, asAt) === 'notGraded',
    );
    expect(need('pepsToGrade')).toBe(toGrade.length);
    const drilled = await store.call('figures.children', {
      drill: { figure: 'need:pepsDueSoon', asAt, academicYear: null, localityId: null, measure: null },
    });
    const onTheDay = peps.filter(
      (pep) =>
        pep.due === asAt &&
        children.includes(pep.childId) &&
        isOwn(pep.childId, pep.due) &&
        (pep.held === null || pep.held > asAt),
    );
    for (const pep of onTheDay) expect(drilled.children.map((child) => child.childId)).toContain(pep.childId);
  });
});
