import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aChild } from '#test/make/aChild.ts';
import { aSchool } from '#test/make/aSchool.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';
import { weekOf } from '#test/make/weekOf.ts';
import { counts, csv, ended, importAll, preview, rows, undo } from './support.ts';

let store: TestStore;
let schoolId: string;
beforeEach(async () => {
  store = await aStore({ today: '2025-03-31' });
  schoolId = await store.write((writer) => {
    const id = aSchool(writer, { urn: '118264' });
    aSchool(writer, { urn: '118265' });
    aChild(writer, {
      localId: 'K1',
      enrolments: [{ schoolId: id, start: '2024-09-01', end: '2025-03-14', ncYear: 7 }],
    });
    return id;
  });
});
afterEach(() => store.close());

describe('results', () => {
  const results = (...lines: string[]) => ({
    'results.csv': csv(
      ['local_id,academic_year,key_stage,subject,component,value,status,date_received,kind', ...lines].join('\n'),
    ),
  });
  const versions = () =>
    rows(
      store,
      `SELECT result.value, result.status, older.value AS supersedes FROM attainment_result AS result
      LEFT JOIN attainment_result AS older ON older.id = result.supersedes_id ORDER BY result.id`,
    ).map((row) => Object.values(row).join(' '));
  const row = (value: string, status: string, received = '10/09/2024') =>
    results(`K1,2023/24,KS2,maths,scaledScore,${value},${status},${received},`);

  it('supersede by status and by re-mark; a provisional never overwrites a final one', async () => {
    expect(counts((await importAll(store, row('101', 'provisional'))).files)).toEqual(['1 0 0 0']);
    expect(counts((await importAll(store, row('103', 'final'))).files)).toEqual(['0 1 0 0']);
    expect(counts((await importAll(store, row('99', 'provisional', '01/10/2024'))).files)).toEqual(['0 1 0 0']);
    expect(counts((await importAll(store, row('103', 'final'))).files)).toEqual(['0 0 1 0']);
    expect(counts((await importAll(store, row('104', 'final', '01/02/2025'))).files)).toEqual(['0 1 0 0']);
    expect(versions()).toEqual(['101 provisional ', '103 final 101', '99 provisional 101', '104 final 103']);
    const [child] = rows<{ id: string }>(store, 'SELECT id FROM child');
    const record = await store.call('children.get', { childId: child?.id ?? '', asAt: '2025-03-31' });
    expect(record.attainment.results.filter((each) => each.standing).map((each) => each.value)).toEqual(['104']);
  });

  it('keep targets and predictions apart', async () => {
    const { files } = await importAll(
      store,
      results(
        'K1,2024/25,KS4,maths,grade,6,,01/10/2024,target',
        'K1,2024/25,KS4,maths,grade,5,,01/10/2024,prediction',
        'K7,2024/25,KS4,maths,grade,5,,01/10/2024,prediction',
      ),
    );
    expect(counts(files)).toEqual(['2 0 0 1']);
    expect(files[0]?.refusals).toMatchObject([{ row: 4, field: 'local_id', value: 'K7' }]);
  });
});

