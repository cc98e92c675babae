// Results: what a data manager's August to November brings (domain.md section 5).
import { afterEach, beforeEach, expect, it } from 'vitest';
import { lines, list } from '#test/imports/attackedSupport.ts';
import { importAll } from '#test/imports/support.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';
import { ks4, results } from './support.ts';

let store: TestStore;
beforeEach(async () => {
  store = await aStore({ today: '2026-02-10' });
  await importAll(store, list('2025-09-01'));
});
afterEach(() => store.close());
const outcome = (measure: string, year = '2024/25') =>
  lines(store, `SELECT value FROM measure_outcome WHERE measure = '${measure}' AND academic_year = '${year}'`);

// F2
it('a first entry of year 10 counts, not the resit of year 11', async () => {
  await importAll(
    store,
    results(
      '2025-09-22',
      ks4({ year: '2023/24', value: '3', entry: 'first' }),
      ks4({ value: '4', entry: 'resit' }),
      ks4({ subject: 'english-language', value: '4' }),
    ),
  );
  expect(outcome('ks4-grade4-english-maths')).toEqual(['0']);
});

// F2
it('a literature of year 10 doubles the language of year 11 and fills an open slot', async () => {
  await importAll(
    store,
    results(
      '2025-09-22',
      ks4({ year: '2023/24', subject: 'english-literature', value: '3' }),
      ks4({ subject: 'english-language', value: '4' }),
    ),
  );
  // Language 4 doubled, literature 3 in an open slot.
  expect(outcome('ks4-attainment8')).toEqual(['11']);
});

// F3
it('maths that waits for its result (Q) is missing, not below grade 4', async () => {
  await importAll(
    store,
    results('2025-09-22', ks4({ value: 'Q', status: 'provisional' }), ks4({ subject: 'english-language', value: '4' })),
  );
  expect(outcome('ks4-grade4-english-maths')).toEqual([]);
});

// F33
it('a provisional headline gives way to final results', async () => {
  await importAll(
    store,
    results('2025-07-10', 'K1,2024/25,KS2,ks2-rwm-expected,headline,notMet,provisional,09/07/2025,,'),
  );
  const final = (subject: string, component: string, value: string) =>
    `K1,2024/25,KS2,${subject},${component},${value},final,12/12/2025,,`;
  await importAll(
    store,
    results(
      '2025-12-12',
      final('reading', 'scaledScore', '104'),
      final('maths', 'scaledScore', '100'),
      final('writing', 'teacherAssessment', 'EXS'),
    ),
  );
  expect(outcome('ks2-rwm-expected')).toEqual(['1']);
});
