import type { ImportRun } from './importRun.ts';

/**
 * Puts the children who are looked after here but missing from a full list into the queue of possible leavers, and takes
 * those who are back on it, or whose care has ended since, out of the queue; answers how many are new in it. Nothing closes
 * by itself.
 *
 * Only children of the authorities whose list it is are missed from it (see `authoritiesOfList`); short breaks (V3, V4) and
 * sealed records are not expected on it.
 * Source: domain.md section 11.
 * @param onList ids of the children on the list, those whose row was refused among them.
 * @param named how many rows of the list name each authority.
 */
export function noticePossibleLeavers(
  run: ImportRun,
  onList: ReadonlySet<string>,
  named: ReadonlyMap<string, number>,
): number {
  const { writer, today } = run;
  const waiting = new Map(
    run
      .all<{ id: string; childId: string }>(
        'SELECT id, child_id AS childId FROM possible_leaver WHERE resolved_on IS NULL',
      )
      .map((row) => [row.childId, row.id]),
  );
  for (const childId of onList) {
    const id = waiting.get(childId);
    if (id) writer.update('possible_leaver', id, { resolved_on: today, resolution: 'back on the list' });
  }
  const lookedAfter = run.all<{ childId: string; laCode: string | null }>(
    `SELECT DISTINCT episode.child_id AS childId, (SELECT la_code FROM child_responsible_authority AS authority WHERE authority.child_id = episode.child_id
       AND valid_from <= ? AND (valid_to IS NULL OR valid_to >= ?) ORDER BY valid_from DESC LIMIT 1) AS laCode
     FROM episode JOIN child ON child.id = episode.child_id
     WHERE start_date <= ? AND (end_date IS NULL OR end_date > ?) AND legal_status NOT IN ('V3', 'V4') AND sealed_on IS NULL`,
    today,
    today,
    today,
    today,
  );
  const here = new Set(lookedAfter.map(({ childId }) => childId));
  for (const [childId, id] of waiting)
    if (!onList.has(childId) && !here.has(childId)) {
      writer.update('possible_leaver', id, { resolved_on: today, resolution: 'care ended' });
      waiting.delete(childId);
    }
  const authorities = authoritiesOfList(lookedAfter, onList, named);
  let noticed = 0;
  for (const { childId, laCode } of lookedAfter) {
    if (onList.has(childId) || waiting.has(childId) || laCode === null || !authorities.has(laCode)) continue;
    writer.insert('possible_leaver', {
      child_id: childId,
      noticed_on: today,
      batch_id: run.batchId,
      resolved_on: null,
      resolution: null,
    });
    noticed += 1;
  }
  return noticed;
}

/**
 * The authorities whose looked-after list this is: the one that most of its rows name, and any of which it has more than
 * half of the children looked after here. One child of another authority on it makes nobody else of that authority missed.
 */
function authoritiesOfList(
  lookedAfter: readonly { childId: string; laCode: string | null }[],
  onList: ReadonlySet<string>,
  named: ReadonlyMap<string, number>,
): ReadonlySet<string> {
  const most = Math.max(0, ...named.values());
  return new Set(
    [...named].flatMap(([laCode, rows]) => {
      const known = lookedAfter.filter((child) => child.laCode === laCode);
      const there = known.filter((child) => onList.has(child.childId)).length;
      return rows === most || there * 2 > known.length ? [laCode] : [];
    }),
  );
}
