import { afterEach, beforeEach, expect, it } from 'vitest';
import { list, theReturn } from '#test/imports/attackedSupport.ts';
import { type Files, importAll, preview, rows } from '#test/imports/support.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';

let store: TestStore;
beforeEach(async () => {
  store = await aStore({ today: '2025-07-31' });
});
afterEach(() => store.close());
/** All that is kept of imports and shown to somebody, without refused rows as they stood. */
const kept = async (files: Files) => {
  const seen = await preview(store, files);
  const { batchId } = await importAll(store, files);
  const notes = await Promise.all(
    Object.keys(files).map((fileName) => store.reply('imports.refusedRows', { of: batchId, fileName, what: 'notes' })),
  );
  return JSON.stringify([
    seen.files,
    seen.differences,
    seen.questions,
    notes,
    await store.call('imports.batches', {}),
    rows(store, 'SELECT reason FROM change_set'),
  ]);
};
const secret = { confidential_placement: 'yes', placement_postcode: 'ME14 1XQ', carer: 'Quinn Hidden' };

it.each([
  ['a postcode that cannot be read', { ...secret, placement_postcode: 'ME14 1XQQ' }, 'ME14 1XQQ'],
  [
    'a postcode that cannot be read, of an adoption',
    { placement_type: 'A4', placement_postcode: 'ME14 1XQQ' },
    'ME14 1XQQ',
  ],
  ['words for a postcode', { ...secret, placement_postcode: 'c/o 3 Hidden Lane' }, 'Hidden Lane'],
  ['a postcode unknown here', { ...secret, placement_postcode: 'ZE1 0AA' }, 'ZE1 0AA'],
  ['a placement type unknown', { ...secret, placement_type: 'Hidden Lane 3' }, 'Hidden Lane'],
  ['a carer with a line break', { ...secret, carer: 'Quinn Hidden, 3 Hidden Lane ME14 1XQ' }, 'Hidden Lane'],
])('%s', async (_name, over, words) => {
  expect(await kept(list('2025-01-10', over))).not.toContain(words);
});
it.each([
  [
    'moved by the list',
    { ...secret, placement_postcode: 'ME15 6AA', placement_start: '01/03/2025' },
    /ME15|ME14|Hidden/,
  ],
  ['moved without a day', { ...secret, placement_postcode: 'ME15 6AA' }, /ME15|ME14|Hidden/],
  ['another carer', { ...secret, carer: 'Robin Unseen' }, /Unseen|Hidden/],
  ['no longer said confidential, moved', { placement_postcode: 'ME15 6AA', carer: 'Robin Unseen' }, /ME14|Hidden/],
  [
    'care ended, then another place',
    { ...secret, care_end: '01/02/2025', placement_postcode: 'ME15 6AA', carer: 'Robin Unseen' },
    /ME14|ME15|Hidden|Unseen/,
  ],
])('held secret, then %s', async (_name, over, words) => {
  await importAll(store, list('2025-01-10', secret));
  const text = await kept(list('2025-04-10', over));
  expect(text.match(words)).toBeNull();
});
it('a return that says another place than the secret one held', async () => {
  await importAll(store, list('2025-01-10', secret));
  const text = await kept(
    theReturn(
      '2025-04-10',
      'K1,03/02/2024,S,C1,N1,U6,PR1,01/02/2025,X1,CHILD,CT9 1AB,ME14 1XQ,',
      'K1,01/02/2025,P,C1,N1,U6,PR1,,,,CT9 1AB,ME15 6AA,',
    ),
  );
  expect(text.match(/ME15|ME14|Hidden/)).toBeNull();
});
it('a return with a bad postcode of a secret child', async () => {
  await importAll(store, list('2025-01-10', secret));
  const text = await kept(theReturn('2025-04-10', 'K1,03/02/2024,S,C1,N1,U6,PR1,,,,CT9 1AB,ME14 1XQQ,'));
  expect(text.match(/ME14/)).toBeNull();
});
it('questions of a secret child', async () => {
  await importAll(store, list('2025-01-10', secret));
  await importAll(
    store,
    list('2025-02-10', {
      ...secret,
      legal_surname: 'Else',
      date_of_birth: '09/09/2011',
      placement_postcode: 'ME15 6AA',
    }),
  );
  const text = JSON.stringify(await store.call('imports.questions', {}));
  expect(text.match(/ME15|ME14|Hidden/)).toBeNull();
});
