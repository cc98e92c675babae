import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aChild } from '#test/make/aChild.ts';
import { aSchool } from '#test/make/aSchool.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';
import { counts, csv, ended, everything, importAll, preview, rows, undo } from './support.ts';

let store: TestStore;
beforeEach(async () => {
  store = await aStore({ today: '2025-03-31' });
});
afterEach(() => store.close());

const LIST = 'local_id,legal_surname,legal_forename,date_of_birth,upn,responsible_authority,care_start';
const list = (...lines: string[]) => ({ 'list.csv': csv([LIST, ...lines].join('\n')) });
const upnA = 'H801200001001';
const upnB = 'X801200001002';

describe('who a row is about', () => {
  it('finds a child by local id, of this authority before another', async () => {
    await store.write((writer) => aChild(writer, { localId: 'K1', name: { surname: 'Sample', forename: 'Alex' } }));
    const [file] = (await importAll(store, list('K1,Sample,Alex,05/05/2012,,886,01/01/2020'))).files;
    expect(file).toMatchObject({ added: 0, refused: 0 });
    const other = await importAll(store, list('K1,Other,Sam,05/05/2012,,210,01/01/2020'));
    expect(counts(other.files)).toEqual(['1 0 0 0']);
    expect(rows(store, 'SELECT value, issuer FROM child_identifier ORDER BY issuer')).toEqual([
      { value: 'K1', issuer: '210' },
      { value: 'K1', issuer: '886' },
    ]);
  });

  it('takes a child with one name, in either column, and keeps the other part of a name that is held', async () => {
    await store.write((writer) => aChild(writer, { localId: 'K1', name: { surname: 'Sample', forename: 'Alex' } }));
    const given = list(
      'K1,Sample,,05/05/2012,,886,01/01/2020',
      'K2,Zahra,,06/05/2012,,886,01/01/2020',
      'K3,,Ahmad,07/05/2012,,886,01/01/2020',
      'K4,,,08/05/2012,,886,01/01/2020',
    );
    const { files } = await importAll(store, given);
    expect(files).toMatchObject([{ added: 2, refused: 1 }]);
    expect(files[0]?.refusals).toMatchObject([
      { row: 5, field: 'legal_surname', reason: expect.stringMatching('name') },
    ]);
    expect(files[0]?.warnings.join()).toContain('row 3, legal_forename: Taken as a child with one name');
    const held = () => rows(store, 'SELECT surname, forename FROM child_name ORDER BY surname');
    expect(held()).toEqual([
      { surname: 'Ahmad', forename: null },
      { surname: 'Sample', forename: 'Alex' },
      { surname: 'Zahra', forename: null },
    ]);
    const again = await importAll(store, given);
    expect(again.files).toMatchObject([{ added: 0, changed: 0, refused: 1, warnings: [] }]);
    expect(held()).toHaveLength(3);
  });

  it('takes an authority by its name, and refuses one it does not know', async () => {
    const { files } = await importAll(
      store,
      list(
        'K1,A,A,05/05/2012,,Kent County Council,01/01/2020',
        'K2,B,B,05/05/2012,,Medway,01/01/2020',
        'K3,C,C,05/05/2012,,Nowhere,01/01/2020',
      ),
    );
    expect(counts(files)).toEqual(['2 0 0 1']);
    expect(files[0]?.refusals).toMatchObject([{ row: 4, field: 'responsible_authority', value: 'Nowhere' }]);
    expect(rows(store, 'SELECT la_code FROM child_responsible_authority ORDER BY la_code')).toEqual([
      { la_code: '886' },
      { la_code: '887' },
    ]);
  });

  it('costs the UPN of another child, never the row; and asks where only the UPN is known', async () => {
    await store.write((writer) => {
      aChild(writer, { localId: 'K1', upn: upnA });
      aChild(writer, { localId: 'K2', upn: upnB, name: { surname: 'B', forename: 'Other' } });
    });
    const { files } = await importAll(
      store,
      list(`K1,A,A,05/05/2012,${upnB},886,01/01/2020`, `K9,B,B,05/05/2012,${upnB},886,01/01/2020`),
    );
    expect(files).toMatchObject([{ changed: 1, refused: 0, waiting: 1 }]);
    expect(files[0]?.warnings.join()).toContain('row 2, upn: Another child has this UPN');
    expect(rows(store, "SELECT value FROM child_identifier WHERE kind = 'upn'")).toEqual([
      { value: upnA },
      { value: upnB },
    ]);
  });

  it('finds by a real UPN a child whom another authority brought', async () => {
    await store.write((writer) => aChild(writer, { localId: 'X7', upn: upnA, responsibleAuthority: '210' }));
    const { files } = await importAll(store, list(`K5,A,A,05/05/2012,${upnA},886,01/01/2020`));
    expect(counts(files)).toEqual(['0 1 0 0']);
    expect(rows(store, 'SELECT id FROM child')).toHaveLength(1);
  });

  describe('twins who have each other’s UPN', () => {
    const twins = (a: string, b: string) => [
      `K1,Pair,Tim,05/05/2012,${a},886,01/01/2020`,
      `K2,Pair,Tom,05/05/2012,${b},886,01/01/2020`,
    ];
    const held = () =>
      rows(
        store,
        `SELECT own.value AS localId, upn.value AS upn, upn.valid_to AS until FROM child_identifier AS own
         JOIN child_identifier AS upn ON upn.child_id = own.child_id AND upn.kind IN ('upn', 'formerUpn')
         WHERE own.kind = 'localId' ORDER BY own.value`,
      );
    const on = (day: string, lines: readonly string[]) => ({ [`list ${day}.csv`]: csv([LIST, ...lines].join('\n')) });
    const right = [
      { localId: 'K1', upn: upnB, until: null },
      { localId: 'K2', upn: upnA, until: null },
    ];

    it.each([
      ['in one order', twins(upnB, upnA)],
      ['in the other', twins(upnB, upnA).toReversed()],
    ])('have them put right by a list that has both, %s', async (_, lines) => {
      await importAll(store, on('2025-03-01', twins(upnA, upnB)));
      const before = everything(store);
      const { differences } = await preview(store, on('2025-03-08', lines));
      expect(differences.map(({ what, as, was, now }) => [what, as, was, now]).toSorted()).toEqual([
        ['upn', 'correction', upnA, upnB],
        ['upn', 'correction', upnB, upnA],
      ]);
      const { files, batchId } = await importAll(store, on('2025-03-08', lines));
      expect(files).toMatchObject([{ changed: 2, refused: 0, waiting: 0, warnings: [] }]);
      expect(held()).toEqual(right);
      expect((await importAll(store, on('2025-03-15', lines))).files).toMatchObject([{ unchanged: 2 }]);
      await undo(store, (await store.call('imports.batches', {})).rows[0]?.batchId ?? '');
      await undo(store, batchId);
      expect(everything(store)).toEqual(before);
    });

    it('keep them where an older list has them otherwise, and where only one of the two is on the list', async () => {
      await importAll(store, on('2025-03-08', twins(upnB, upnA)));
      await importAll(store, on('2025-03-01', twins(upnA, upnB)));
      expect(held()).toEqual(right);
      const { files } = await importAll(store, on('2025-03-15', twins(upnA, upnB).slice(0, 1)));
      expect(files[0]?.warnings.join()).toContain('Another child has this UPN');
      expect(held()).toEqual(right);
    });

    it('keep them where it is the local ids that the list mixes up', async () => {
      await importAll(store, on('2025-03-01', twins(upnA, upnB)));
      const mixed = [`K2,Pair,Tim,05/05/2012,${upnA},886,01/01/2020`, `K1,Pair,Tom,05/05/2012,${upnB},886,01/01/2020`];
      const { files } = await importAll(store, on('2025-03-08', mixed));
      expect(files[0]?.warnings.join()).toContain('Another child has this UPN');
      expect(held()).toMatchObject([{ upn: upnA }, { upn: upnB }]);
    });

    it('keep them where the whole column slipped by a row', async () => {
      const [c, third] = ['C886000031003', 'K3,Third,Tia,05/05/2012'];
      await importAll(store, on('2025-03-01', [...twins(upnA, upnB), `${third},${c},886,01/01/2020`]));
      const { files } = await importAll(
        store,
        on('2025-03-08', [...twins(upnB, c), `${third},${upnA},886,01/01/2020`]),
      );
      expect(files).toMatchObject([{ unchanged: 3 }]);
      expect(files[0]?.warnings).toMatchObject([expect.stringContaining('Another child has this UPN')]);
      expect(held()).toMatchObject([{ upn: upnA }, { upn: upnB }, { upn: c }]);
    });

    it('have them put right by the return, too', async () => {
      await importAll(store, on('2025-03-01', twins(upnA, upnB)));
      const header = csv(`CHILD,SEX,DOB,ETHNIC,UPN\nK1,M,05/05/2012,WBRI,${upnB}\nK2,M,05/05/2012,WBRI,${upnA}`);
      await importAll(store, { 'header 2025-03-31.csv': header });
      expect(held()).toEqual(right);
    });
  });

  it('keeps a wrong UPN out of matching: the row is taken without it and says so', async () => {
    const { files } = await importAll(store, list('K1,A,A,05/05/2012,B801200001001,886,01/01/2020'));
    expect(counts(files)).toEqual(['1 0 0 0']);
    expect(files[0]?.warnings.join()).toContain('check letter');
    expect(rows(store, "SELECT * FROM child_identifier WHERE kind = 'upn'")).toEqual([]);
  });
});