describe('attendance', () => {
  const marks = (...lines: string[]) => ({
    'marks.csv': csv(['local_id,school_urn,date,session,code', ...lines].join('\n')),
  });
  const stored = () =>
    rows<{ marks: string }>(store, 'SELECT marks FROM attendance_week ORDER BY week_start').map((week) => week.marks);

  it('merges a week session by session and counts rows', async () => {
    const first = await importAll(
      store,
      marks(
        'K1,118264,02/09/2024,AM,/',
        'K1,118264,02/09/2024,PM,-',
        'K1,118264,03/09/2024,AM,N',
        'K1,118264,03/09/2024,AM,N',
      ),
    );
    expect(counts(first.files)).toEqual(['2 0 2 0']);
    const second = await importAll(
      store,
      marks('K1,118264,02/09/2024,AM,/', 'K1,118264,02/09/2024,PM,\\', 'K1,118264,03/09/2024,AM,I'),
    );
    expect(counts(second.files)).toEqual(['1 1 1 0']);
    expect(stored()).toEqual([weekOf('/ \\ I - - - - - - -')]);
    expect(
      rows(
        store,
        "SELECT field, old ->> '$' AS old, new ->> '$' AS new FROM change JOIN change_set USING (local_no) WHERE batch_id = ? AND table_name = ?",
        second.batchId,
        'attendance_week',
      ),
    ).toEqual([{ field: 'marks', old: weekOf('/ - N - - - - - - -'), new: weekOf('/ \\ I - - - - - - -') }]);
    expect(rows(store, 'SELECT attended, authorised FROM attendance_rollup')).toEqual([{ attended: 2, authorised: 1 }]);
  });

  it('writes nothing at all where the store itself refuses a week that was planned', async () => {
    await store.write(({ connection }) =>
      connection.exec(`CREATE TEMP TRIGGER refuses BEFORE INSERT ON attendance_week WHEN NEW.week_start = '2024-09-09'
        BEGIN SELECT RAISE(ABORT, 'not this week'); END`),
    );
    const lines = ['02/09/2024', '09/09/2024', '16/09/2024'].map((day) => `K1,118264,${day},AM,/`);
    const { previewId } = await preview(store, marks(...lines));
    const { jobId } = await store.call('imports.commit', { previewId, confirmed: [] });
    expect((await ended(store, jobId)).state).toBe('failed');
    expect(stored()).toEqual([]);
    expect(rows(store, 'SELECT * FROM import_batch')).toEqual([]);
  });

  it('logs new weeks together, and undo takes them back unless a later import changed one', async () => {
    const first = await importAll(store, marks('K1,118264,02/09/2024,AM,/', 'K1,118264,09/09/2024,AM,I'));
    expect(
      rows(
        store,
        "SELECT table_name, field, json_array_length(new, '$.rows') AS weeks FROM change JOIN change_set USING (local_no) WHERE batch_id = ?",
        first.batchId,
      ),
    ).toEqual([{ table_name: 'attendance_week', field: '+', weeks: 2 }]);
    const second = await importAll(store, marks('K1,118264,02/09/2024,AM,L'));
    expect((await undo(store, first.batchId)).error?.message).toContain('1 row of this import was changed since');
    expect(stored()).toHaveLength(2);
    expect((await undo(store, second.batchId)).state).toBe('done');
    expect(stored()[0]).toBe(weekOf('/ - - - - - - - - -'));
    expect((await undo(store, first.batchId)).state).toBe('done');
    expect(stored()).toEqual([]);
    expect(rows(store, 'SELECT * FROM attendance_rollup')).toEqual([]);
  });

  it('refuses every row of a week outside the enrolment, and the mended rows come back', async () => {
    const { files, batchId } = await importAll(
      store,
      marks(
        'K1,118264,02/09/2024,AM,/',
        'K1,118264,17/03/2025,AM,/',
        'K1,118264,18/03/2025,PM,\\',
        'K1,118264,18/03/2025,PM,ZZ',
        'K1,118265,02/09/2024,AM,/',
        'K2,118264,02/09/2024,AM,/',
        'K1,999999,02/09/2024,AM,/',
      ),
    );
    expect(counts(files)).toEqual(['1 0 0 6']);
    expect(files[0]?.refusals.map(({ row, field }) => `${row} ${field}`)).toEqual([
      '3 school_urn',
      '4 school_urn',
      '5 code',
      '6 school_urn',
      '7 local_id',
      '8 school_urn',
    ]);
    const { text } = await store.call('imports.refusedRows', { of: batchId, fileName: 'marks.csv' });
    expect(text.split('\r\n')).toHaveLength(8);
    expect(text).toContain('bring in the enrolment first');
    await importAll(store, {
      'enrolments.csv': csv(`local_id,school_urn,kind,start,end
        K1,118264,main,01/09/2024,`),
    });
    const mended = await importAll(store, {
      'marks.csv': text.replace(',ZZ,', ',I,').replace('18/03/2025,PM,I', '19/03/2025,PM,I'),
    });
    expect(counts(mended.files)).toEqual(['3 0 0 3']);
  });
});

