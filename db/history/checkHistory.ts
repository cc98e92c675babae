import type { Connection, ReadConnection } from '../open.ts';
import { hashOfSet, type SetHeader } from './hashOfSet.ts';

/** What reading the whole history found: how many sets there are, and how many do not fit what stands before them. */
export type HistoryCheck = { sets: number; broken: number };

/**
 * Reads every change set and compares its hash and number with what it says and with the set before it, device by device.
 * A salvage may have lost sets; what comes after such a gap counts as broken once, where the gap is.
 * @returns null for a store that no version with change sets has opened yet
 */
export function checkHistory(reader: Connection | ReadConnection): HistoryCheck | null {
  if (!reader.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'change_set'").get()) return null;
  const sets = reader
    .prepare(
      `SELECT local_no AS localNo, device_id AS deviceId, set_no AS setNo, clock, actor_id AS actorId, batch_id AS batchId,
         as_of AS asOf, reason, schema, prev_hash AS prevHash, hash FROM change_set ORDER BY device_id, set_no`,
    )
    .all() as (SetHeader & { localNo: number; hash: string })[];
  let before: { deviceId: string; setNo: number; hash: string } | null = null;
  let broken = 0;
  for (const { localNo, hash, ...header } of sets) {
    const last: { setNo: number; hash: string } =
      before?.deviceId === header.deviceId ? before : { setNo: 0, hash: '' };
    const follows = header.setNo === last.setNo + 1 && (header.prevHash ?? '') === last.hash;
    if (!follows || hashOfSet(reader, localNo, header) !== hash) broken += 1;
    before = { deviceId: header.deviceId, setNo: header.setNo, hash };
  }
  const strays = reader
    .prepare('SELECT count(DISTINCT local_no) FROM change WHERE local_no NOT IN (SELECT local_no FROM change_set)')
    .pluck()
    .get() as number;
  return { sets: sets.length, broken: broken + strays };
}
