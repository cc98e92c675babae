import { createHash } from 'node:crypto';
import { factTable } from '#db/facts/factTables.ts';
import { marksThatDiffer, moveMarks } from '#db/facts/moveMarks.ts';
import { readFacts } from '#db/facts/readFacts.ts';
import { writeEdits } from '#db/facts/writeFacts.ts';
import { derivedRemover } from '#db/history/derivedOfChild.ts';
import type { ReadConnection } from '#db/open.ts';
import type { Writer } from '#db/write.ts';
import { type Edits, editsBetween } from '#domain/facts/edits.ts';
import { type FactKind, type FactRows, type Facts, factKinds, noFacts } from '#domain/facts/factRows.ts';
import { type Decided, type Merged, mergeChildren } from '#domain/identity/mergeChildren.ts';

type Records = { staysId: string; goesId: string };

export type MergePlan = Merged & { before: { stays: Facts; goes: Facts }; marksThatDiffer: number };

/** What merging two records would do, from what is held now. */
export function planMerge(
  connection: Pick<ReadConnection, 'prepare'>,
  { staysId, goesId }: Records,
  decided: Decided,
  today: string,
): MergePlan {
  const held = readFacts(connection, [staysId, goesId]);
  const before = { stays: held.get(staysId) ?? noFacts, goes: held.get(goesId) ?? noFacts };
  const merged = mergeChildren(before.stays, before.goes, decided, today);
  const differ = merged.aliases
    .filter(({ kind }) => kind === 'enrolments')
    .reduce((sum, { rowId, intoId }) => sum + marksThatDiffer(connection, rowId, intoId), 0);
  return { ...merged, before, marksThatDiffer: differ };
}

/** The same for two plans of the same records as they are held: what a person has seen is what is written. */
export const digestOfMerge = ({ before, marksThatDiffer }: MergePlan): string =>
  createHash('sha256')
    .update(JSON.stringify([before, marksThatDiffer]))
    .digest('hex');

/** The rows of both, without the record that goes: it can only go when nothing stands on it any more. */
function together(stays: Facts, goes: Facts): Facts {
  const rows: { [Kind in FactKind]?: readonly FactRows[FactKind][] } = {};
  for (const kind of factKinds) rows[kind] = kind === 'child' ? stays.child : [...stays[kind], ...goes[kind]];
  return rows as unknown as Facts;
}

/** The changes of rows that name another row: they come before that row goes. */
function referencesOf({ peps, pepSections, pepTargets, results }: Edits): Edits {
  const named = <Row extends object>(changed: readonly { id: string; changes: Partial<Row> }[], column: keyof Row) =>
    changed.flatMap(({ id, changes }) =>
      column in changes ? [{ id, changes: { [column]: changes[column] } as Partial<Row> }] : [],
    );
  const only = { added: [], removed: [] };
  return {
    ...(peps ? { peps: { ...only, changed: named(peps.changed, 'amendsId') } } : {}),
    ...(pepSections ? { pepSections: { ...only, changed: named(pepSections.changed, 'pepId') } } : {}),
    ...(pepTargets ? { pepTargets: { ...only, changed: named(pepTargets.changed, 'pepId') } } : {}),
    ...(results ? { results: { ...only, changed: named(results.changed, 'supersedesId') } } : {}),
  };
}

/**
 * Writes a merge: rows of the record that goes are pointed at the one that stays, those made twice become aliases, kept whole,
 * and the record goes. One change set; undone, both records are as they were.
 */
export function writeMerge(writer: Writer, { staysId, goesId }: Records, plan: MergePlan, why: string): void {
  const { connection } = writer;
  const { stays, goes } = plan.before;
  const before = together(stays, goes);
  const rowsOf = new Map(factKinds.flatMap((kind) => before[kind].map((row) => [row.id, row] as const)));
  const alias = (table: string, rowId: string, intoId: string, content: object | undefined) =>
    writer.insert('row_alias', {
      ...{ table_name: table, row_id: rowId, into_id: intoId, why },
      content: JSON.stringify(content ?? {}),
    });
  for (const { kind, rowId, intoId } of plan.aliases) {
    const weeks = kind === 'enrolments' ? { weeks: moveMarks(writer, rowId, intoId) } : {};
    alias(factTable(kind).table, rowId, intoId, { ...rowsOf.get(rowId), ...weeks });
  }
  const edits = editsBetween(before, plan.facts);
  writeEdits(writer, referencesOf(edits));
  writeEdits(writer, edits);
  const secrets = connection.prepare('SELECT id FROM secret_placement WHERE with_child_id = ?').pluck().all(goesId);
  for (const id of secrets as string[]) writer.update('secret_placement', id, { with_child_id: staysId });
  alias('child', goesId, staysId, goes.child[0]);
  derivedRemover(connection)(goesId);
  writer.remove('child', goesId);
}
