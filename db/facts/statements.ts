import type { PlainDate } from '#domain/calendar/plainDate.ts';
import { standingMerges } from '../history/sinceMerge.ts';
import type { Connection, ReadConnection } from '../open.ts';
import { nowOf } from '../queries/nowOf.ts';
import type { Writer } from '../write.ts';

/** What one file (form, returned pack) spoke of: for each child, by the names that rules give it. */
export interface Statement {
  readonly source: string;
  readonly asOf: PlainDate;
  readonly saidOf: ReadonlyMap<string, ReadonlySet<string>>;
}

type Reader = Pick<Connection | ReadConnection, 'prepare'>;
type Group = { said: string[]; children: string[] };

/** Puts on record what a source spoke of, whether or not it changed anything: children of whom the same was said together. */
export function writeStatement(writer: Writer, batchId: string, { source, asOf, saidOf }: Statement): void {
  const groups = new Map<string, Group>();
  for (const [childId, said] of saidOf) {
    const names = [...said].sort();
    const key = names.join('\n');
    const group = groups.get(key);
    if (group) group.children.push(childId);
    else groups.set(key, { said: names, children: [childId] });
  }
  if (groups.size === 0) return;
  const content = JSON.stringify([...groups.values()]);
  writer.insert('statement', { batch_id: batchId, source, as_of: asOf, content });
}

const TAKEN_BACK = 'taken back';

/** Puts on record that a change of the settings was taken back by another, where it spoke of anything: a register only grows. */
export function writeTakenBack(writer: Writer, batchId: string, by: { batchId: string; asOf: PlainDate }): void {
  if (!writer.connection.prepare('SELECT 1 FROM statement WHERE batch_id = ?').get(batchId)) return;
  const saidOf = new Map([[batchId, new Set<string>()]]);
  writeStatement(writer, by.batchId, { source: TAKEN_BACK, asOf: by.asOf, saidOf });
}

/** The changes of the settings that were taken back and stay so: one whose taking back was itself taken back stands again. */
function takenBack(connection: Reader): Set<string> {
  const rows = connection
    .prepare<[string], { by: string; content: string }>(
      'SELECT batch_id AS by, content FROM statement WHERE source = ? ORDER BY id DESC',
    )
    .all(TAKEN_BACK);
  const gone = new Set<string>();
  // The newest first: whether a taking back stands is known before what it took back is looked at.
  for (const { by, content } of rows)
    if (!gone.has(by)) for (const { children } of JSON.parse(content) as Group[]) gone.add(children[0] ?? '');
  return gone;
}

/**
 * For each child the latest day after `asOf` as of which each thing has been said already: `what` by child. Statements of a
 * batch that was undone, or of settings that were taken back, do not count. Usually empty: files come in the order of their days.
 * @param of whose statements alone are read, where given
 */
export function saidAfter(connection: Reader, asOf: PlainDate, of = ''): Map<string, Map<string, PlainDate>> {
  const later = connection
    .prepare<[PlainDate, string], { batchId: string; asOf: PlainDate; content: string }>(
      `SELECT batch_id AS batchId, statement.as_of AS asOf, content FROM statement
       WHERE statement.as_of > ? AND instr(content, ?) > 0
         AND NOT EXISTS (SELECT 1 FROM import_batch WHERE id = batch_id AND state = 'undone')
       ORDER BY statement.as_of`,
    )
    .all(asOf, of === '' ? '[' : JSON.stringify(of));
  const found = new Map<string, Map<string, PlainDate>>();
  // What was said of a record that became another's was said of that child.
  const now = nowOf(connection);
  const gone = takenBack(connection);
  for (const { asOf: day, content } of later.filter(({ batchId }) => !gone.has(batchId)))
    for (const { said, children } of JSON.parse(content) as Group[])
      for (const childId of children.map(now)) {
        const ofChild = found.get(childId) ?? new Map<string, PlainDate>();
        found.set(childId, ofChild);
        for (const what of said) ofChild.set(what, day);
      }
  return found;
}

/** By this a statement speaks of published figures and of targets, where it has the id of a child that it speaks of. */
export const BENCHMARKS = 'benchmarks';

/** That adoption closed a record is not undone with the import that said so (`undone`): an opening goes against nothing. */
const NEVER_TAKEN_BACK = 'adoption';

/** Tables of what belongs to no child, by whom a statement speaks of when it speaks of them. */
const ofNoChild: Readonly<Record<string, string>> = {
  school: 'schools',
  school_contact: 'schools',
  school_link: 'schools',
  benchmark: BENCHMARKS,
  target: BENCHMARKS,
};

/**
 * What a batch said and changed, and later imports that stand have said again: each of them was ruled over what this batch had
 * left, and where it said the same it only confirmed it, so that taking this batch back alone would go against it.
 *
 * @returns how many later imports, their files, the newest first, and of how many children (or lists of schools, of figures)
 */
export function saidAgain(connection: Reader, batchId: string): { imports: number; files: string[]; of: number } {
  const now = nowOf(connection);
  const changed = new Set(
    connection
      .prepare<[string], { childId: string | null; tableName: string }>(
        `SELECT DISTINCT subject_id AS childId, table_name AS tableName FROM change_set
         JOIN change ON change.local_no = change_set.local_no WHERE batch_id = ?`,
      )
      .all(batchId)
      .map(({ childId, tableName }) => (childId === null ? (ofNoChild[tableName] ?? '') : now(childId))),
  );
  const own = new Map<string, Set<string>>();
  const saidBy = connection.prepare<[string], string>('SELECT content FROM statement WHERE batch_id = ?').pluck();
  const saidSince = connection.prepare<[string], { batch: string; source: string; content: string }>(
    `SELECT batch_id AS batch, source, content FROM statement JOIN import_batch ON import_batch.id = batch_id AND state = 'committed'
     WHERE statement.id > (SELECT max(id) FROM statement WHERE batch_id = ?) ORDER BY statement.id DESC`,
  );
  for (const content of saidBy.all(batchId))
    for (const { said, children } of JSON.parse(content) as Group[])
      for (const childId of children.map(now).filter((each) => changed.has(each)))
        own.set(childId, new Set([...(own.get(childId) ?? []), ...said.filter((what) => what !== NEVER_TAKEN_BACK)]));
  const [batches, files, again] = [new Set<string>(), new Set<string>(), new Set<string>()];
  if (own.size > 0)
    for (const { batch, source, content } of saidSince.all(batchId))
      for (const { said, children } of JSON.parse(content) as Group[])
        for (const childId of children.map(now).filter((each) => said.some((what) => own.get(each)?.has(what)))) {
          batches.add(batch);
          files.add(source);
          again.add(childId);
        }
  // Two records made one were ruled over too: what this batch said of either decided what became of the other's rows.
  const ownNo = connection.prepare<[string], number>('SELECT max(local_no) FROM change_set WHERE batch_id = ?').pluck();
  const last = ownNo.get(batchId) ?? Number.POSITIVE_INFINITY;
  for (const { batchId: batch, staysId, localNo } of standingMerges(connection))
    if (localNo > last && changed.has(now(staysId))) {
      batches.add(batch);
      files.add('Two records made one');
      again.add(now(staysId));
    }
  return { imports: batches.size, files: [...files], of: again.size };
}