describe('a record sealed by adoption', () => {
  it('takes no name, no UPN and no school, matches nobody, and no note or refused row says anything of it', async () => {
    await store.write((writer) => {
      aSchool(writer, { urn: '118264' });
      aChild(writer, { localId: 'K1', upn: upnA, sealedOn: '2024-05-01' });
    });
    const { files, batchId } = await importAll(store, {
      ...list(
        'K1,Newfamily,Name,05/05/2012,B801200001001,886,01/01/2020',
        `K9,Newfamily,Name,05/05/2012,${upnA},886,01/01/2020`,
      ),
      'enrolments.csv': csv(`local_id,school_urn,kind,start
        K1,118264,main,01/09/2024`),
      'header.csv': csv(`CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB
        K1,2,05/05/2012,WBRI,${upnB},,`),
    });
    expect(counts(files)).toEqual(['0 0 0 2', '0 0 0 1', '0 0 0 1']);
    expect(files[0]?.refusals).toEqual([
      { row: 2, field: 'local_id', value: '', reason: 'Nobody of ours: nothing of this row is kept' },
      { row: 3, field: 'local_id', value: '', reason: 'Nobody of ours: nothing of this row is kept' },
    ]);
    expect(files[0]?.warnings).toEqual([]);
    expect(rows(store, 'SELECT id FROM child')).toHaveLength(1);
    const { text } = await store.call('imports.refusedRows', { of: batchId, fileName: 'list.csv' });
    const kept = JSON.stringify([
      text,
      rows(store, 'SELECT csv FROM import_refusal'),
      rows(store, 'SELECT files FROM import_batch'),
      rows(store, 'SELECT new FROM change'),
    ]);
    for (const word of ['Newfamily', 'B801200001001', upnB]) expect(kept).not.toContain(word);
  });

  it('is sealed by the adoption order of the return', async () => {
    await importAll(store, {
      'header.csv': csv(`CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB
        1001,1,04/09/2019,WBRI,UN1,,`),
      'episodes.csv': csv(`CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN
        1001,01/02/2022,S,E1,N1,A3,PR1,01/03/2024,E12,,CT9 1AB,CT9 1AB,`),
    });
    expect(rows(store, 'SELECT sealed_on FROM child')).toEqual([{ sealed_on: '2024-03-01' }]);
    const { files } = await importAll(store, list('1001,New,Name,04/09/2019,,886,01/02/2022'));
    expect(counts(files)).toEqual(['0 0 0 1']);
  });
});

