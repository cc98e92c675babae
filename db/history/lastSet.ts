import type { Clock } from '../clock.ts';
import { HybridClock } from '../hybridClock.ts';
import type { Connection, ReadConnection } from '../open.ts';

/** The set that came to this store last: its number here, and its tick. Undefined in a store without history. */
export const lastSet = (connection: Connection | ReadConnection): { localNo: number; clock: string } | undefined =>
  connection.prepare('SELECT local_no AS localNo, clock FROM change_set ORDER BY local_no DESC LIMIT 1').get() as
    | { localNo: number; clock: string }
    | undefined;

/** A clock that goes on from the last set, so that it rises whatever the computer says the time is. */
export const clockAfterHistory = (connection: Connection, clock: Clock): HybridClock =>
  new HybridClock(clock, lastSet(connection)?.clock ?? null);
