import { expect, it } from 'vitest';
import { aStore } from '#test/make/aStore.ts';
import { list, theReturn } from './attackedSupport.ts';
import { importAll, preview, rows } from './support.ts';

it('an episode of after the adoption order is nobody of ours, and its row is kept in no note', async () => {
  const store = await aStore({ today: '2025-07-31' });
  await importAll(store, list('2025-01-10'));
  const last = 'K1,03/02/2024,S,C1,N1,U6,PR1,14/02/2025,E11,,CT9 1AB,CT9 1AB,';
  await importAll(store, theReturn('2025-04-10', last));
  const files = theReturn('2025-07-10', last, 'K1,01/05/2025,S,C2,N1,U6,PR1,,,,CT9 1AB,ZE9 9ZZ,');
  const seen = await preview(store, files);
  expect(seen.files.find(({ name }) => name.startsWith('episodes'))).toMatchObject({ refused: 1, unchanged: 1 });
  const { batchId } = await importAll(store, files);
  const kept = JSON.stringify([
    seen.files.map(({ refusals, warnings }) => [refusals, warnings]),
    await store.call('imports.batches', {}),
    await store.reply('imports.refusedRows', { of: batchId, fileName: 'episodes 2025-07-10.csv' }),
    rows(store, 'SELECT csv FROM import_refusal'),
  ]);
  expect(kept).not.toMatch(/sealed|adoption|ZE9/i);
  store.close();
});
