import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aChild } from '#test/make/aChild.ts';
import { aSchool } from '#test/make/aSchool.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';
import { counts, csv, importAll, preview, rows } from './support.ts';

let store: TestStore;
beforeEach(async () => {
  store = await aStore({ today: '2025-03-31' });
});
afterEach(() => store.close());

const HEADER =
  'local_id,legal_surname,legal_forename,date_of_birth,responsible_authority,care_start,care_end,legal_status,placement_type,placement_start,placement_postcode,school_urn,nc_year';
const list = (...lines: string[]) => ({ 'list.csv': csv([HEADER, ...lines].join('\n')) });
const returned = (...lines: string[]) => ({
  'header.csv': csv(`CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB
    1001,1,04/09/2009,WBRI,UN1,,`),
  'episodes.csv': csv(
    ['CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN', ...lines].join(
      '\n',
    ),
  ),
});
const episodes = () =>
  rows(
    store,
    'SELECT start_date AS start, end_date AS end, reason_started AS rne, legal_status AS ls, placement_type AS place, reason_ceased AS rec, source FROM episode ORDER BY start_date',
  ).map((row) => Object.values(row).join(' '));

describe('the SSDA903 return', () => {
  it('says of an episode left open before another that it is taken to end there', async () => {
    const { files } = await importAll(
      store,
      returned(
        '1001,01/02/2022,S,C2,N1,U6,PR1,,,,CT9 1AB,ME7 1AA,',
        '1001,01/03/2024,P,C2,N1,U6,PR1,,,,CT9 1AB,CT9 1AB,',
      ),
    );
    expect(files[1]?.warnings.join()).toContain('The episode before, from 2022-02-01, has no end (DEC)');
    const { rows: children } = await store.call('children.list', { asAt: '2025-03-31', filters: {} });
    expect(children).toMatchObject([{ localityName: 'East Kent 3', inCareSince: '2022-02-01' }]);
  });

  it('shows local ids, invents no name and no school, and joins no Ofsted number to a school', async () => {
    await store.write((writer) => aSchool(writer, { urn: '118264' }));
    const { files } = await importAll(
      store,
      returned(
        '1001,01/02/2022,S,C2,N1,U6,PR1,01/03/2024,X1,PLACE,CT9 1AB,CT9 1AB,118264',
        '1001,01/03/2024,P,C2,N1,U6,PR1,,,,CT9 1AB,ZZ9 9ZZ,118264',
      ),
    );
    expect(counts(files)).toEqual(['1 0 0 0', '2 0 0 0']);
    expect(files[1]?.warnings.join()).toContain('ZZ9 9ZZ');
    expect(rows(store, 'SELECT * FROM child_name')).toEqual([]);
    expect(rows(store, 'SELECT * FROM enrolment')).toEqual([]);
    expect(
      rows(
        store,
        'SELECT provider_ofsted_urn AS urn, district.name FROM episode LEFT JOIN district ON district.id = placement_district_id ORDER BY start_date',
      ),
    ).toEqual([
      { urn: '118264', name: 'Thanet' },
      { urn: '118264', name: null },
    ]);
    const { rows: children } = await store.call('children.list', { asAt: '2025-03-31', filters: {} });
    expect(children).toMatchObject([
      {
        listName: '1001',
        schoolName: null,
        localityId: 'unallocated',
        inCareSince: '2022-02-01',
        lac12: true,
        ownChild: true,
      },
    ]);
  });

  it('refuses an episode of a child who is not here', async () => {
    const { files } = await importAll(store, {
      'episodes.csv': returned('9,01/02/2022,S,C2,N1,U6,PR1,,,,,,')['episodes.csv'],
    });
    expect(files[0]?.refusals).toMatchObject([{ row: 2, field: 'CHILD', value: '9' }]);
  });

  it('matches the longest postcode of the table', async () => {
    await store.write((writer) =>
      writer.insert('postcode_area', {
        postcode_area: 'CT9 1',
        district_id: store.district('Dover'),
        valid_from: '2000-01-01',
        valid_to: null,
      }),
    );
    await importAll(store, returned('1001,01/02/2022,S,C2,N1,U6,PR1,,,,,CT9 1AB,'));
    expect(
      rows(store, 'SELECT district.name FROM episode JOIN district ON district.id = placement_district_id'),
    ).toEqual([{ name: 'Dover' }]);
  });

  it('takes the place of what the list had guessed', async () => {
    await importAll(store, list('1001,A,A,04/09/2009,886,01/02/2022,,C2,U6,,CT9 1AB,,'));
    await importAll(store, list('1001,A,A,04/09/2009,886,01/02/2022,,E1,U6,,CT9 1AB,,'));
    expect(episodes()).toEqual([
      '2022-02-01 2025-03-31 S C2 U6 X1 lookedAfterList',
      '2025-03-31  L E1 U6  lookedAfterList',
    ]);
    await importAll(
      store,
      returned(
        '1001,01/02/2022,S,C2,N1,U6,PR1,20/03/2025,X1,,,CT9 1AB,',
        '1001,20/03/2025,L,E1,N1,U6,PR1,,,,,CT9 1AB,',
      ),
    );
    expect(episodes()).toEqual(['2022-02-01 2025-03-20 S C2 U6 X1 SSDA903', '2025-03-20  L E1 U6  SSDA903']);
  });
});

