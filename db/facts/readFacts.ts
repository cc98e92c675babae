import { type FactKind, type FactRows, type Facts, factKinds, noFacts } from '#domain/facts/factRows.ts';
import type { Row } from '../history/change.ts';
import type { Connection, ReadConnection } from '../open.ts';
import { asFact, factTable } from './factTables.ts';

const ofPep: ReadonlySet<FactKind> = new Set(['pepSections', 'pepTargets']);

/** The rows of a kind that belong to the children of `?1`, each with its child in front, in an order that is always the same. */
function selectOf(kind: FactKind): string {
  const { table } = factTable(kind);
  if (kind === 'child') return `SELECT id AS "of", * FROM child WHERE id IN (SELECT value FROM json_each(?))`;
  if (ofPep.has(kind))
    return `SELECT pep.child_id AS "of", part.* FROM pep JOIN "${table}" AS part ON part.pep_id = pep.id
      WHERE pep.child_id IN (SELECT value FROM json_each(?)) ORDER BY part.id`;
  return `SELECT child_id AS "of", * FROM "${table}" WHERE child_id IN (SELECT value FROM json_each(?)) ORDER BY id`;
}

/**
 * All that is held of children, by child: what rules are given. A child who is not here has no rows.
 *
 * @param kinds the kinds of fact that are needed; the others are empty
 */
export function readFacts(
  connection: Pick<Connection | ReadConnection, 'prepare'>,
  childIds: readonly string[],
  kinds: readonly FactKind[] = factKinds,
): Map<string, Facts> {
  type Growing = { [Kind in FactKind]: FactRows[FactKind][] };
  // Of most kinds most children have nothing: they share the empty lists.
  const none = noFacts as unknown as Growing;
  const found = new Map<string, Growing>(childIds.map((childId) => [childId, { ...none }]));
  const ids = JSON.stringify(childIds);
  for (const kind of new Set(kinds))
    for (const row of connection.prepare<[string], Row & { of: string }>(selectOf(kind)).all(ids)) {
      const facts = found.get(row.of);
      if (!facts) continue;
      if (facts[kind] === none[kind]) facts[kind] = [];
      facts[kind].push(asFact(kind, row));
    }
  return found as unknown as Map<string, Facts>;
}
