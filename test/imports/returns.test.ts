import { afterEach, beforeEach, expect, it } from 'vitest';
import { importPreview, importResult } from '#contract/imports.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';
import { csv, ended, importAll, preview, rows, undo } from './support.ts';

let store: TestStore;
beforeEach(async () => {
  store = await aStore({ today: '2025-11-30' });
});
afterEach(() => store.close());

const COLUMNS = 'CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN';
const header = (...ids: string[]) =>
  csv(['CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB', ...ids.map((id) => `${id},1,14/02/2013,WBRI,UN3,,`)].join('\n'));
const episode = (id: string, from: string, more = 'U6,PR1,,') => `${id},${from},S,C2,N1,${more},,CT9 1AA,CT9 1AB,`;
const theReturn = (day: string, ids: string[], ...lines: string[]) => ({
  [`header ${day}.csv`]: header(...ids),
  [`episodes ${day}.csv`]: csv([COLUMNS, ...lines].join('\n')),
});
const care = () =>
  rows<{ is: string }>(
    store,
    `SELECT value || ' ' || start_date || ' ' || coalesce(end_date, '-') AS "is" FROM episode
     JOIN child_identifier USING (child_id) WHERE kind = 'localId' ORDER BY 1`,
  ).map((row) => row.is);

const both = theReturn('2025-06-30', ['M1', 'M2'], episode('M1', '01/05/2025'), episode('M2', '01/02/2024'));
const onlyFirst = theReturn('2025-09-30', ['M1'], episode('M1', '01/05/2025'));

it('a child of an earlier return whom the next does not name is shown, and keeps its care until a person decides', async () => {
  await importAll(store, both);
  const { differences } = await preview(store, onlyFirst);
  expect(differences).toMatchObject([
    { child: 'M2', was: 'C2, U6 from 2024-02-01', now: 'the child is not in the return', as: 'change', canFlip: true },
  ]);
  await importAll(store, onlyFirst);
  expect(care()).toEqual(['M1 2025-05-01 -', 'M2 2024-02-01 -']);

  const seen = await preview(store, onlyFirst);
  const { jobId } = await store.call('imports.commit', {
    previewId: seen.previewId,
    decisions: [{ id: seen.differences[0]?.id ?? '', answer: 'correction' }],
  });
  const job = await ended(store, jobId);
  // It began before the year that the return is of, in which it is no longer.
  expect(care()).toEqual(['M1 2025-05-01 -', 'M2 2024-02-01 2025-04-01']);
  await undo(store, importResult.parse(job.result).batchId);
  expect(care()).toEqual(['M1 2025-05-01 -', 'M2 2024-02-01 -']);
});

it('a newer list or return stands: a return that comes late says nothing of those it does not name', async () => {
  await importAll(store, onlyFirst);
  await importAll(
    store,
    theReturn('2025-10-31', ['M1', 'M2'], episode('M1', '01/05/2025'), episode('M2', '01/08/2025')),
  );
  const { differences } = importPreview.parse(
    await preview(store, theReturn('2025-09-30', ['M1'], episode('M1', '01/05/2025'))),
  );
  expect(differences).toEqual([]);
});

const moved = theReturn(
  '2025-06-30',
  ['M1'],
  episode('M1', '01/05/2025', 'U6,PR1,01/06/2025,X1'),
  'M1,01/06/2025,P,C2,N1,K2,PR1,,,CARPL,CT9 1AA,CT9 1AB,',
);

it('of a child with a refused row the return does not say all: nothing is left out', async () => {
  await importAll(store, moved);
  const { files } = await importAll(
    store,
    theReturn(
      '2025-09-30',
      ['M1'],
      episode('M1', '01/05/2025', 'U6,PR1,01/06/2025,X1'),
      'M1,31/06/2025,P,C2,N1,K2,PR1,,,CARPL,CT9 1AA,CT9 1AB,',
    ),
  );
  expect(files[1]).toMatchObject({ refused: 1 });
  expect(care()).toEqual(['M1 2025-05-01 2025-06-01', 'M1 2025-06-01 -']);
});

it('rows that come back of a refusal are no whole return', async () => {
  await importAll(store, moved);
  const mended = {
    'header 2025-09-30.csv': header('M1'),
    'mended 2025-09-30.csv': csv(`${COLUMNS},refused_row\nM1,01/06/2025,P,C2,N1,K2,PR1,,,CARPL,CT9 1AA,CT9 1AB,,3`),
  };
  expect((await preview(store, mended)).differences).toEqual([]);
  await importAll(store, mended);
  expect(care()).toEqual(['M1 2025-05-01 2025-06-01', 'M1 2025-06-01 -']);
});