describe('the list', () => {
  const row = (more: string) => list(`1001,A,A,04/09/2009,886,01/02/2022,${more}`);

  it('begins with the care, then the placement', async () => {
    await importAll(store, row(',C2,U6,01/09/2023,CT9 1AB,,'));
    expect(episodes()).toEqual([
      '2022-02-01 2023-09-01 S   X1 lookedAfterList',
      '2023-09-01  P C2 U6  lookedAfterList',
    ]);
  });

  it('moves a child on the day the file gives', async () => {
    await importAll(store, row(',C2,U6,01/02/2022,CT9 1AB,,'));
    await importAll(store, row(',E1,A3,10/03/2025,CT9 1AB,,'));
    expect(episodes()).toEqual([
      '2022-02-01 2025-03-10 S C2 U6 X1 lookedAfterList',
      '2025-03-10  B E1 A3  lookedAfterList',
    ]);
    expect(counts((await importAll(store, row(',E1,A3,10/03/2025,CT9 1AB,,'))).files)).toEqual(['0 0 1 0']);
  });

  it('does not contradict the return, but fills in an end', async () => {
    await importAll(store, returned('1001,01/02/2022,S,C2,N1,U6,PR1,,,,,CT9 1AB,'));
    const { files } = await importAll(store, row('30/03/2025,V2,U6,01/02/2022,CT9 1AB,,'));
    expect(files[0]?.warnings.join()).toContain('The SSDA903 says C2');
    expect(episodes()).toEqual(['2022-02-01 2025-03-30 S C2 U6  SSDA903']);
  });

  it('begins anew when a child comes back into care', async () => {
    await importAll(store, row('01/02/2024,C2,U6,01/02/2022,,,'));
    await importAll(store, list('1001,A,A,04/09/2009,886,05/01/2025,,V2,U6,05/01/2025,,,'));
    expect(episodes()).toEqual([
      '2022-02-01 2024-02-01 S C2 U6  lookedAfterList',
      '2025-01-05  S V2 U6  lookedAfterList',
    ]);
    expect(rows(store, "SELECT start_date, end_date FROM care_period WHERE kind = 'all' ORDER BY start_date")).toEqual([
      { start_date: '2022-02-01', end_date: '2024-02-01' },
      { start_date: '2025-01-05', end_date: null },
    ]);
  });

  it('enrols, changes school from the day of the import, and closes nothing for an empty cell', async () => {
    await store.write((writer) => {
      aSchool(writer, { urn: '118264' });
      aSchool(writer, { urn: '118265' });
    });
    const enrolments = () =>
      rows(
        store,
        'SELECT urn, nc_year, start_date, end_date FROM enrolment JOIN school ON school.id = school_id ORDER BY start_date',
      ).map((each) => Object.values(each).join(' '));
    await importAll(store, row(',C2,U6,,,118264,7'));
    await importAll(store, row(',C2,U6,,,,'));
    expect(enrolments()).toEqual(['118264 7 2024-09-01 ']);
    await importAll(store, row(',C2,U6,,,118265,7'));
    expect(enrolments()).toEqual(['118264 7 2024-09-01 2025-03-30', '118265 7 2025-03-31 ']);
    const { files } = await importAll(store, row(',C2,U6,,,999999,7'));
    expect(files[0]).toMatchObject({ unchanged: 1, warnings: [expect.stringContaining('taken without the school')] });
  });

  it('notices possible leavers, closes nothing, and takes back who is on the next list', async () => {
    await store.write((writer) => {
      aChild(writer, { localId: 'GONE' });
      aChild(writer, { localId: 'OTHER', responsibleAuthority: '210' });
      aChild(writer, { localId: 'LEFT', episodes: [{ start: '2020-01-01', end: '2024-01-01' }] });
      aChild(writer, { localId: 'RESPITE', episodes: [{ start: '2020-01-01', legalStatus: 'V4' }] });
    });
    const seen = await preview(store, row(',C2,U6,,,,'));
    expect(seen.possibleLeavers).toBe(1);
    expect(rows(store, 'SELECT * FROM possible_leaver')).toEqual([]);
    expect((await importAll(store, row(',C2,U6,,,,'))).possibleLeavers).toBe(1);
    expect((await importAll(store, row(',C2,U6,,,,'))).possibleLeavers).toBe(0);
    expect(
      rows(store, "SELECT end_date FROM episode JOIN child_identifier USING (child_id) WHERE value = 'GONE'"),
    ).toEqual([{ end_date: null }]);
    await importAll(
      store,
      list('1001,A,A,04/09/2009,886,01/02/2022,,,,,,,', 'GONE,B,B,05/05/2012,886,01/01/2020,,,,,,,'),
    );
    expect(rows(store, 'SELECT resolved_on, resolution FROM possible_leaver')).toEqual([
      { resolved_on: '2025-03-31', resolution: 'back on the list' },
    ]);
  });

  it('does not miss a child whose row was refused, nor anybody from a mended part', async () => {
    await store.write((writer) => {
      aChild(writer, { localId: 'GONE' });
    });
    const bad = await preview(
      store,
      list('1001,A,A,04/09/2009,886,01/02/2022,,,,,,,', 'GONE,B,B,31/02/2012,886,01/01/2020,,,,,,,'),
    );
    expect([counts(bad.files), bad.possibleLeavers]).toEqual([['1 0 0 1'], 0]);
    const { text } = await store.call('imports.refusedRows', { of: bad.previewId, fileName: 'list.csv' });
    const mended = await preview(store, {
      'mended.csv': text.replace('31/02/2012', '05/05/2012').replace('GONE', 'NEW'),
    });
    expect([counts(mended.files), mended.possibleLeavers]).toEqual([['1 0 0 0'], 0]);
  });
});
