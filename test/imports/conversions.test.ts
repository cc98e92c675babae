import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { importResult } from '#contract/imports.ts';
import { aChild } from '#test/make/aChild.ts';
import { aSchool } from '#test/make/aSchool.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';
import { weekOf } from '#test/make/weekOf.ts';
import { counts, csv, ended, everything, importAll, preview, rows, undo } from './support.ts';

let store: TestStore;
beforeEach(async () => {
  store = await aStore({ today: '2025-06-02' });
});
afterEach(() => store.close());

const links = (...lines: string[]) => ({
  'links_edubasealldata20250602.csv': csv(['URN,LinkURN,LinkName,LinkType,LinkEstablishedDate', ...lines].join('\n')),
});
const conversion = links(
  '118264,140001,Oak Academy,Successor,01-04-2025',
  '140001,118264,Oak School,Predecessor,01-04-2025',
);
const enrolled = (...lines: string[]) => ({
  'enrolments-2025-06-02.csv': csv(['local_id,school_urn,start,end,nc_year', ...lines].join('\n')),
});
const schoolsOf = () =>
  rows(
    store,
    `SELECT urn, start_date, end_date, nc_year FROM enrolment JOIN school ON school.id = school_id ORDER BY child_id, start_date, urn`,
  ).map((row) => Object.values(row).join(' '));
const CARRIED = ['118264 2023-09-01 2025-03-31 7', '140001 2025-04-01  8'];

const oak = (more: { successor?: boolean; start?: string; weeks?: Record<string, string> } = {}) =>
  store.write((writer) => {
    const schoolId = aSchool(writer, {
      urn: '118264',
      name: 'Oak School',
      designatedTeacher: [{ name: 'Pat Teacher', from: '2024-09-01' }],
    });
    if (more.successor) aSchool(writer, { urn: '140001', name: 'Oak Academy' });
    aChild(writer, {
      localId: 'K1',
      enrolments: [{ schoolId, start: more.start ?? '2023-09-01', ncYear: 7, weeks: more.weeks ?? {} }],
      peps: [
        { due: '2025-03-20', status: 'draft', schoolId },
        { due: '2024-12-10', held: '2024-12-03', status: 'signedOff', schoolId },
      ],
    });
    return schoolId;
  });

