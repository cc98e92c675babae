import { STILL_WITH_US } from '#domain/needs/leaverDecided.ts';
import { type LookedAfterHere, missedFromList } from '#domain/needs/missedFromList.ts';
import type { ImportRun } from './importRun.ts';

/**
 * Puts the children who are looked after here but missing from a full list (`missedFromList`) into the queue of possible
 * leavers, and takes those who are back on it, or whose care has ended since, out of the queue; answers how many are new in
 * it. Nothing closes by itself: `leavers.decide` is how somebody says what has become of them.
 *
 * Short breaks (V3, V4) and sealed records are not expected on it, nor a child of whom something newer has spoken since: an
 * older list that is brought in late makes nobody missing.
 * Source: domain.md section 11.
 */
export function noticePossibleLeavers(
  run: ImportRun,
  onList: ReadonlySet<string>,
  named: ReadonlyMap<string, number>,
): number {
  const { writer, asOf } = run;
  const waiting = new Map(
    run
      .all<{ id: string; childId: string; noticedOn: string }>(
        'SELECT id, child_id AS childId, noticed_on AS noticedOn FROM possible_leaver WHERE resolved_on IS NULL',
      )
      .map((row) => [row.childId, row]),
  );
  const resolve = (id: string, resolution: string) =>
    writer.update('possible_leaver', id, { resolved_on: asOf, resolution });
  for (const childId of onList) {
    const leaver = waiting.get(childId);
    if (leaver && leaver.noticedOn <= asOf) resolve(leaver.id, 'back on the list');
  }
  const lookedAfter = run.all<LookedAfterHere>(
    `SELECT DISTINCT episode.child_id AS childId, (SELECT la_code FROM child_responsible_authority AS authority WHERE authority.child_id = episode.child_id
       AND valid_from <= ? AND (valid_to IS NULL OR valid_to >= ?) ORDER BY valid_from DESC LIMIT 1) AS laCode,
       (SELECT max(resolved_on) FROM possible_leaver WHERE possible_leaver.child_id = episode.child_id AND resolution = ?) AS saidWithUsOn
     FROM episode JOIN child ON child.id = episode.child_id
     WHERE start_date <= ? AND (end_date IS NULL OR end_date > ?) AND legal_status NOT IN ('V3', 'V4') AND sealed_on IS NULL`,
    asOf,
    asOf,
    STILL_WITH_US,
    asOf,
    asOf,
  );
  const here = new Set(lookedAfter.map(({ childId }) => childId));
  for (const [childId, { id, noticedOn }] of waiting)
    if (!onList.has(childId) && !here.has(childId) && noticedOn <= asOf) {
      resolve(id, 'care ended');
      waiting.delete(childId);
    }
  const missed = missedFromList(lookedAfter, { onList, named, asOf }).filter(
    (childId) => !waiting.has(childId) && run.saidLater(childId).size === 0,
  );
  for (const childId of missed)
    writer.insert('possible_leaver', {
      child_id: childId,
      noticed_on: asOf,
      batch_id: run.batchId,
      resolved_on: null,
      resolution: null,
    });
  return missed.length;
}
