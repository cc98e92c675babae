import { bytesOf, type Stretcher, stretch } from '#db/keys/stretch.ts';
import { runOffThread } from '../offThread/runOffThread.ts';

/** Below this a thread takes longer to start than the stretching does. */
const worthAThread = 4_096;

/** Stretches a passphrase while the store is open without keeping other calls waiting for half a second. */
export const stretchOffThread: Stretcher = async (secret, salt, cost) => {
  if (cost.memoryKiB < worthAThread) return stretch(secret, salt, cost);
  const bytes = bytesOf(secret);
  try {
    return Buffer.from(await runOffThread('stretch', { secret: bytes, salt: Uint8Array.from(salt), cost }));
  } finally {
    bytes.fill(0);
  }
};
