import { latest } from '#domain/calendar/plainDate.ts';
import { isRespite } from '#domain/cohorts/episode.ts';
import { withChanged } from '#domain/facts/edits.ts';
import type { FactKind } from '#domain/facts/factRows.ts';
import { STILL_WITH_US } from '#domain/needs/leaverDecided.ts';
import { type LookedAfterHere, missedFromList } from '#domain/needs/missedFromList.ts';
import type { ImportRun } from '#service/imports/apply/importRun.ts';
import { BATCH } from '#service/imports/plan/importPlan.ts';

/**
 * Puts the children who are looked after here but missing from a full list (`missedFromList`) into the queue of possible
 * leavers, and takes those who are back on it, or whose care has ended since, out of the queue; answers how many are new in
 * it. Nothing closes by itself: `leavers.decide` is how somebody says what has become of them.
 *
 * Short breaks (V3, V4) and sealed records are not expected on it.
 * Source: domain.md section 11.
 */
export function noticePossibleLeavers(
  run: ImportRun,
  onList: ReadonlySet<string>,
  named: ReadonlyMap<string, number>,
): number {
  const { asOf, facts } = run;
  const open = run.all<{ childId: string }>(
    'SELECT DISTINCT child_id AS childId FROM possible_leaver WHERE resolved_on IS NULL',
  );
  const here = lookedAfterHere(run);
  facts.take(
    [...open, ...here].map(({ childId }) => childId),
    ['possibleLeavers'],
  );
  const waiting = new Map(
    facts
      .known(['possibleLeavers'])
      .flatMap(([childId, { possibleLeavers }]) =>
        possibleLeavers.filter(({ resolvedOn }) => resolvedOn === null).map((row) => [childId, row] as const),
      ),
  );
  const resolve = (childId: string, id: string, resolution: string) => {
    const held = facts.of(childId, ['possibleLeavers']);
    const possibleLeavers = withChanged(held.possibleLeavers, id, { resolvedOn: asOf, resolution });
    facts.put(childId, { ...held, possibleLeavers });
  };
  for (const childId of onList) {
    const leaver = waiting.get(childId);
    if (leaver && leaver.noticedOn <= asOf) resolve(childId, leaver.id, 'back on the list');
  }
  const ids = new Set(here.map(({ childId }) => childId));
  for (const [childId, { id, noticedOn }] of waiting)
    if (!onList.has(childId) && !ids.has(childId) && noticedOn <= asOf) {
      resolve(childId, id, 'care ended');
      waiting.delete(childId);
    }
  const lookedAfter = here.map(({ childId, laCode }): LookedAfterHere => {
    const said = facts.of(childId, ['possibleLeavers']).possibleLeavers;
    const days = said.filter(({ resolution }) => resolution === STILL_WITH_US).map(({ resolvedOn }) => resolvedOn);
    return { childId, laCode, saidWithUsOn: latest(days), saidLater: run.saidLater(childId).keys() };
  });
  const all = missedFromList(lookedAfter, { onList, named, asOf });
  // Of one who waits already the list says so again: an earlier list is then not undone beneath it.
  for (const childId of all) run.say(childId, ['not on the list']);
  const missed = all.filter((childId) => !waiting.has(childId));
  for (const childId of missed) {
    const held = facts.of(childId, ['possibleLeavers']);
    const row = {
      ...{ id: facts.fresh(), childId, noticedOn: asOf, batchId: BATCH },
      ...{ resolvedOn: null, resolution: null, leftOn: null, reason: null, decidedBy: null },
    };
    facts.put(childId, { ...held, possibleLeavers: [...held.possibleLeavers, row] });
  }
  return missed.length;
}

const LOOKED_AFTER: readonly FactKind[] = ['child', 'episodes', 'authorities'];

/** Who is looked after on the file's day, with the authority whose child it is: as the store has it, and as was ruled since. */
function lookedAfterHere(run: ImportRun): { childId: string; laCode: string | null }[] {
  const { asOf } = run;
  const stored = run.all<{ childId: string; laCode: string | null }>(
    `SELECT DISTINCT episode.child_id AS childId, (SELECT la_code FROM child_responsible_authority AS authority WHERE authority.child_id = episode.child_id
       AND valid_from <= ? AND (valid_to IS NULL OR valid_to >= ?) ORDER BY valid_from DESC LIMIT 1) AS laCode
     FROM episode JOIN child ON child.id = episode.child_id
     WHERE start_date <= ? AND (end_date IS NULL OR end_date > ?) AND legal_status NOT IN ('V3', 'V4') AND sealed_on IS NULL`,
    ...[asOf, asOf, asOf, asOf],
  );
  const inHand = new Map(run.facts.known(LOOKED_AFTER));
  const ruled = [...inHand].flatMap(([childId, { child, episodes, authorities }]) => {
    const isIn = episodes.some(
      (each) => each.startDate <= asOf && (each.endDate === null || each.endDate > asOf) && !isRespite(each),
    );
    if (!isIn || child[0]?.sealedOn != null) return [];
    const inForce = authorities.filter(
      ({ validFrom, validTo }) => validFrom <= asOf && (validTo === null || validTo >= asOf),
    );
    return [{ childId, laCode: inForce.sort((a, b) => (a.validFrom > b.validFrom ? -1 : 1))[0]?.laCode ?? null }];
  });
  return [...stored.filter(({ childId }) => !inHand.has(childId)), ...ruled];
}
