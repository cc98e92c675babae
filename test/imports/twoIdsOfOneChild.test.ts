// One of whom two records were made one is called by two ids in a file: the rows of both are looked at together.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { aChild } from '#test/make/aChild.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';
import { csv, importAll, rows } from './support.ts';

let store: TestStore;
beforeEach(async () => {
  store = await aStore({ today: '2025-03-31' });
  await store.write((writer) => {
    const childId = aChild(writer, { localId: 'K1' });
    writer.insert('child_identifier', {
      ...{ child_id: childId, kind: 'localId', value: 'K2', issuer: '886', valid_from: '2024-01-01' },
    });
  });
});
afterEach(() => store.close());

const peps = () => rows(store, 'SELECT due_on AS due FROM pep ORDER BY due_on').map(({ due }) => due);
const file = (...lines: string[]) =>
  importAll(store, { 'peps.csv': csv(['local_id,school_urn,reason,due,held', ...lines].join('\n')) });

it.each([
  ['K1', 'K2'],
  ['K2', 'K1'],
])(
  'a PEP that a row of the other id names is not taken for its own, with its day put right (%s, %s)',
  async (one, other) => {
    await file(`${one},,termly,13/12/2024,`);
    await file(`${other},,termly,20/12/2024,`, `${one},,termly,13/12/2024,`);
    expect(peps()).toEqual(['2024-12-13', '2024-12-20']);
  },
);

it('suspensions by two schools on one day are two, by whichever id', async () => {
  await importAll(store, {
    'schools.csv': csv('urn,name,phase\n990601,Alpha School,secondary\n990602,Beta School,secondary'),
    'suspensions.csv': csv(`local_id,school_urn,category,start_date,sessions,reason1
      K1,990601,SUSP,10/01/2025,2,PA
      K2,990602,SUSP,10/01/2025,2,PA`),
  });
  expect(rows(store, 'SELECT count(*) AS n FROM suspension')).toEqual([{ n: 2 }]);
});