describe('An academy conversion', () => {
  it('carries enrolments, marks, open PEPs and the designated teacher, says so, and is taken back by undo', async () => {
    await oak({ weeks: { '2025-03-24': weekOf('/\\'), '2025-04-28': weekOf('/\\') } });
    const before = everything(store);
    const seen = await preview(store, conversion);
    expect(seen.files[0]?.warnings.join()).toContain(
      'Oak School (118264) became Oak Academy (140001) on 2025-04-01: one child goes on there, one open PEP is to be finished there, the designated teacher goes on there; it is no school move',
    );
    expect(seen.differences).toMatchObject([
      {
        what: 'schoolBecame',
        was: 'Oak School (118264)',
        now: 'Oak Academy (140001)',
        as: 'change',
        from: '2025-04-01',
      },
    ]);
    const { batchId, files } = await importAll(store, conversion);
    expect(counts(files)).toEqual(['1 0 1 0']);
    expect(schoolsOf()).toEqual(CARRIED);
    const marks = `SELECT urn, week_start FROM attendance_week JOIN enrolment ON enrolment.id = enrolment_id JOIN school ON school.id = school_id ORDER BY 2`;
    expect(rows(store, marks)).toEqual([
      { urn: '118264', week_start: '2025-03-24' },
      { urn: '140001', week_start: '2025-04-28' },
    ]);
    expect(rows(store, 'SELECT urn, status FROM pep JOIN school ON school.id = school_id ORDER BY 1')).toEqual([
      { urn: '118264', status: 'signedOff' },
      { urn: '140001', status: 'draft' },
    ]);
    expect(
      rows(
        store,
        'SELECT urn, valid_from, valid_to FROM school_contact JOIN school ON school.id = school_id ORDER BY 1',
      ),
    ).toEqual([
      { urn: '118264', valid_from: '2024-09-01', valid_to: '2025-03-31' },
      { urn: '140001', valid_from: '2025-04-01', valid_to: null },
    ]);
    const after = everything(store);
    const again = await importAll(store, conversion);
    expect(counts(again.files)).toEqual(['0 0 2 0']);
    expect(everything(store)).toEqual(after);
    // What was brought in twice changed nothing the second time, but said it again: it is taken back first.
    await undo(store, again.batchId);
    await undo(store, batchId);
    expect(everything(store)).toEqual(before);
  });

  it('is the same whichever file comes first, and whichever name the school is called by', async () => {
    await store.write((writer) => {
      aSchool(writer, { urn: '118264', name: 'Oak School' });
      aSchool(writer, { urn: '140001', name: 'Oak Academy' });
      for (const localId of ['K1', 'K2', 'K3']) aChild(writer, { localId });
    });
    const said = enrolled(
      'K1,118264,01/09/2023,,7',
      'K2,140001,01/09/2023,,7',
      'K3,118264,01/09/2023,,7',
      'K3,140001,01/04/2025,,8',
    );
    const first = await importAll(store, conversion);
    const { batchId, files } = await importAll(store, said);
    expect(files[0]?.warnings.join()).not.toContain('Two main registrations');
    expect(schoolsOf()).toEqual([...CARRIED, ...CARRIED, ...CARRIED]);
    const twice = await importAll(store, said);
    expect(counts(twice.files)).toEqual(['0 0 4 0']);
    await undo(store, twice.batchId);
    await undo(store, batchId);
    await undo(store, first.batchId);
    expect(schoolsOf()).toEqual([]);
    await importAll(store, said);
    await importAll(store, conversion);
    expect(schoolsOf()).toEqual([...CARRIED, ...CARRIED, ...CARRIED]);
    const marks = {
      'marks.csv': csv('local_id,school_urn,date,session,code\nK1,118264,28/04/2025,AM,/\nK1,140001,24/03/2025,AM,/'),
    };
    expect(counts((await importAll(store, marks)).files)).toEqual(['2 0 0 0']);
    const list = {
      'list-2025-06-02.csv': csv(
        'local_id,legal_surname,legal_forename,date_of_birth,sex,responsible_authority,care_start,legal_status,placement_type,school_urn,nc_year\nK9,Sample,Ida,14/02/2013,F,886,01/01/2020,C2,U6,118264,8',
      ),
    };
    await importAll(store, { ...list, ...conversion });
    expect(schoolsOf().at(-1)).toMatch(/^140001 /);
    const again = await preview(store, list);
    expect([counts(again.files), again.differences]).toEqual([['0 0 1 0'], []]);
  });

  it('gives marks that were held by the new name to the old school until the day', async () => {
    await store.write((writer) => {
      const schoolId = aSchool(writer, { urn: '140001', name: 'Oak Academy' });
      aSchool(writer, { urn: '118264', name: 'Oak School' });
      const weeks = { '2025-03-24': weekOf('/\\'), '2025-03-31': weekOf('/\\'), '2025-04-28': weekOf('/\\') };
      aChild(writer, { localId: 'K1', enrolments: [{ schoolId, start: '2023-09-01', ncYear: 7, weeks }] });
    });
    await importAll(store, conversion);
    expect(schoolsOf()).toEqual(CARRIED);
    const marks = `SELECT urn || ' ' || week_start AS week FROM attendance_week JOIN enrolment ON enrolment.id = enrolment_id JOIN school ON school.id = school_id ORDER BY week_start`;
    // The week in which the day lies stays where it was held.
    expect(rows(store, marks).map(({ week }) => week)).toEqual([
      '118264 2025-03-24',
      '140001 2025-03-31',
      '140001 2025-04-28',
    ]);
  });

  it('comes in with the establishments, in one go', async () => {
    await store.write((writer) => aChild(writer, { localId: 'K1' }));
    const gias = {
      'edubasealldata20250602.csv': csv(
        'URN,LA (code),EstablishmentNumber,EstablishmentName,CloseDate\n118264,886,2001,Oak School,31-03-2025\n140001,886,2001,Oak Academy,',
      ),
    };
    await importAll(store, { ...enrolled('K1,118264,01/09/2023,,7'), ...conversion, ...gias });
    expect(schoolsOf()).toEqual(CARRIED);
  });

  it('lists the children in the pack of the new school, and in the old one no longer', async () => {
    const oldId = await oak();
    await importAll(store, conversion);
    const { schoolId: newId } = rows<{ schoolId: string }>(
      store,
      "SELECT id AS schoolId FROM school WHERE urn = '140001'",
    )[0] ?? { schoolId: '' };
    const listed = async (schoolId: string, asAt: string) =>
      (await store.call('packs.preview', { schoolId, asAt })).children.length;
    expect([await listed(oldId, '2025-06-02'), await listed(newId, '2025-06-02')]).toEqual([0, 1]);
    expect([await listed(oldId, '2025-03-31'), await listed(newId, '2025-03-31')]).toEqual([1, 0]);
    const { designatedTeacher } = await store.call('packs.preview', { schoolId: newId, asAt: '2025-06-02' });
    expect(designatedTeacher?.name).toBe('Pat Teacher');
  });

  it('takes a teacher said by the old name for the new school, and none twice', async () => {
    await oak();
    await importAll(store, conversion);
    const teachers = (name: string, day: string) => ({
      [`schools-${day}.csv`]: csv(`urn,name,designated_teacher_name\n118264,Oak School,${name}`),
    });
    const held = () =>
      rows(
        store,
        'SELECT urn, school_contact.name, valid_from, valid_to FROM school_contact JOIN school ON school.id = school_id ORDER BY 1, 3',
      ).map((row) => Object.values(row).join(' '));
    const carried = ['118264 Pat Teacher 2024-09-01 2025-03-31', '140001 Pat Teacher 2025-04-01 '];
    await importAll(store, teachers('Pat Teacher', '2025-05-12'));
    expect(held()).toEqual(carried);
    await importAll(store, teachers('Pat Teacher', '2025-01-13'));
    expect(held()).toEqual(carried);
    await importAll(store, teachers('Jo Teacher', '2025-05-19'));
    expect(held()).toEqual([carried[0], '140001 Pat Teacher 2025-04-01 2025-05-18', '140001 Jo Teacher 2025-05-19 ']);
  });

  it('does not amend a PEP that is locked at the old school, and gives an open one to the new', async () => {
    await oak();
    await importAll(store, conversion);
    const peps = (urn: string) => ({
      'peps-2025-06-02.csv': csv(
        `local_id,due,held,school_urn\nK1,10/12/2024,03/12/2024,${urn}\nK1,20/03/2025,,${urn}`,
      ),
    });
    for (const urn of ['118264', '140001'])
      expect(counts((await importAll(store, peps(urn))).files)).toEqual(['0 0 2 0']);
  });

  it('leaves an authority that does not know either school alone', async () => {
    await oak();
    const { files } = await importAll(store, links('100001,100002,Elsewhere,Successor,01-04-2025'));
    expect(counts(files)).toEqual(['0 0 1 0']);
  });
});

