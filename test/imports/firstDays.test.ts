// What attackers of version 0.3 found of care, by the files they used.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aStore, type TestStore } from '#test/make/aStore.ts';
import { csv, importAll, preview, rows } from './support.ts';

let store: TestStore;
beforeEach(async () => {
  store = await aStore({ today: '2025-07-20' });
});
afterEach(() => store.close());

const LIST =
  'local_id,legal_surname,legal_forename,date_of_birth,responsible_authority,care_start,care_end,legal_status,placement_type,placement_start,placement_postcode,placement_district,carer';
type Row = Partial<Record<string, string>>;
const list = (day: string, row: Row) => ({
  [`list ${day}.csv`]: csv(
    `${LIST}\n${LIST.split(',')
      .map((column) => ({ ...usual, ...row })[column] ?? '')
      .join(',')}`,
  ),
});
const usual: Row = {
  local_id: 'K1',
  legal_surname: 'Sample',
  legal_forename: 'Ana',
  date_of_birth: '05/05/2012',
  responsible_authority: '886',
  care_start: '03/02/2024',
  legal_status: 'C1',
  placement_type: 'U6',
  placement_postcode: 'CT9 1AB',
  carer: 'Pat',
};
const HEADER = 'CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\nK1,2,05/05/2012,WBRI,UN3,,';
const COLUMNS = 'CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN';
const returned = (day: string, ...lines: string[]) => ({
  [`header ${day}.csv`]: csv(HEADER),
  [`episodes ${day}.csv`]: csv([COLUMNS, ...lines].join('\n')),
});
const u6 = (from: string, rne: string, end: string) => `K1,${from},${rne},C1,N1,U6,PR1,${end},,CT9 1AA,CT9 1AB,`;
const episodes = () =>
  rows<Record<string, string | null>>(
    store,
    'SELECT start_date, end_date, legal_status, placement_type FROM episode ORDER BY start_date, end_date',
  ).map((row) =>
    Object.values(row)
      .map((value) => value ?? '-')
      .join(' '),
  );
const inTwelveMonths = async (asAt: string) =>
  (await store.call('children.list', { asAt, filters: {} })).rows.map(({ inCareSince, lac12 }) => [inCareSince, lac12]);

describe('the first day in care on a later list', () => {
  it('earlier is put right, said in the preview, and counted', async () => {
    await importAll(store, list('2024-09-02', { care_start: '03/06/2024' }));
    expect(await inTwelveMonths('2025-03-31')).toEqual([['2024-06-03', false]]);
    const later = list('2025-01-13', { care_start: '03/03/2024' });
    const { differences } = await preview(store, later);
    expect(differences).toMatchObject([{ what: 'careStart', was: '2024-06-03', now: '2024-03-03', as: 'correction' }]);
    await importAll(store, later);
    expect(await inTwelveMonths('2025-03-31')).toEqual([['2024-03-03', true]]);
  });

  it('a week later is no second time in care', async () => {
    await importAll(store, list('2024-02-05', { care_start: '03/01/2024' }));
    await importAll(store, list('2024-02-12', { care_start: '10/01/2024' }));
    expect(episodes()).toEqual(['2024-01-10 - C1 U6']);
  });

  it('of the placement is put right in either direction', async () => {
    await importAll(store, list('2025-01-06', {}));
    const k2 = { placement_type: 'K2', placement_postcode: 'ME7 1AA' };
    await importAll(store, list('2025-02-10', { ...k2, placement_start: '01/02/2025' }));
    await importAll(store, list('2025-02-17', { ...k2, placement_start: '03/02/2025' }));
    expect(episodes()).toEqual(['2024-02-03 2025-02-03 C1 U6', '2025-02-03 - C1 K2']);
    await importAll(store, list('2025-02-24', { ...k2, placement_start: '20/01/2025' }));
    expect(episodes()).toEqual(['2024-02-03 2025-01-20 C1 U6', '2025-01-20 - C1 K2']);
  });
});

