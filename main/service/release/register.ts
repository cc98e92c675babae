import { newId } from '#db/newId.ts';
import type { ReadConnection } from '#db/open.ts';
import { authorityName } from '#db/queries/peers.ts';
import type { Writer } from '#db/write.ts';
import { CallFailure } from '../context/callFailure.ts';
import type { ServiceContext } from '../context/context.ts';
import { factsOfOldRelease } from './oldRelease.ts';
import type { ReleasedFact } from './releasedFact.ts';

export const releaseStates = ['leaving', 'left', 'notWritten', 'neverSent'] as const;
export type ReleaseState = (typeof releaseStates)[number];
export type ReleaseKind = 'gap' | 'overview';

export type Release = {
  id: string;
  at: string;
  by: string;
  kind: ReleaseKind;
  fileName: string;
  state: ReleaseState;
  reason: string | null;
  settledAt: string | null;
  settledBy: string | null;
  /** Null when what it showed can no longer be told. */
  facts: ReleasedFact[] | null;
};

type Row = {
  id: string;
  at: string;
  by: string;
  kind: string;
  parameters: string;
  cells: string;
  state: ReleaseState | null;
  fileName: string | null;
  facts: string | null;
  reason: string | null;
  settledAt: string | null;
  settledBy: string | null;
};

const sql = `SELECT released_report.id, at, coalesce(user.name, 'somebody no longer here') AS by, kind, parameters, cells, state,
    file_name AS fileName, facts, reason, settled_at AS settledAt, settled.name AS settledBy
  FROM released_report LEFT JOIN user ON user.id = released_report.user_id
  LEFT JOIN user AS settled ON settled.id = released_report.settled_by`;

function releaseOf(reader: ReadConnection, row: Row): Release {
  const { parameters, cells, facts, state, fileName, kind, ...rest } = row;
  const known = kind === 'overview' ? 'overview' : 'gap';
  return {
    ...rest,
    kind: known,
    // A release of 0.2 was registered and handed over in one: it counts as left.
    state: state ?? 'left',
    fileName: fileName ?? `${known} of version 0.2`,
    facts: facts === null ? factsOfOldRelease(known, parameters, cells, areasOf(reader)) : parse(facts),
  };
}

function parse(facts: string): ReleasedFact[] | null {
  try {
    return JSON.parse(facts) as ReleasedFact[];
  } catch {
    return null;
  }
}

function areasOf(reader: ReadConnection): Map<string, string | null> {
  const localities = reader.prepare('SELECT id, name FROM locality').all() as { id: string; name: string }[];
  return new Map<string, string | null>([
    ...localities.map(({ id, name }) => [name, id] as const),
    ['Unallocated', 'unallocated'],
    [authorityName(reader), null],
  ]);
}

/** Every release, newest first. */
export const listReleases = (reader: ReadConnection): Release[] =>
  (reader.prepare(`${sql} ORDER BY released_report.id DESC`).all() as Row[]).map((row) => releaseOf(reader, row));

/** Those that may lie with somebody: all but what was certainly not written, and what was never sent. */
export const standingReleases = (reader: ReadConnection): Release[] =>
  listReleases(reader).filter(({ state }) => state === 'leaving' || state === 'left');

/** Changes with every release and every word about one. */
export const registerVersion = (reader: ReadConnection): string =>
  JSON.stringify(
    reader.prepare('SELECT count(*) AS rows, max(id) AS last, max(settled_at) AS settled FROM released_report').get(),
  );

/** Enters a release as leaving, before its bytes are handed over: if the app ends here, it counts as left. */
export function registerLeaving(
  writer: Writer,
  context: ServiceContext,
  release: { kind: ReleaseKind; parameters: unknown; cells: unknown; fileName: string; facts: readonly ReleasedFact[] },
): string {
  return writer.insert('released_report', {
    id: newId(),
    at: new Date(context.clock.now()).toISOString(),
    user_id: context.user.id,
    kind: release.kind,
    parameters: JSON.stringify(release.parameters),
    cells: JSON.stringify(release.cells),
    state: 'leaving',
    file_name: release.fileName,
    facts: JSON.stringify(release.facts),
  });
}

const noSuchRelease = () => new CallFailure('notFound', 'There is no such release.', { field: 'releaseId' });

function requireRelease({ reader }: ServiceContext, releaseId: string): { state: ReleaseState; userId: string } {
  const row = reader
    .prepare("SELECT coalesce(state, 'left') AS state, user_id AS userId FROM released_report WHERE id = ?")
    .get(releaseId) as { state: ReleaseState; userId: string } | undefined;
  if (!row) throw noSuchRelease();
  return row;
}

/**
 * Says whether the bytes of a release came to lie anywhere. Only who exported may say so, only while it is leaving: what
 * once left stays out; for anybody else there is none of that id. Errors: `notFound`, `conflict`.
 */
export async function settleRelease(context: ServiceContext, releaseId: string, written: boolean): Promise<void> {
  const { state, userId } = requireRelease(context, releaseId);
  if (userId !== context.user.id) throw noSuchRelease();
  const outcome = written ? 'left' : 'notWritten';
  if (state === outcome) return;
  if (state !== 'leaving')
    throw new CallFailure('conflict', 'What became of this release has been said already.', { field: 'releaseId' });
  await context.write((writer) =>
    writer.update('released_report', releaseId, {
      state: outcome,
      settled_at: new Date(context.clock.now()).toISOString(),
      settled_by: context.user.id,
    }),
  );
}

/** An administrator says, with a reason, that a release was never sent on. Errors: `notFound`, `conflict`. */
export async function markNeverSent(context: ServiceContext, releaseId: string, reason: string): Promise<void> {
  const { state } = requireRelease(context, releaseId);
  if (state === 'notWritten' || state === 'neverSent')
    throw new CallFailure('conflict', 'This release counts as not sent already.', { field: 'releaseId' });
  await context.write((writer) =>
    writer.update('released_report', releaseId, {
      state: 'neverSent',
      reason,
      settled_at: new Date(context.clock.now()).toISOString(),
      settled_by: context.user.id,
    }),
  );
}