describe('What is not to be guessed', () => {
  it.each([
    [
      'a merger of two',
      ['118264,140001,Oak Academy,Successor,01-04-2025', '118265,140001,Oak Academy,Successor,01-04-2025'],
      'was merged into',
    ],
    [
      'a split',
      ['118264,140001,Oak Academy,Successor,01-04-2025', '118264,140002,Ash Academy,Successor,01-04-2025'],
      'was split',
    ],
    ['a merger by its words', ['118264,140001,Oak Academy,Successor - amalgamated,01-04-2025'], 'was merged into'],
  ])('%s carries nothing by itself, and is asked about', async (_, lines, words) => {
    await oak();
    const seen = await preview(store, links(...lines));
    expect(seen.questions.map((each) => each.words).join()).toContain(words);
    expect(seen.questions.map((each) => each.words).join()).toContain('one child was on its roll that day');
    expect(seen.differences[0]).toMatchObject({
      ...{ was: 'Oak School (118264)', now: 'Oak Academy (140001)', as: 'correction', canFlip: true },
      answers: { correction: 'Stays as it is', change: 'Goes on there' },
    });
    await importAll(store, links(...lines));
    expect(schoolsOf()).toEqual(['118264 2023-09-01  7']);
    // Brought in again it asks of the child once more, and nothing of the file.
    const again = await preview(store, links(...lines));
    expect([again.questions, again.differences.length]).toEqual([[], seen.differences.length]);
  });

  it('goes where somebody says: the enrolment, its marks and the open PEP of that child alone, and back by undo', async () => {
    const schoolId = await oak({ weeks: { '2025-03-24': weekOf('/\\'), '2025-04-28': weekOf('/\\') } });
    await store.write((writer) => {
      aChild(writer, { localId: 'K2', enrolments: [{ schoolId, start: '2023-09-01', ncYear: 7 }] });
      aChild(writer, { localId: 'K3', enrolments: [{ schoolId, start: '2023-09-01', end: '2025-03-14' }] });
    });
    const before = everything(store);
    const merger = links('118264,140001,Oak Academy,Successor - merged,01-04-2025');
    const seen = await preview(store, merger);
    expect(seen.differences).toHaveLength(2);
    const k1 = rows<{ id: string }>(store, "SELECT child_id AS id FROM child_identifier WHERE value = 'K1'")[0]?.id;
    const asked = seen.differences.find(({ childId }) => childId === k1);
    const { jobId } = await store.call('imports.commit', {
      previewId: seen.previewId,
      confirmed: seen.questions.map(({ id }) => id),
      decisions: [{ id: asked?.id ?? '', answer: 'change' }],
    });
    const { batchId } = importResult.parse((await ended(store, jobId)).result);
    expect(schoolsOf().sort()).toEqual([
      ...[
        '118264 2023-09-01  7',
        '118264 2023-09-01 2025-03-14 ',
        '118264 2023-09-01 2025-03-31 7',
        '140001 2025-04-01  8',
      ],
    ]);
    const marks = `SELECT urn, week_start FROM attendance_week JOIN enrolment ON enrolment.id = enrolment_id JOIN school ON school.id = school_id ORDER BY 2`;
    expect(rows(store, marks).map((row) => row.urn)).toEqual(['118264', '140001']);
    expect(rows(store, 'SELECT urn, status FROM pep JOIN school ON school.id = school_id ORDER BY 1')).toEqual([
      { urn: '118264', status: 'signedOff' },
      { urn: '140001', status: 'draft' },
    ]);
    // Of those who went it is not asked again, of the other one it is.
    const again = await preview(store, merger);
    expect(again.differences.map(({ childId }) => childId)).not.toContain(k1);
    expect(again.differences).toHaveLength(1);
    await undo(store, batchId);
    expect(everything(store)).toEqual(before);
  });

  it('refuses a conversion without a day where children are concerned', async () => {
    await oak({ successor: true });
    const { files } = await importAll(store, links('118264,140001,Oak Academy,Successor,'));
    expect(files[0]?.refusals).toMatchObject([{ field: 'LinkEstablishedDate' }]);
  });
});