describe('beside a return', () => {
  it('a later list without first days moves the child and changes the status', async () => {
    await importAll(store, returned('2025-04-10', u6('03/02/2024', 'S', ',')));
    const { files } = await importAll(
      store,
      list('2025-05-19', { placement_type: 'K2', placement_postcode: 'ME7 1AA', legal_status: 'C2' }),
    );
    expect(files[0]?.warnings).toEqual([]);
    expect(episodes()).toEqual(['2024-02-03 2025-05-19 C1 U6', '2025-05-19 - C2 K2']);
  });

  it('a corrected return is followed whole, though a list came between', async () => {
    await importAll(
      store,
      returned(
        '2025-06-10',
        u6('01/05/2024', 'S', '01/09/2024,X1'),
        'K1,01/09/2024,P,C1,N1,K2,PR1,01/11/2024,X1,CARPL,CT9 1AA,ME7 1AA,',
        u6('01/11/2024', 'P', ','),
      ),
    );
    await importAll(store, list('2025-06-23', { care_start: '01/05/2024' }));
    await importAll(store, returned('2025-06-20', u6('08/05/2024', 'S', '08/11/2024,X1'), u6('08/11/2024', 'P', ',')));
    expect(episodes()).toEqual(['2024-05-08 2024-11-08 C1 U6', '2024-11-08 - C1 U6']);
  });

  it('a return without a day, brought in in July, knows nothing of June', async () => {
    const { 'header .csv': header, 'episodes .csv': lines } = returned('', u6('03/02/2024', 'S', ','), '');
    await importAll(store, { 'header.csv': header ?? '', 'episodes.csv': lines ?? '' });
    await importAll(store, list('2025-06-16', { placement_type: 'K2', placement_postcode: 'ME7 1AA' }));
    expect(episodes()).toEqual(['2024-02-03 2025-06-16 C1 U6', '2025-06-16 - C1 K2']);
    // Drawn again, it still knows nothing of June.
    await importAll(store, returned('2025-07-18', u6('03/02/2024', 'S', ',')));
    expect(episodes()).toEqual(['2024-02-03 2025-06-16 C1 U6', '2025-06-16 - C1 K2']);
  });
});

it('another district is a move from the day of the list, and the one before keeps its days', async () => {
  const at = { placement_postcode: '', carer: '' };
  await importAll(store, list('2025-03-17', { ...at, placement_district: 'Thanet' }));
  await importAll(store, list('2025-06-16', { ...at, placement_district: 'Dover' }));
  const localities = await Promise.all(
    ['2025-03-31', '2025-06-20'].map(async (asAt) => (await store.call('children.list', { asAt, filters: {} })).rows),
  );
  expect(localities.map((all) => all.map(({ localityName }) => localityName))).toEqual([
    ['East Kent 3'],
    ['East Kent 4'],
  ]);
});

it.each(['CONFIDENTIAL', 'Withheld - ask the social worker', 'not to be disclosed', 'CT9 1AB (confidential)'])(
  'an address that is withheld (‘%s’) is a confidential placement, and not held',
  async (placement_postcode) => {
    const { files } = await importAll(store, list('2025-03-17', { placement_postcode, carer: 'Restricted' }));
    expect(files[0]?.warnings.join()).toContain('Taken as a confidential placement');
    expect(JSON.stringify(files)).not.toContain('CT9');
    expect(rows(store, 'SELECT placement_postcode, carer FROM episode')).toEqual([
      { placement_postcode: null, carer: null },
    ]);
    expect(rows(store, 'SELECT to_date FROM secret_placement')).toEqual([{ to_date: null }]);
  },
);

it('a file that is called as the notes on another are has a name of its own', async () => {
  const [text] = Object.values(list('', { placement_postcode: 'nowhere' }));
  const { files, batchId } = await importAll(store, { 'list.csv': text ?? '', 'notes on list.csv': text ?? '' });
  expect(files.map(({ name }) => name)).toEqual(['list.csv', 'notes on list.csv (2)']);
  for (const { name } of files) {
    const { text: notes } = await store.call('imports.refusedRows', { of: batchId, fileName: name, what: 'notes' });
    expect(notes).toContain('Not a postcode');
  }
});