describe('enrolments, SEN, suspensions', () => {
  it('keeps two main enrolments open and lists them, whatever the order of rows', async () => {
    await store.write((writer) => aChild(writer, { localId: 'K2' }));
    const lines = ['K2,118264,main,01/09/2022,', 'K2,118265,main,01/09/2024,'];
    const file = (order: string[]) => ({ 'e.csv': csv(['local_id,school_urn,kind,start,end', ...order].join('\n')) });
    const { files } = await importAll(store, file(lines.toReversed()));
    expect(files[0]?.warnings.join('\n')).toContain('Two main registrations');
    const ends = () =>
      rows(
        store,
        "SELECT start_date, end_date FROM enrolment JOIN child_identifier USING (child_id) WHERE value = 'K2' ORDER BY start_date",
      );
    const expected = [
      { start_date: '2022-09-01', end_date: null },
      { start_date: '2024-09-01', end_date: null },
    ];
    expect(ends()).toEqual(expected);
    expect(counts((await importAll(store, file(lines))).files)).toEqual(['0 0 2 0']);
    expect(ends()).toEqual(expected);
  });

  it('ends an open SEN status when another begins, and refuses an overlap', async () => {
    const sen = (line: string) => ({ 'sen.csv': csv(`local_id,status,from,to\n${line}`) });
    await importAll(store, sen('K1,K,01/09/2022,31/08/2024'));
    expect((await importAll(store, sen('K1,E,01/01/2024,'))).files[0]?.refusals).toMatchObject([{ field: 'from' }]);
    await importAll(store, sen('K1,E,01/09/2024,'));
    await importAll(store, sen('K1,N,01/03/2025,'));
    expect(rows(store, 'SELECT status, valid_to FROM sen_status ORDER BY valid_from')).toEqual([
      { status: 'K', valid_to: '2024-08-31' },
      { status: 'E', valid_to: '2025-02-28' },
      { status: 'N', valid_to: null },
    ]);
  });

  it('changes the status of a suspension that comes again', async () => {
    const suspension = (status: string) => ({
      's.csv': csv(
        `local_id,school_urn,category,start_date,sessions,reason1,status\nK1,118264,FIXD,14/11/2024,4,PA,${status}`,
      ),
    });
    expect(counts((await importAll(store, suspension(''))).files)).toEqual(['1 0 0 0']);
    expect(counts((await importAll(store, suspension('quashed'))).files)).toEqual(['0 1 0 0']);
    expect(rows(store, 'SELECT category, sessions, status, school_id FROM suspension')).toEqual([
      { category: 'SUSP', sessions: 4, status: 'quashed', school_id: schoolId },
    ]);
  });
});

describe('PEPs', () => {
  const pep = (held: string, signedOff: string, grade: string) => ({
    'peps.csv': csv(
      `local_id,school_urn,due,held,submitted,signed_off,section_1_grade,section_1_reason,target_1_what,target_1_when,target_1_who
      K1,118264,20/12/2024,${held},13/12/2024,${signedOff},${grade},Because,Read aloud,04/04/2025,Teacher`,
    ),
  });

  it('change in place until signed off; then a difference is a new version', async () => {
    expect(counts((await importAll(store, pep('11/12/2024', '', 'amber'))).files)).toEqual(['1 0 0 0']);
    expect(counts((await importAll(store, pep('11/12/2024', '18/12/2024', 'green'))).files)).toEqual(['0 1 0 0']);
    expect(counts((await importAll(store, pep('11/12/2024', '18/12/2024', 'green'))).files)).toEqual(['0 0 1 0']);
    expect(counts((await importAll(store, pep('11/12/2024', '18/12/2024', 'red'))).files)).toEqual(['0 1 0 0']);
    expect(
      rows(
        store,
        'SELECT pep.version, pep.status, older.version AS amends, grade FROM pep LEFT JOIN pep AS older ON older.id = pep.amends_id JOIN pep_section ON pep_section.pep_id = pep.id ORDER BY pep.version',
      ),
    ).toEqual([
      { version: 1, status: 'signedOff', amends: null, grade: 'green' },
      // A red PEP goes back to the designated teacher; it is never signed off.
      { version: 2, status: 'returned', amends: 1, grade: 'red' },
    ]);
  });
});
