// SEN of the school census beside the list of plans, and PEPs as their systems export them.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { lists } from '#test/imports/attackedLists.ts';
import { lines, peps, sen } from '#test/imports/attackedSupport.ts';
import { importAll, preview } from '#test/imports/support.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';

let store: TestStore;
beforeEach(async () => {
  store = await aStore({ today: '2026-02-10' });
  await importAll(store, lists('2025-09-01', {}));
});
afterEach(() => store.close());
const now = () => lines(store, 'SELECT status, valid_from FROM sen_status WHERE valid_to IS NULL');

it.fails('F18: an older census file that comes late ends no plan that a newer file gives', async () => {
  await importAll(store, sen('2025-02-20', 'K1,E,10/01/2025,'));
  await importAll(store, sen('2025-01-16', 'K1,N,16/01/2025,'));
  expect(now()).toEqual(['E 2025-01-10']);
});

it.fails('F18: whichever of the two comes first, the same holds', async () => {
  await importAll(store, sen('2025-01-16', 'K1,N,16/01/2025,'));
  await importAll(store, sen('2025-02-20', 'K1,E,10/01/2025,'));
  expect(now()).toEqual(['E 2025-01-10']);
});

it.fails('F19: a stretch that was a mistake goes with the newest file that has the whole history without it, or it is said', async () => {
  await importAll(store, sen('2025-09-20', 'K1,E,10/01/2025,', 'K1,N,01/09/2025,'));
  const { files, differences } = await preview(store, sen('2026-02-05', 'K1,E,10/01/2025,'));
  expect([...(files[0]?.warnings ?? []), ...(files[0]?.refusals ?? []), ...differences]).not.toEqual([]);
});

it.fails('F20: a meeting that is planned is not held, or it is said', async () => {
  const planned = peps('2026-02-05', 'K1,,30/03/2026,termly,25/03/2026,,,,,,,,');
  const { files } = await preview(store, planned);
  await importAll(store, planned);
  expect(files[0]?.warnings).not.toEqual([]);
  expect(lines(store, 'SELECT held_on FROM pep')).toEqual(['-']);
});

it.fails('F21: two PEPs held three weeks apart in one term are two', async () => {
  await importAll(
    store,
    peps('2025-10-01', 'K1,,30/09/2025,termly,25/09/2025,26/09/2025,,yes,green,good,yes,green,good'),
  );
  await importAll(
    store,
    peps('2025-11-01', 'K1,,20/10/2025,termly,18/10/2025,20/10/2025,,yes,amber,thin,yes,green,good'),
  );
  expect(lines(store, 'SELECT held_on FROM pep ORDER BY 1')).toEqual(['2025-09-25', '2025-10-18']);
});

it.fails('F40: the kind of a PEP that a newer file does not give is filled in by an older one', async () => {
  await importAll(store, peps('2026-01-10', 'K1,R2,19/12/2025,,12/12/2025,,,,,,,,'));
  await importAll(store, peps('2025-12-01', 'K1,R2,19/12/2025,initial,,,,,,,,,'));
  expect(lines(store, 'SELECT reason FROM pep')).toEqual(['initial']);
});

it.fails('F18: a census file brought in once more changes nothing', async () => {
  await importAll(store, sen('2025-09-15', 'K1,N,01/09/2025,'));
  const october = sen('2025-10-15', 'K1,N,03/10/2025,');
  await importAll(store, october);
  await importAll(store, sen('2025-11-15', 'K1,E,01/10/2025,'));
  expect(now()).toEqual(['E 2025-10-01']);
  await importAll(store, october);
  expect(now()).toEqual(['E 2025-10-01']);
});

it.fails('F18: a status that was put right, and then its first day, is not turned back by the first file again', async () => {
  const first = sen('2025-01-20', 'K1,E,16/01/2025,');
  await importAll(store, first);
  await importAll(store, sen('2025-02-20', 'K1,K,16/01/2025,'));
  await importAll(store, sen('2025-03-20', 'K1,K,09/01/2025,'));
  expect(now()).toEqual(['K 2025-01-09']);
  await importAll(store, first);
  expect(now()).toEqual(['K 2025-01-09']);
});
