import { createHash } from 'node:crypto';
import { readFacts } from '#db/facts/readFacts.ts';
import type { Connection, ReadConnection } from '#db/open.ts';
import {
  byEarlier,
  childrenOfPeps,
  childrenToLookAt,
  childrenWithStretches,
  closedRecords,
  decidedFindings,
  type LogRow,
  lastSetOfEarlier,
  logOfEarlier,
  madeIn,
  oldChanges,
  targetsTakenOut,
} from '#db/queries/earlierVersion.ts';
import { identifiersIndex } from '#db/queries/identifiersIndex.ts';
import { everIdsOf } from '#db/queries/nowOf.ts';
import type { PlainDate } from '#domain/calendar/plainDate.ts';
import { type FactKind, type Facts, noFacts, type PepTargetRow } from '#domain/facts/factRows.ts';
import { closedStill } from '#domain/mending/closedStill.ts';
import type { Finding } from '#domain/mending/finding.ts';
import { findingsOf } from '#domain/mending/findingsOf.ts';
import { madeTwice } from '#domain/mending/madeTwice.ts';

export type OpenFinding = Finding & { readonly id: string };

/** Kinds of fact that the rules of `domain/mending` look at. */
export const lookedAt: readonly FactKind[] = [
  'child',
  'names',
  'birthDates',
  'uasc',
  'authorities',
  'professionals',
  'episodes',
  'enrolments',
  'results',
  'attainmentTargets',
  'suspensions',
  'peps',
  'pepSections',
  'pepTargets',
];

/** Kinds of fact of whose rows it counts how version 0.2 made them. */
const dated = ['names', 'birthDates', 'authorities', 'professionals', 'episodes', 'enrolments'] as const;

/** Where what was read of the log is kept while the store is open. */
const LOG = 'log of version 0.2';
const TARGETS = 'targets that version 0.2 took out';

/** A finding is the same one for as long as it says the same: an answer holds for that. Its id is of the kind that is computed. */
function keyOf({ kind, childId, rowId, was, is }: Finding): string {
  const hex = createHash('sha256')
    .update(JSON.stringify([kind, childId, rowId, was, is]))
    .digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/**
 * What version 0.2 did to facts and nobody has decided yet, from its log and what is held now: what was put right since, by
 * whatever way, is not among it. The log is read once and kept in `memory`. Null in a store that 0.2 never had.
 */
export function openFindings(
  reader: Pick<Connection | ReadConnection, 'prepare'>,
  today: PlainDate,
  memory: Map<string, unknown>,
): { findings: OpenFinding[]; facts: Map<string, Facts> } | null {
  const lastSet = lastSetOfEarlier(reader);
  if (lastSet === null) return null;
  const log = (memory.get(LOG) as LogRow[] | undefined) ?? logOfEarlier(reader, lastSet);
  memory.set(LOG, log);
  const lost = (memory.get(TARGETS) as PepTargetRow[] | undefined) ?? targetsTakenOut(reader, lastSet);
  memory.set(TARGETS, lost);
  const changes = Map.groupBy(oldChanges(reader, log), ({ childId }) => childId);
  const childOf = childrenOfPeps(reader, [...new Set(lost.map(({ pepId }) => pepId))]);
  const lostOf = Map.groupBy(lost, ({ pepId }) => childOf.get(pepId) ?? '');
  const closed = closedRecords(reader);
  const mayBe = [...changes.keys(), ...childOf.values(), ...childrenToLookAt(reader, today)];
  const ids = [...new Set([...mayBe, ...childrenWithStretches(reader)])].filter((id) => !closed.has(id));
  const facts = readFacts(reader, ids, lookedAt);
  const held = [...facts.values()];
  const madeByEarlier = byEarlier(
    reader,
    lastSet,
    held.flatMap((of) => dated.flatMap((kind) => of[kind].map(({ id }) => id))),
  );
  const made = madeIn(
    reader,
    held.flatMap(({ peps }) => peps.map(({ id }) => id)),
  );
  const found = [
    ...ids.flatMap((id) =>
      findingsOf(facts.get(id) ?? noFacts, {
        changes: changes.get(id) ?? [],
        targetsTakenOut: lostOf.get(id) ?? [],
        ...{ today, madeIn: made, byEarlier: madeByEarlier },
      }),
    ),
    ...madeTwice(identifiersIndex(reader), (id) => closed.has(id)),
    ...[...readFacts(reader, [...closed], ['child', 'episodes']).values()].flatMap(closedStill),
  ];
  const decided = decidedFindings(reader);
  // What somebody decided of a record that was made part of another since is decided of that child.
  const ever = everIdsOf(reader);
  const isOpen = (finding: Finding) =>
    !ever(finding.childId).some((childId) => decided.has(keyOf({ ...finding, childId })));
  const findings = found.filter(isOpen).map((finding) => ({ ...finding, id: keyOf(finding) }));
  return { findings, facts };
}
