import { randomFillSync } from 'node:crypto';
import { v7 } from 'uuid';

/** Random bytes are fetched a few hundred ids at a time: asking the system for each id costs more than writing its row. */
const pool = new Uint8Array(16 * 512);
let at = pool.length;
let milliseconds = 0;
let sequence = 0;

/**
 * A UUIDv7 made on this device. Each is greater than the one before, also within a millisecond and when the computer's
 * clock goes back, so that new rows go to the end of their index and a log sorts as it was written.
 */
export const newId = (): string => {
  if (at === pool.length) {
    randomFillSync(pool);
    at = 0;
  }
  const random = pool.subarray(at, at + 16);
  at += 16;
  const now = Date.now();
  if (now > milliseconds) {
    milliseconds = now;
    // A random start below half the range leaves two thousand million ids to a millisecond.
    sequence = new DataView(random.buffer, random.byteOffset).getUint32(6) >>> 1;
  } else sequence += 1;
  return v7({ random, msecs: milliseconds, seq: sequence });
};
