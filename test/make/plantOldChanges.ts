import { join } from 'node:path';
import { readKeyFile } from '#db/keys/keyFile.ts';
import { stretch } from '#db/keys/stretch.ts';
import { unlockKeyFile } from '#db/keys/unlockKeyFile.ts';
import { newId } from '#db/newId.ts';
import { type Connection, openForWriting } from '#db/open.ts';

type Row = Record<string, string | number | null>;

/** Writes to a store of version 0.2 as that version did: rows, and its log with values as text. */
class OldWriter {
  readonly #connection: Connection;
  #tick = Date.parse('2025-03-30T10:00:00Z');

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Takes out a row, as version 0.2 logged it: with all that it held. */
  remove(table: string, id: string, batch: string): void {
    const before = this.#connection.prepare(`SELECT * FROM "${table}" WHERE id = ?`).get(id) as Row;
    this.#connection.prepare(`DELETE FROM "${table}" WHERE id = ?`).run(id);
    this.#log(table, id, '*', JSON.stringify(before), null, batch);
  }

  one(sql: string): string {
    return String(this.#connection.prepare(sql).pluck().get());
  }

  batch(title: string, { on = '2025-03-30', file = '' } = {}): string {
    const id = newId();
    const counts = { dataRows: 1, added: 0, changed: 1, unchanged: 0, refused: 0, refusals: [], warnings: [] };
    const list = { name: file, format: 'looked-after-list', formatTitle: 'Current looked-after list', ...counts };
    const files = file === '' ? [] : [list];
    const by = this.one('SELECT id FROM user LIMIT 1');
    this.#connection
      .prepare("INSERT INTO import_batch (id, at, user_id, title, files, state) VALUES (?, ?, ?, ?, ?, 'committed')")
      .run(id, `${on}T10:00:00.000Z`, by, title, JSON.stringify(files));
    return id;
  }

  insert(table: string, row: Row, batch: string | null = null): string {
    const whole: Row = { id: newId(), ...row };
    const names = Object.keys(whole);
    this.#connection
      .prepare(`INSERT INTO "${table}" (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`)
      .run(...Object.values(whole));
    this.#log(table, String(whole.id), '*', null, null, batch);
    return String(whole.id);
  }

  update(table: string, id: string, changes: Row, batch: string): void {
    const before = this.#connection.prepare(`SELECT * FROM "${table}" WHERE id = ?`).get(id) as Row;
    for (const [field, value] of Object.entries(changes)) {
      if (before[field] === value) continue;
      this.#connection.prepare(`UPDATE "${table}" SET "${field}" = ? WHERE id = ?`).run(value, id);
      this.#log(table, id, field, before[field] ?? null, value, batch);
    }
  }

  #log(table: string, id: string, field: string, old: unknown, now: unknown, batch: string | null): void {
    this.#tick += 1;
    const text = (value: unknown) => (value === null ? null : String(value));
    this.#connection
      .prepare('INSERT INTO change_log VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
      .run(
        ...[newId(), table, id, field, text(old), text(now), 'user', 'device'],
        ...[this.#tick.toString(16).padStart(11, '0').padEnd(16, '0'), batch, batch && 'import'],
      );
  }
}

/** A child as version 0.2 held one, in care in Thanet with an episode of the list. */
function aChildOf(write: OldWriter, localId: string, born: string, forename = 'Ida'): string {
  const childId = write.insert('child', { sex: 'F', disabled: 0 });
  const since = { child_id: childId, valid_from: born };
  write.insert('child_identifier', { ...since, kind: 'localId', value: localId, issuer: '886' });
  write.insert('child_name', { ...since, kind: 'legal', surname: 'Planted', forename });
  write.insert('child_date_of_birth', { ...since, date_of_birth: born, disputed: 0 });
  write.insert('child_responsible_authority', { ...since, la_code: '886' });
  return childId;
}

/**
 * Plants in a closed store of version 0.2 what that version did to facts, with the log it kept of it: a start moved, a target
 * overwritten, a re-mark turned back, dates of a PEP blanked, a placement forgotten, an empty PEP and a child made twice; of a second child what it did
 * with days; and a record closed on an adoption that was taken back.
 *
 * @returns the ids of the records
 */
export async function plantOldChanges(folder: string, passphrase: string): Promise<ReturnType<typeof plant>> {
  const keyFile = readKeyFile(join(folder, 'children.vskkey'));
  const unlocked = keyFile && (await unlockKeyFile(keyFile, passphrase, 'passphrase', stretch));
  const key = unlocked?.keys.get(keyFile?.current ?? '');
  if (!key) throw new Error('The store was not unlocked.');
  const connection = openForWriting(join(folder, 'children.vsk'), key);
  try {
    return connection.transaction(() => plant(new OldWriter(connection)))();
  } finally {
    connection.close();
  }
}

/** A second child, to whom version 0.2 did what it did with days: births, names, a worker, an episode, and PEP targets. */
function plantDays(write: OldWriter): { bo: string; closed: string } {
  const bo = aChildOf(write, 'PL2', '2012-08-01', 'Bo');
  const [list, ret, late] = [
    write.batch('List', { on: '2025-04-15', file: 'list 2025-03-31.csv' }),
    write.batch('The later return'),
    write.batch('An older list', { on: '2025-04-20', file: 'list 2025-03-03.csv' }),
  ];
  const made = (table: string, row: Row, from: string, batch: string) =>
    write.insert(table, { child_id: bo, ...row, valid_from: from }, batch);
  const ended = (table: string, id: string, on: string, batch: string) =>
    write.update(table, id, { valid_to: on }, batch);
  const id = (table: string) => write.one(`SELECT id FROM "${table}" WHERE child_id = '${bo}' AND valid_to IS NULL`);
  ended('child_date_of_birth', id('child_date_of_birth'), '2025-04-14', list);
  made('child_date_of_birth', { date_of_birth: '2012-09-01', disputed: 1 }, '2025-04-15', list);
  ended('child_name', id('child_name'), '2025-04-14', list);
  made('child_name', { kind: 'legal', surname: 'Plånted', forename: 'Bo' }, '2025-04-15', list);
  const worker = (name: string) => ({ kind: 'socialWorker', name });
  const first = made('child_professional', worker('Ann Early'), '2022-01-10', ret);
  ended('child_professional', first, '2025-04-14', list);
  const second = made('child_professional', worker('Bea Right'), '2025-04-15', list);
  ended('child_professional', second, '2025-04-19', late);
  made('child_professional', worker('Ann Early'), '2025-04-20', late);
  const care = { child_id: bo, placement_type: 'U6', confidential: 0, source: 'SSDA903', reason_started: 'S' };
  const episode = { ...care, legal_status: 'C1' };
  write.insert('episode', { ...episode, start_date: '2024-02-01', carer: 'Mrs Stone' }, write.batch('A return'));
  write.insert('episode', { ...episode, start_date: '2024-02-03' }, ret);
  const pep = write.insert('pep', {
    ...{ child_id: bo, version: 1, reason: 'review', due_on: '2024-12-13', held_on: '2024-12-10', status: 'draft' },
  });
  const target = (position: number, what: string) =>
    write.insert('pep_target', {
      ...{ pep_id: pep, position, what, when_by: 'July', who: 'Bo', how_often: 'daily', evaluation: 'notEvaluated' },
    });
  write.update('pep_target', target(1, 'Read each day'), { how_often: null }, ret);
  const section = write.insert('pep_section', { pep_id: pep, section: 'childsVoice', filled: 1, grade: 'amber' });
  write.update('pep_section', section, { grade: null }, ret);
  write.remove('pep_target', target(2, 'Join the choir'), ret);
  const closed = aChildOf(write, 'PL3', '2019-05-05', 'Cy');
  write.insert('episode', { ...episode, child_id: closed, start_date: '2023-02-01' });
  write.update('child', closed, { sealed_on: '2024-03-01' }, ret);
  return { bo, closed };
}

function plant(write: OldWriter): { ida: string; again: string; bo: string; closed: string } {
  const ida = aChildOf(write, 'PL1', '2011-02-14');
  const again = aChildOf(write, 'PL9', '2011-02-24');
  const schoolId = write.one('SELECT id FROM school ORDER BY urn LIMIT 1');
  const district = write.one("SELECT id FROM district WHERE name = 'Thanet'");
  const batch = write.batch('The old import');
  const care = { child_id: ida, placement_type: 'U6', confidential: 0, source: 'list' };
  write.insert('episode', {
    ...{ ...care, start_date: '2022-01-10', end_date: '2024-01-10', reason_started: 'S', reason_ceased: 'X1' },
    ...{ legal_status: 'C1', carer: 'Mrs Stone', placement_postcode: 'CT9 1AB', placement_district_id: district },
  });
  write.insert('episode', { ...care, start_date: '2024-01-10', reason_started: 'L', legal_status: 'C2' });
  const enrolment = write.insert('enrolment', {
    ...{ child_id: ida, school_id: schoolId, kind: 'main', start_date: '2022-09-01', nc_year: 7 },
    ...{ part_time_sessions: 6, alternative_provision: 1 },
  });
  write.update('enrolment', enrolment, { start_date: '2023-09-01', nc_year: 8 }, batch);
  const timetable = { part_time_sessions: null, alternative_provision: 0 };
  write.update('enrolment', enrolment, { start_date: '2024-09-01', nc_year: 9, ...timetable }, batch);
  const of = { child_id: ida, academic_year: '2024/25', key_stage: 'KS4', subject: 'maths', component: 'grade' };
  const target = write.insert('attainment_target', { ...of, kind: 'target', value: '6', set_on: '2024-10-01' });
  write.update('attainment_target', target, { value: '4' }, batch);
  const result = { ...of, status: 'final', entry: 'first', source: 'import' };
  const first = write.insert('attainment_result', { ...result, value: '5', received_on: '2024-08-21' });
  const mark = { ...result, value: '6', received_on: '2024-10-10', supersedes_id: first };
  const second = write.insert('attainment_result', mark);
  write.insert('attainment_result', { ...result, value: '5', received_on: '2024-08-21', supersedes_id: second });
  const pep = { child_id: ida, school_id: schoolId, version: 1, reason: 'review' };
  const held = { held_on: '2024-12-10', submitted_on: '2024-12-12', status: 'submitted' };
  const blanked = write.insert('pep', { ...pep, ...held, due_on: '2024-12-13' });
  write.update('pep', blanked, { held_on: null, submitted_on: null, status: 'due' }, batch);
  write.insert('pep', { ...pep, due_on: '2024-05-13', status: 'due' });
  write.insert('pep', { ...pep, due_on: '2024-05-20', status: 'submitted', held_on: '2024-05-20' }, batch);
  return { ida, again, ...plantDays(write) };
}
