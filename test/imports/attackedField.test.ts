// What a data manager's attack found in November 2026, by small files of an ordinary year: each was wrong when it was found.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { aStore, type TestStore } from '#test/make/aStore.ts';
import { csv, importAll, preview, rows } from './support.ts';

let store: TestStore;
beforeEach(async () => {
  store = await aStore({ today: '2025-07-10' });
});
afterEach(() => store.close());

const L =
  'local_id,legal_surname,legal_forename,date_of_birth,responsible_authority,care_start,care_end,legal_status,placement_type,placement_start,placement_postcode,confidential_placement';
const row = (more: { id?: string; end?: string; place?: string; start?: string; secret?: string } = {}) =>
  `${more.id ?? 'K1'},Sample,Ana,05/05/2012,886,03/02/2024,${more.end ?? ''},C1,${more.place ?? 'U6'},${more.start ?? ''},CT9 1AB,${more.secret ?? ''}`;
const list = (day: string, ...lines: string[]) => ({ [`list ${day}.csv`]: csv([L, ...lines].join('\n')) });
const E = 'CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN';
const theReturn = (name: string, ...lines: string[]) => ({
  [`header ${name}.csv`]: csv('CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\nK1,2,05/05/2012,WBRI,UN1,,'),
  [`episodes ${name}.csv`]: csv([E, ...lines].join('\n')),
});
const care = () =>
  rows(store, 'SELECT start_date AS a, end_date AS b, placement_type AS c FROM episode ORDER BY 1').map((each) =>
    Object.values(each)
      .map((value) => value ?? '-')
      .join(' '),
  );

it.each(['Restricted', 'x', 'Yes - see file', 'CONFIDENTIAL'])(
  'a placement is secret by whatever word: %s',
  async (secret) => {
    const { files } = await importAll(store, list('2025-03-17', row({ secret })));
    expect(files).toMatchObject([{ added: 1, refused: 0 }]);
    expect(rows(store, 'SELECT to_date FROM secret_placement')).toEqual([{ to_date: null }]);
  },
);

it.each(['no', 'N', 'none', ''])('and open by a plain no: ‘%s’', async (secret) => {
  await importAll(store, list('2025-03-17', row({ secret })));
  expect(rows(store, 'SELECT id FROM secret_placement')).toEqual([]);
});

it('a list without a column for the end of care opens no care again; an empty cell in one does', async () => {
  await importAll(store, list('2025-03-03', row({ end: '28/02/2025' })));
  const narrow = 'local_id,legal_surname,legal_forename,date_of_birth,responsible_authority,care_start';
  await importAll(store, { 'list 2025-03-10.csv': csv(`${narrow}\nK1,Sample,Ana,05/05/2012,886,03/02/2024`) });
  expect(care()).toEqual(['2024-02-03 2025-02-28 U6']);
  await importAll(store, list('2025-03-12', row({ end: '1st of Oct' })));
  expect(care()).toEqual(['2024-02-03 2025-02-28 U6']);
  await importAll(store, list('2025-03-17', row()));
  expect(care()).toEqual(['2024-02-03 - U6']);
});

it('last year’s return does not take this year’s history away', async () => {
  const [first, second, third] = [
    'K1,03/02/2024,S,C1,N1,U6,PR1,10/06/2024,X1,PLACE,CT9 1AB,CT9 1AB,',
    'K1,10/06/2024,P,C1,N1,K2,PR1,12/11/2024,X1,PLACE,CT9 1AB,ME7 1AA,',
    'K1,12/11/2024,B,C2,N1,U6,PR1,,,,CT9 1AB,CT17 9AA,',
  ];
  await importAll(store, theReturn('2024-25', first, second, third));
  const late = theReturn('2023-24', 'K1,03/02/2024,S,C1,N1,U6,PR1,,,,CT9 1AB,CT9 1AB,');
  expect((await preview(store, late)).differences).toEqual([]);
  await importAll(store, late);
  expect(care()).toHaveLength(3);
});

it('a return drawn in summer takes away no move and no end of care that the lists of May told of', async () => {
  await importAll(store, list('2025-03-03', row()));
  await importAll(store, list('2025-06-02', row({ place: 'K2', start: '12/05/2025' })));
  await importAll(store, list('2025-06-23', row({ place: 'K2', start: '12/05/2025', end: '20/06/2025' })));
  await importAll(store, theReturn('', 'K1,03/02/2024,S,C1,N1,U6,PR1,,,,CT9 1AB,CT9 1AB,'));
  expect(care()).toEqual(['2024-02-03 2025-05-12 U6', '2025-05-12 2025-06-20 K2']);
});
