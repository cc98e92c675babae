// A child of another authority placed in Kent who comes into Kent's care (domain.md sections 1 and 10).
import { afterEach, beforeEach, expect, it } from 'vitest';
import { aStore, type TestStore } from '#test/make/aStore.ts';
import { lists } from './attackedLists.ts';
import { lines, theReturn } from './attackedSupport.ts';
import { csv, ended, importAll, preview } from './support.ts';

const upn = 'H801200001001';
let store: TestStore;
beforeEach(async () => {
  store = await aStore({ today: '2026-02-10' });
  await importAll(store, lists('2025-03-01', { local_id: 'M7', responsible_authority: '887', upn }));
});
afterEach(() => store.close());
const authorities = () =>
  lines(store, 'SELECT la_code, valid_from, valid_to FROM child_responsible_authority ORDER BY valid_from');
const ourReturn = {
  ...theReturn('2025-07-20', 'K1,20/05/2025,S,C1,N1,U6,PR1,,,,CT9 1AB,CT9 1AB,'),
  'header 2025-07-20.csv': csv(`CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\nK1,2,05/05/2012,WBRI,${upn},,`),
};

it('our return takes the care of another authority, of which it knows nothing, not away', async () => {
  await importAll(store, ourReturn);
  expect(lines(store, 'SELECT start_date FROM episode ORDER BY 1')).toEqual(['2024-02-03', '2025-05-20']);
});

it('nor what is over of it, when the list has said that the child is ours', async () => {
  const ended = { local_id: 'M7', responsible_authority: '887', upn, care_end: '20/04/2025' };
  await importAll(store, lists('2025-05-01', ended));
  await importAll(store, lists('2025-06-01', { care_start: '20/05/2025', upn }));
  await importAll(store, ourReturn);
  expect(lines(store, 'SELECT start_date FROM episode ORDER BY 1')).toEqual(['2024-02-03', '2025-05-20']);
});

it('by our return the child is ours from its first episode', async () => {
  await importAll(store, ourReturn);
  expect(authorities()).toEqual(['887 2024-02-03 2025-05-19', '886 2025-05-20 -']);
});

it('by our list the child is ours from the first day of our care, not from the day of the list', async () => {
  await importAll(store, lists('2025-06-01', { care_start: '20/05/2025', upn }));
  expect(authorities()).toEqual(['887 2024-02-03 2025-05-19', '886 2025-05-20 -']);
});

it('the child is theirs still where somebody keeps what is held, and the return takes nothing of their care', async () => {
  const { previewId, differences } = await preview(store, ourReturn);
  const decisions = differences.map(({ id }) => ({ id, answer: 'change' }));
  const { jobId } = await store.call('imports.commit', { previewId, confirmed: [], decisions });
  expect((await ended(store, jobId)).state).toBe('done');
  expect(authorities()).toEqual(['887 2024-02-03 -']);
});

it('their care that was left open has ended where ours began', async () => {
  await importAll(store, ourReturn);
  expect(lines(store, 'SELECT start_date, end_date, reason_ceased FROM episode ORDER BY 1')).toEqual([
    '2024-02-03 2025-05-20 E3',
    '2025-05-20 - -',
  ]);
});

it.each(['10/03/2024', '20/05/2025'])('our care from %s is no correction of theirs', async (care_start) => {
  await importAll(store, lists('2025-06-01', { care_start, upn }));
  expect(lines(store, 'SELECT start_date FROM episode ORDER BY 1')).toHaveLength(2);
});

it('the care of theirs goes on in ours from the day of the list, where nothing else is said', async () => {
  await importAll(store, lists('2025-06-01', { upn }));
  expect(authorities()).toEqual(['887 2024-02-03 2025-05-31', '886 2025-06-01 -']);
  expect(lines(store, 'SELECT start_date FROM episode')).toEqual(['2024-02-03']);
});

it('an older return takes no child back of whom a newer list says that it is theirs', async () => {
  await importAll(store, lists('2025-07-25', { local_id: 'M7', responsible_authority: '887', upn }));
  await importAll(store, ourReturn);
  expect(authorities()).toEqual(['887 2024-02-03 -']);
  expect(lines(store, 'SELECT start_date FROM episode ORDER BY 1')).toEqual(['2024-02-03', '2025-05-20']);
});

it('care of ours before theirs is ours, and theirs stays', async () => {
  await importAll(store, {
    ...ourReturn,
    ...theReturn('2025-07-20', 'K1,01/05/2023,S,C1,N1,U6,PR1,10/01/2024,E3,,CT9 1AB,CT9 1AB,'),
    'header 2025-07-20.csv': ourReturn['header 2025-07-20.csv'] ?? '',
  });
  expect(authorities()).toEqual(['886 2023-05-01 2024-02-02', '887 2024-02-03 -']);
});
