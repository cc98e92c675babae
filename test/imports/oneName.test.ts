import { afterEach, beforeEach, expect, it } from 'vitest';
import { aChild } from '#test/make/aChild.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';
import { csv, importAll, rows } from './support.ts';

// A child may have one name: it is held as surname, and no forename (issue 8 section 2).
const asAt = '2025-03-31';
let store: TestStore;
let [one, other] = ['', ''];
beforeEach(async () => {
  store = await aStore({ today: asAt });
  await importAll(store, {
    'schools 2025-01-01.csv': csv('urn,name,phase,designated_teacher_name\n990601,Alpha School,secondary,Dee Teacher'),
    'list 2025-03-01.csv':
      csv(`local_id,legal_surname,legal_forename,date_of_birth,responsible_authority,care_start,uasc,school_urn,nc_year
      K1,Habibullah,,12/04/2009,886,01/01/2020,yes,990601,11
      K2,Habibullah,,12/04/2009,886,01/01/2020,yes,990601,11`),
  });
  [one = '', other = ''] = rows<{ id: string }>(store, 'SELECT id FROM child ORDER BY id').map(({ id }) => id);
});
afterEach(() => store.close());

it('its record opens, under its name', async () => {
  const { header, care } = await store.call('children.get', { childId: one, asAt });
  expect(header).toMatchObject({ listName: 'HABIBULLAH', textName: 'Habibullah' });
  expect(care.names).toMatchObject([{ surname: 'Habibullah', forename: null }]);
});

it('it is listed and found by its name, and so is everything else', async () => {
  const { rows: listed } = await store.call('children.list', { asAt, filters: { search: 'habib' } } as never);
  expect(listed.map(({ listName }) => listName)).toEqual(['HABIBULLAH', 'HABIBULLAH']);
  const { children } = await store.call('search.all', { text: 'habib', asAt });
  expect(children.map(({ listName }) => listName)).toEqual(['HABIBULLAH', 'HABIBULLAH']);
  expect((await store.call('search.all', { text: 'alpha', asAt })).schools).toHaveLength(1);
});

it('files that leave, a merge and a pack give it', async () => {
  const out = await store.call('exports.children', {
    asAt,
    filters: {},
    sort: { column: 'listName', descending: false },
    purpose: 'a meeting',
  } as never);
  expect(out.text).toContain('HABIBULLAH');
  const { stays, goes } = await store.call('children.mergePreview', { staysId: one, goesId: other, fromGoes: [] });
  expect([stays.listName, goes.listName]).toEqual(['HABIBULLAH', 'HABIBULLAH']);
  const [{ id: schoolId } = { id: '' }] = rows<{ id: string }>(store, 'SELECT id FROM school');
  const pack = await store.call('packs.preview', { schoolId, asAt } as never);
  expect(pack.children.map(({ listName }) => listName)).toEqual(['HABIBULLAH', 'HABIBULLAH']);
  expect(`${out.text}${JSON.stringify([stays, goes, pack])}`).not.toMatch(/, null\b|"null |null Habib|undefined/i);
});

it('leavers, figures and questions give it', async () => {
  await importAll(store, {
    'list 2025-03-08.csv': csv(`local_id,legal_surname,legal_forename,date_of_birth,responsible_authority,care_start
      K1,Habibullah,,12/04/2009,886,01/01/2020`),
  });
  const drill = { figure: 'children', asAt, localityId: null, measure: null, academicYear: null };
  const answers = [
    await store.call('leavers.list', {}),
    await store.call('figures.children', { drill } as never),
    await store.call('imports.questions', {}),
  ];
  expect(JSON.stringify(answers[0])).toContain('HABIBULLAH');
  expect(JSON.stringify(answers[1])).toContain('HABIBULLAH');
  expect(JSON.stringify(answers)).not.toMatch(/, null\b"|"null |undefined/);
});

it('a known-as name may be one name as well, and a pack of the whole school opens', async () => {
  const [{ id: schoolId } = { id: '' }] = rows<{ id: string }>(store, 'SELECT id FROM school');
  await store.write((writer) =>
    aChild(writer, {
      name: { forename: 'Ana', surname: 'Sample' },
      names: [{ kind: 'knownAs', forename: null, surname: 'Zed' }],
      enrolments: [{ schoolId, start: '2024-09-01', ncYear: 7 }],
    }),
  );
  const pack = await store.call('packs.preview', { schoolId, asAt } as never);
  expect(pack.children).toHaveLength(3);
  expect(JSON.stringify(pack)).not.toMatch(/, null\b"|"null |null Zed|undefined/);
});
