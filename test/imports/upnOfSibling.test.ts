// A UPN in conflict costs the UPN, not the row (issue 8 section 1): siblings share a surname, twins a birth date.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { aStore, type TestStore } from '#test/make/aStore.ts';
import { csv, importAll, preview, rows } from './support.ts';

const upn = 'H801200001001';
const list = (day: string, ...lines: string[]): Record<string, string> => ({
  [`list ${day}.csv`]: csv(
    [
      'local_id,legal_forename,legal_surname,date_of_birth,upn,responsible_authority,care_start',
      ...lines.map((line) => `${line},886,03/02/2024`),
    ].join('\n'),
  ),
});
const ana = `K1,Ana,Sample,05/05/2012,${upn}`;
const bea = `K2,Bea,Sample,01/02/2014,${upn}`;
const twin = `K3,Cara,Sample,05/05/2012,${upn}`;
let store: TestStore;
beforeEach(async () => {
  store = await aStore({ today: '2026-02-10' });
});
afterEach(() => store.close());
const upns = () =>
  rows<{ who: string }>(
    store,
    `SELECT forename || ' ' || value AS who FROM child_identifier JOIN child_name USING (child_id)
     WHERE child_identifier.kind = 'upn' AND child_identifier.valid_to IS NULL`,
  ).map(({ who }) => who);

it('a sister and a twin who stand on the list with their brother’s UPN are taken without it', async () => {
  const { files } = await importAll(store, list('2025-09-01', ana, bea, twin));
  expect(files).toMatchObject([{ added: 3, waiting: 0 }]);
  expect(files[0]?.warnings.join()).toContain('rows 3, 4, upn: Another child has this UPN');
  expect(upns()).toEqual([`Ana ${upn}`]);
  const again = await importAll(store, list('2025-09-08', ana, bea, twin));
  expect(again.files).toMatchObject([{ unchanged: 3, waiting: 0 }]);
  expect(upns()).toEqual([`Ana ${upn}`]);
});

it('also a week later, and where the brother is not on the file', async () => {
  await importAll(store, list('2025-09-01', ana));
  expect((await preview(store, list('2025-09-08', ana, bea, twin))).files).toMatchObject([{ added: 2, waiting: 0 }]);
  expect((await preview(store, list('2025-09-08', bea))).files).toMatchObject([{ added: 1, waiting: 0 }]);
});

it('a twin is asked about where the brother is not on the file: it may be the same child under another number', async () => {
  await importAll(store, list('2025-09-01', ana));
  expect((await preview(store, list('2025-09-08', twin))).files).toMatchObject([{ added: 0, waiting: 1 }]);
});

it('and one of the return, which gives no names', async () => {
  const header = csv(`CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB
    K1,2,05/05/2012,WBRI,${upn},,
    K2,2,01/02/2014,WBRI,${upn},,`);
  const { files } = await importAll(store, { 'header 2025-04-10.csv': header });
  expect(files).toMatchObject([{ added: 2, waiting: 0 }]);
  expect(rows(store, "SELECT id FROM child_identifier WHERE kind = 'upn'")).toHaveLength(1);
});

it('a child who is on the list twice under two numbers is one child still', async () => {
  await importAll(store, list('2025-09-01', ana));
  await importAll(store, list('2025-09-08', ana, ana.replace('K1', 'K9')));
  expect(rows(store, 'SELECT id FROM child')).toHaveLength(1);
});
