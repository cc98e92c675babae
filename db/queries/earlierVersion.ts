import type { Connection, ReadConnection } from '#db/open.ts';
import { dayInName } from '#domain/facts/dayInName.ts';
import type { FactKind, PepTargetRow } from '#domain/facts/factRows.ts';
import type { MadeByEarlier, OldChange } from '#domain/mending/finding.ts';
import { asFact, factTable } from '../facts/factTables.ts';
import type { Row } from '../history/change.ts';

type Reader = Pick<Connection | ReadConnection, 'prepare'>;

/** Sets of the log of version 0.2 bear the number of the migration that carried them over; what is written since, a later one. */
const CARRIED_OVER = 10;

/** The last set that version 0.2 wrote, or null in a store that it never had. */
export const lastSetOfEarlier = (reader: Reader): number | null =>
  reader
    .prepare<[number], number>('SELECT max(local_no) FROM change_set WHERE schema <= ?')
    .pluck()
    .get(CARRIED_OVER) ?? null;

/** Fields of which version 0.2 may have lost what they held, by kind of fact. */
const watched = {
  enrolments: ['start_date', 'part_time_sessions', 'alternative_provision'],
  attainmentTargets: ['value'],
  peps: ['held_on', 'submitted_on', 'signed_off_on', 'graded_by', 'graded_on'],
  episodes: [
    'carer',
    'placement_postcode',
    'placement_district_id',
    'placement_provider',
    'home_postcode',
    'need_code',
  ],
  suspensions: ['reason_1', 'reason_2', 'reason_3'],
  pepSections: ['grade', 'reason'],
  pepTargets: ['where_place', 'how_often'],
} as const satisfies Partial<Record<FactKind, readonly string[]>>;
type Watched = keyof typeof watched;
const kinds = Object.keys(watched) as Watched[];

export type LogRow = { tableName: string; rowId: string; field: string; old: string; now: string };
const kindOf = new Map<string, Watched>(kinds.map((kind) => [factTable(kind).table, kind]));

/** The log of version 0.2 about such fields, the latest last. It never changes; reading it is half a second in a large store. */
export const logOfEarlier = (reader: Reader, lastSet: number): LogRow[] =>
  reader
    .prepare<[number, string, string], LogRow>(
      `SELECT table_name AS tableName, row_id AS rowId, field, coalesce(old, 'null') AS old, coalesce(new, 'null') AS now
       FROM change WHERE local_no <= ? AND table_name IN (SELECT value FROM json_each(?))
         AND field IN (SELECT value FROM json_each(?)) ORDER BY local_no, ord`,
    )
    .all(lastSet, JSON.stringify([...kindOf.keys()]), JSON.stringify(Object.values(watched).flat()));

/** What version 0.2 changed by its log, with the child whose the row is now. */
export function oldChanges(reader: Reader, rows: readonly LogRow[]): OldChange[] {
  const childOf = new Map<string, string>();
  for (const kind of kinds) {
    const { table } = factTable(kind);
    const ids = [...new Set(rows.filter(({ tableName }) => tableName === table).map(({ rowId }) => rowId))];
    const isOfPep = kind === 'pepSections' || kind === 'pepTargets';
    for (const { id, childId } of reader
      .prepare<[string], { id: string; childId: string }>(
        `SELECT "${table}".id AS id, child_id AS childId FROM "${table}" ${isOfPep ? 'JOIN pep ON pep.id = pep_id' : ''}
         WHERE "${table}".id IN (SELECT value FROM json_each(?))`,
      )
      .all(JSON.stringify(ids)))
      childOf.set(id, childId);
  }
  return rows.flatMap(({ tableName, rowId, field, old, now }) => {
    const kind = kindOf.get(tableName);
    const childId = childOf.get(rowId);
    const column = kind && factTable(kind).columns.find(({ name }) => name === field);
    if (!kind || !column || childId === undefined) return [];
    const value = (json: string) => {
      const plain = JSON.parse(json) as OldChange['now'];
      return column.isFlag ? plain === 1 : plain;
    };
    return [{ childId, kind, rowId, field: column.key, old: value(old), now: value(now) }];
  });
}

/** Children of whom something is held that version 0.2 may have left: results replaced twice, placements with less than before, PEPs not held. */
export const childrenToLookAt = (reader: Reader, today: string): string[] =>
  reader
    .prepare<[string], string>(
      `SELECT result.child_id FROM attainment_result AS result JOIN attainment_result AS mark ON mark.id = result.supersedes_id
         WHERE mark.supersedes_id IS NOT NULL
       UNION SELECT episode.child_id FROM episode JOIN episode AS before ON before.child_id = episode.child_id
           AND before.end_date = episode.start_date AND before.placement_type = episode.placement_type
         WHERE episode.reason_started = 'L' AND (${[
           'carer',
           'placement_postcode',
           'placement_district_id',
           'placement_provider',
           'home_postcode',
         ]
           .map((column) => `(episode.${column} IS NULL AND before.${column} IS NOT NULL)`)
           .join(' OR ')})
       UNION SELECT child_id FROM pep WHERE status = 'due' AND held_on IS NULL AND (amends_id IS NOT NULL OR due_on < ? AND EXISTS (
         SELECT 1 FROM pep AS other WHERE other.child_id = pep.child_id AND other.held_on IS NOT NULL
           AND abs(julianday(other.due_on) - julianday(pep.due_on)) <= 28))`,
    )
    .pluck()
    .all(today);