describe('facts that change', () => {
  it('closes the earlier name; a date of birth is corrected, and no second true one stays (B6)', async () => {
    await importAll(store, list('K1,Before,Alex,01/01/2010,,886,01/01/2020'));
    const { files } = await importAll(store, list('K1,Before,Alex,01/01/2010,,886,01/01/2020'));
    expect(counts(files)).toEqual(['0 0 1 0']);
    await store.write((writer) =>
      writer.update('child_name', rows<{ id: string }>(store, 'SELECT id FROM child_name')[0]?.id ?? '', {
        valid_from: '2010-01-01',
      }),
    );
    await importAll(store, list('K1,After,Alex,17/06/2009,,886,01/01/2020'));
    expect(rows(store, 'SELECT surname, valid_from, valid_to FROM child_name ORDER BY valid_from')).toEqual([
      { surname: 'Before', valid_from: '2010-01-01', valid_to: '2025-03-30' },
      { surname: 'After', valid_from: '2025-03-31', valid_to: null },
    ]);
    expect(
      rows(store, 'SELECT date_of_birth, disputed, valid_to FROM child_date_of_birth ORDER BY valid_from'),
    ).toEqual([{ date_of_birth: '2009-06-17', disputed: 0, valid_to: null }]);
  });

  it('the preview says which is a change and which a correction, and has each the other way', async () => {
    await importAll(store, list('K1,Before,Alex,01/01/2010,,886,01/01/2020'));
    const next = list('K1,After,Alex,17/06/2009,,886,01/01/2020');
    const { previewId, differences, differencesTotal } = await preview(store, next);
    expect(differencesTotal).toBe(2);
    expect(differences.map(({ child, was, now, as, from }) => [child, was, now, as, from])).toEqual([
      ['BEFORE, Alex', 'Alex Before', 'Alex After', 'change', '2025-03-31'],
      ['BEFORE, Alex', '2010-01-01', '2009-06-17', 'correction', null],
    ]);
    const decisions = differences.map(({ id, as }) => ({ id, answer: as === 'change' ? 'correction' : 'change' }));
    const { jobId } = await store.call('imports.commit', { previewId, decisions });
    expect(await ended(store, jobId)).toMatchObject({ state: 'done' });
    expect(rows(store, 'SELECT surname, valid_to FROM child_name')).toEqual([{ surname: 'After', valid_to: null }]);
    expect(
      rows(store, 'SELECT date_of_birth, disputed, valid_to FROM child_date_of_birth ORDER BY valid_from'),
    ).toEqual([
      { date_of_birth: '2010-01-01', disputed: 0, valid_to: '2025-03-30' },
      { date_of_birth: '2009-06-17', disputed: 1, valid_to: null },
    ]);
  });

  it('another school is a change, or a correction where a person says so', async () => {
    await store.write((writer) => {
      aSchool(writer, { urn: '118264', name: 'Lime Academy' });
      aSchool(writer, { urn: '118265', name: 'Hill School' });
    });
    const at = (urn: string) => ({
      'list.csv': csv(`${LIST},school_urn\nK1,Sample,Alex,01/01/2010,,886,01/01/2020,${urn}`),
    });
    await importAll(store, at('118264'));
    const { previewId, differences } = await preview(store, at('118265'));
    expect(differences).toMatchObject([
      { what: 'school', was: 'Lime Academy', now: 'Hill School', as: 'change', from: '2025-03-31' },
    ]);
    const decisions = differences.map(({ id }) => ({ id, answer: 'correction' }));
    await ended(store, (await store.call('imports.commit', { previewId, decisions })).jobId);
    expect(rows(store, 'SELECT school.urn, end_date FROM enrolment JOIN school ON school.id = school_id')).toEqual([
      { urn: '118265', end_date: null },
    ]);
  });

  it('the dates of birth of an unaccompanied child are disputed, with their history', async () => {
    const uasc = (born: string) => ({
      'list.csv': csv(`${LIST},uasc
K1,Sample,Alex,${born},,886,01/01/2020,yes`),
    });
    await importAll(store, uasc('01/01/2010'));
    await importAll(store, uasc('17/06/2009'));
    expect(
      rows(store, 'SELECT date_of_birth, disputed, valid_to FROM child_date_of_birth ORDER BY valid_from'),
    ).toEqual([
      { date_of_birth: '2010-01-01', disputed: 0, valid_to: '2025-03-30' },
      { date_of_birth: '2009-06-17', disputed: 1, valid_to: null },
    ]);
  });

  it('an older list brought in after a newer one turns nothing back', async () => {
    const named = (file: string, surname: string) => ({
      [file]: csv(`${LIST},social_worker
K1,${surname},Alex,01/01/2010,,886,01/01/2020,Worker of ${surname}`),
    });
    await importAll(store, named('list 2025-03-21.csv', 'After'));
    await importAll(store, named('list 2025-03-14.csv', 'Before'));
    expect(rows(store, 'SELECT surname FROM child_name')).toEqual([{ surname: 'After' }]);
    expect(rows(store, 'SELECT name FROM child_professional')).toEqual([{ name: 'Worker of After' }]);
  });
});
