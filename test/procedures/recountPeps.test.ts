import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aPep } from '#test/make/aPep.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';
import { generator } from '#test/make/generator.ts';
import { daysOn } from '#test/make/untidyHistories.ts';
import { untidyPopulation } from '#test/make/untidyPopulation.ts';

/*
 * A second reading of the rules of PEPs, from domain.md section 8 and the decisions D3, D8, D11 and D13: plain SQL and
 * arithmetic over raw rows, with nothing of `domain/` or the service. Where a child lives is taken from `locality_period`,
 * which another test recounts; results are recounted in test/recount.
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
