import type { Edits, KindEdits } from '#domain/facts/edits.ts';
import { type FactKind, type FactRows, factKinds } from '#domain/facts/factRows.ts';
import type { Row } from '../history/change.ts';
import type { Writer } from '../write.ts';
import { asStored, factTable } from './factTables.ts';

/** Columns in which a row names another row that may be as new as itself. */
const references = [
  'child_id',
  'school_id',
  'pep_id',
  'amends_id',
  'supersedes_id',
  'with_child_id',
  'batch_id',
] as const;

const inTheirPlace = (row: Row, ids: ReadonlyMap<string, string>): Row => {
  const placed = { ...row };
  for (const column of references) {
    const value = placed[column];
    if (typeof value === 'string') placed[column] = ids.get(value) ?? value;
  }
  return placed;
};

/** The columns that can be written now, and those that name rows which are new themselves. */
function namingNewRows(row: Row, isNew: ReadonlySet<string>): [now: Row, then: Row] {
  const parts: [Row, Row] = [{}, {}];
  for (const [column, value] of Object.entries(row)) {
    const later = typeof value === 'string' && isNew.has(value) && references.some((each) => each === column);
    parts[later ? 1 : 0][column] = value;
  }
  return parts;
}

/**
 * Writes what differs, as the history of one change set: what goes first, then what changes, then what is new, and last what names
 * new rows.
 *
 * @param ids the store's ids of rows that had none yet, by the id a rule gave them; those of this call are added
 */
export function writeEdits(writer: Writer, edits: Edits, ids: Map<string, string> = new Map()): void {
  const each = (work: <Kind extends FactKind>(kind: Kind, of: KindEdits<Kind>) => void, kinds = factKinds) => {
    for (const kind of kinds) {
      const ofKind = edits[kind];
      if (ofKind) work(kind, ofKind as unknown as KindEdits<typeof kind>);
    }
  };
  each((kind, { removed }) => {
    for (const id of removed) writer.remove(factTable(kind).table, id);
  }, [...factKinds].reverse());
  const isNew = new Set(Object.values(edits).flatMap((of) => (of?.added ?? []).map(({ id }) => id)));
  const toNewRows: { table: string; id: string; values: Row }[] = [];
  each((kind, { changed }) => {
    for (const { id, changes } of changed) {
      const { table } = factTable(kind);
      const [now, then] = namingNewRows(asStored(kind, changes), isNew);
      if (Object.keys(now).length > 0) writer.update(table, id, inTheirPlace(now, ids));
      if (Object.keys(then).length > 0) toNewRows.push({ table, id, values: then });
    }
  });
  each((kind, { added }) => {
    for (const fact of added) ids.set(fact.id, addFact(writer, kind, fact, ids));
  });
  for (const { table, id, values } of toNewRows) writer.update(table, id, inTheirPlace(values, ids));
}

/** A new row gets its id here, by its natural key where it has one; a child has its own already. */
function addFact<Kind extends FactKind>(
  writer: Writer,
  kind: Kind,
  fact: FactRows[Kind],
  ids: ReadonlyMap<string, string>,
): string {
  const row = inTheirPlace(asStored(kind, fact), ids);
  const { id: _id, ...values } = row;
  return writer.insert(factTable(kind).table, kind === 'child' ? row : values);
}
