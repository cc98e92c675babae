import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aPep } from '#test/make/aPep.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';
import { disagreements } from '#test/make/askEverywhere.ts';
import { generator } from '#test/make/generator.ts';
import { daysOn } from '#test/make/untidyHistories.ts';
import { untidyPopulation } from '#test/make/untidyPopulation.ts';

let store: TestStore;
let children: string[];
const pick = generator(77);

beforeAll(async () => {
  store = await aStore({ today: '2026-02-16' });
  children = await untidyPopulation(store, { seed: 41, children: 150 });
  // Amendments of every kind: a draft, one handed in later, one graded later, two PEPs held on one day.
  await store.write((writer) => {
    const peps = writer.connection
      .prepare('SELECT id, child_id AS childId, due_on AS due, held_on AS held FROM pep WHERE held_on IS NOT NULL')
      .all() as { id: string; childId: string; due: string; held: string }[];
    for (const [index, pep] of peps.entries()) {
      if (index % 3 === 0) {
        const submitted = index % 2 === 0 ? daysOn(pep.held, 20 + pick(200)) : null;
        const grades = Array.from({ length: 8 }, () => (['green', 'amber', 'red'] as const)[pick(3)] ?? null);
        aPep(writer, pep.childId, {
          due: pep.due,
          held: pick(3) === 0 ? daysOn(pep.held, pick(90)) : pep.held,
          submitted,
          gradedOn: submitted ? daysOn(submitted, pick(30)) : null,
          ...(submitted ? { grades } : {}),
          version: 2,
          amends: pep.id,
        });
      } else if (index % 7 === 1)
        aPep(writer, pep.childId, { due: daysOn(pep.due, 30 - pick(60)), held: pep.held, submitted: pep.held });
    }
  });
});
afterAll(() => store.close());

describe('record = list = overview = drill = pack', () => {
  const dates = Array.from({ length: 14 }, (_, index) =>
    index % 3 === 0 ? daysOn('2008-10-01', pick(1700)) : daysOn('2021-10-01', pick(1400)),
  );
  it.each([...dates, '2025-03-31', '2024-12-31', '2026-02-16'])('for every child looked after on %s', (asAt) => {
    expect(disagreements(store.context, children, asAt)).toEqual([]);
  });

  it('was asked about many children, or it would prove nothing', () => {
    const inCare = store.context.reader
      .prepare(
        "SELECT count(*) FROM care_period WHERE kind = 'all' AND start_date <= '2024-12-31' AND (end_date IS NULL OR end_date > '2024-12-31')",
      )
      .pluck()
      .get();
    expect(inCare).toBeGreaterThan(30);
  });
});

describe('record = list = overview = drill = pack where two records were made one', () => {
  it('for every child, as it was before and as it is now', async () => {
    let merged = 0;
    for (let at = 0; at + 1 < children.length && merged < 8; at += 2) {
      const [staysId = '', goesId = ''] = children.slice(at, at + 2);
      const { problem, collisions, seen } = await store.call('children.mergePreview', {
        staysId,
        goesId,
        fromGoes: [],
      });
      if (problem !== null) continue;
      const fromGoes = collisions.filter((_, index) => index % 2 === merged % 2).map(({ id }) => id);
      await store.call('children.merge', { staysId, goesId, fromGoes, seen, reason: 'one child' });
      children.splice(at + 1, 1);
      at -= 1;
      merged += 1;
    }
    expect(merged).toBeGreaterThan(4);
    for (const asAt of ['2012-03-31', '2023-11-30', '2024-12-31', '2025-03-31'])
      expect(disagreements(store.context, children, asAt)).toEqual([]);
  });
});
