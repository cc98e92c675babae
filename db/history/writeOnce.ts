import type { Clock } from '../clock.ts';
import type { Connection } from '../open.ts';
import { Writer } from '../write.ts';
import { clockAfterHistory } from './lastSet.ts';

/**
 * Writes to a store that nobody has open yet (an upgrade, a restore, a salvage): one change set of the store's own device,
 * inside the caller's transaction.
 * @param origin.clock the computer's clock; the set's tick rises above those before it all the same
 */
export function writeOnce<Result>(
  connection: Connection,
  origin: { actorId: string; clock: Clock; reason: string },
  work: (writer: Writer) => Result,
): Result {
  const deviceId = connection.prepare("SELECT value FROM store_info WHERE key = 'deviceId'").pluck().get();
  const writer = new Writer(connection, {
    ...origin,
    deviceId: String(deviceId ?? 'unknown'),
    clock: clockAfterHistory(connection, origin.clock),
  });
  const result = work(writer);
  writer.close();
  return result;
}
