import { createHash } from 'node:crypto';
import type { Connection, ReadConnection } from '../open.ts';
import type { Value } from './change.ts';

/** A set without its changes and without its hash. */
export type SetHeader = {
  deviceId: string;
  setNo: number;
  clock: string;
  actorId: string;
  batchId: string | null;
  asOf: string | null;
  reason: string | null;
  schema: number;
  prevHash: string | null;
};

/**
 * The hash of a set: SHA-256, in hexadecimal, over the hash of the set before it, the set itself and its changes in their
 * order. A set that was altered, left out or put in another place no longer fits the next one.
 *
 * Source: exchange.md section 3.1.
 */
export function hashOfSet(connection: Connection | ReadConnection, localNo: number, header: SetHeader): string {
  const { deviceId, setNo, clock, actorId, batchId, asOf, reason, schema, prevHash } = header;
  const hash = createHash('sha256');
  hash.update(JSON.stringify([prevHash, deviceId, setNo, clock, actorId, batchId, asOf, reason, schema]));
  const changes = connection
    .prepare(
      'SELECT table_name, row_id, field, old, new, subject_id FROM change WHERE local_no = ? ORDER BY local_no, ord',
    )
    .raw()
    .iterate(localNo) as Iterable<Value[]>;
  for (const values of changes) hash.update(`\n${JSON.stringify(values)}`);
  return hash.digest('hex');
}