/** Children with stretches of a fact, one after another, of which version 0.2 may have made two of one or dated one wrong. */
export const childrenWithStretches = (reader: Reader): string[] =>
  reader
    .prepare<[], string>(
      `SELECT child_id FROM child_date_of_birth GROUP BY child_id HAVING count(*) > 1
       UNION SELECT child_id FROM child_name GROUP BY child_id, kind HAVING count(*) > 1
       UNION SELECT child_id FROM child_responsible_authority GROUP BY child_id HAVING count(*) > 1
       UNION SELECT child_id FROM child_professional GROUP BY child_id, kind HAVING count(*) > 1
       UNION SELECT child_id FROM enrolment WHERE start_date IN (SELECT substr(at, 1, 10) FROM import_batch)
       UNION SELECT child_id FROM episode WHERE start_date IN (SELECT substr(at, 1, 10) FROM import_batch)
       UNION SELECT one.child_id FROM episode AS one JOIN episode AS other ON other.child_id = one.child_id
         AND other.id <> one.id AND other.start_date >= one.start_date
         AND other.start_date < coalesce(one.end_date, '9999-12-31') AND other.start_date <= date(one.start_date, '+31 days')`,
    )
    .pluck()
    .all();

/** Of rows that version 0.2 made: in which set, in an import of which day, and the day in the name of its one list. */
export function byEarlier(reader: Reader, lastSet: number, rowIds: readonly string[]): Map<string, MadeByEarlier> {
  const imports = new Map(
    reader
      .prepare<[], { id: string; on: string; files: string }>(
        'SELECT id, substr(at, 1, 10) AS "on", files FROM import_batch',
      )
      .all()
      .map(({ id, on, files }) => [id, { importedOn: on, listOf: dayOfList(files, on) }]),
  );
  return new Map(
    (
      reader
        .prepare<[string, number]>(
          `SELECT row_id AS id, min(change.local_no) AS "set", batch_id AS batchId FROM json_each(?)
           CROSS JOIN change ON row_id = value JOIN change_set ON change_set.local_no = change.local_no
           WHERE field = '*' AND old IS NULL AND change.local_no <= ? GROUP BY row_id`,
        )
        .all(JSON.stringify(rowIds), lastSet) as { id: string; set: number; batchId: string | null }[]
    ).map(({ id, set, batchId }) => [
      id,
      { set, ...(imports.get(batchId ?? '') ?? { importedOn: null, listOf: null }) },
    ]),
  );
}

/** The day in the name of the one looked-after list of an import; null where its name has none, or there are several. */
function dayOfList(files: string, on: string): string | null {
  const lists = (JSON.parse(files) as { name?: string; format?: string | null }[]).filter(
    ({ format }) => format === 'looked-after-list',
  );
  const [{ name = '' } = {}, another] = lists;
  return another ? null : dayInName(name, on);
}

/** Targets of PEPs that version 0.2 took out other than by an undo, the latest last. It never changes. */
export const targetsTakenOut = (reader: Reader, lastSet: number): PepTargetRow[] =>
  reader
    .prepare<[number], string>(
      `SELECT old FROM change JOIN change_set ON change_set.local_no = change.local_no
       WHERE change.local_no <= ? AND table_name = 'pep_target' AND field = '*' AND new IS NULL AND old IS NOT NULL
         AND coalesce(reason, '') NOT LIKE 'undo%' ORDER BY change.local_no, ord`,
    )
    .pluck()
    .all(lastSet)
    .map((old) => asFact('pepTargets', JSON.parse(old) as Row));

/** The children of some PEPs that are still there, by the PEP. */
export const childrenOfPeps = (reader: Reader, pepIds: readonly string[]): Map<string, string> =>
  new Map(
    reader
      .prepare<[string]>('SELECT id, child_id FROM pep WHERE id IN (SELECT value FROM json_each(?))')
      .raw()
      .all(JSON.stringify(pepIds)) as [string, string][],
  );

/** In which change set each of some rows was made; one that was taken out and put back, the first time. */
export const madeIn = (reader: Reader, rowIds: readonly string[]): Map<string, number> =>
  new Map(
    reader
      .prepare<[string]>(
        `SELECT row_id, min(local_no) FROM json_each(?) CROSS JOIN change ON row_id = value
         WHERE field = '*' AND old IS NULL GROUP BY row_id`,
      )
      .raw()
      .all(JSON.stringify(rowIds)) as [string, number][],
  );

/** What is decided already, by the key of each; a decision that was undone is none. */
export const decidedFindings = (reader: Reader): Set<string> =>
  new Set(
    reader
      .prepare<[], string>(
        `SELECT content FROM import_question JOIN import_batch ON import_batch.id = batch_id AND state = 'committed'
         WHERE kind = 'earlierVersion'`,
      )
      .pluck()
      .all(),
  );

/** Records that adoption has closed. */
export const closedRecords = (reader: Reader): Set<string> =>
  new Set(reader.prepare<[], string>('SELECT id FROM child WHERE sealed_on IS NOT NULL').pluck().all());
