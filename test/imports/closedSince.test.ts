import { afterEach, beforeEach, expect, it } from 'vitest';
import { list, theReturn } from '#test/imports/attackedSupport.ts';
import { csv, importAll } from '#test/imports/support.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';

let store: TestStore;
beforeEach(async () => {
  store = await aStore({ today: '2025-07-31' });
});
afterEach(() => store.close());
const adopted = () =>
  importAll(store, theReturn('2025-04-10', 'K1,03/02/2024,S,C1,N1,U6,PR1,14/02/2025,E11,,CT9 1AB,CT9 1AB,'));

it('a question that waits tells nothing of a record once adoption has closed it', async () => {
  await importAll(store, list('2025-01-10'));
  // The same local id under the new family's name.
  await importAll(
    store,
    list('2025-02-20', { legal_surname: 'Newfamily', legal_forename: 'Rose', date_of_birth: '06/06/2013' }),
  );
  expect((await store.call('imports.questions', {})).rows).toHaveLength(1);
  await adopted();
  const text = JSON.stringify(await store.call('imports.questions', {}));
  expect(text).not.toContain('NEWFAMILY');
});

it('refused rows of a child of another authority are all given back, though a closed record of ours has the same number', async () => {
  await importAll(store, list('2025-01-10'));
  await adopted();
  const { batchId, files } = await importAll(store, {
    'list 2025-06-01.csv': csv(`local_id,legal_surname,legal_forename,date_of_birth,responsible_authority,care_start
      K1,Medway,Tom,31/02/2013,887,01/01/2020
      K3,Medway,Tim,31/02/2013,887,01/01/2020`),
  });
  expect(files).toMatchObject([{ refused: 2 }]);
  const { text } = await store.call('imports.refusedRows', { of: batchId, fileName: 'list 2025-06-01.csv' });
  expect(text).toContain('K3');
  expect(text).toContain('Tom');
});
