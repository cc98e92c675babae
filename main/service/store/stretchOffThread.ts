import type { stretchBytes } from '#db/keys/stretch.ts';
import { bytesOf, type Stretcher, stretch } from '#db/keys/stretch.ts';
import { CallFailure } from '../context/callFailure.ts';
import type { Progress } from '../context/progress.ts';
import { runOffThread } from '../jobs/runOffThread.ts';

/** Below so much memory times passes a thread takes longer to start than the stretching does. */
const worthAThread = 4_096;

/** How long one try of a passphrase against one key file may take, in milliseconds: a minute for forty people or more. */
export const stretchDeadline = 60_000;

/** A key file asks for more work than any that this app wrote. */
export class StretchTooLongError extends Error {
  constructor() {
    super(
      'The key file asks for more work than this computer could do in a minute: it is damaged, or somebody altered it. Put back the one that lies beside a backup.',
    );
  }
}

/** Stretches a passphrase in a thread of its own, so that other calls are answered meanwhile; ended by `progress`. */
async function offThread(progress: Progress | undefined, ...[secret, salt, cost]: Parameters<Stretcher>) {
  if (cost.memoryKiB * cost.passes < worthAThread) return stretch(secret, salt, cost);
  const bytes = bytesOf(secret);
  try {
    return Buffer.from(
      await runOffThread<typeof stretchBytes>(
        'stretch',
        { secret: bytes, salt: Uint8Array.from(salt), cost },
        progress,
      ),
    );
  } finally {
    bytes.fill(0);
  }
}

/** Without a deadline, for ways in that this store's own key file has and that were opened before. */
export const stretchOffThread: Stretcher = (secret, salt, cost) => offThread(undefined, secret, salt, cost);

/**
 * Stretches until a deadline that all calls of it share, for a key file that nothing vouches for yet.
 * Throws `StretchTooLongError`.
 */
export function stretchWithin(milliseconds: number): Stretcher {
  const until = performance.now() + milliseconds;
  const progress: Progress = {
    report: async () => undefined,
    hold: () => undefined,
    get cancelled() {
      return performance.now() > until;
    },
  };
  return async (secret, salt, cost) => {
    if (progress.cancelled) throw new StretchTooLongError();
    try {
      return await offThread(progress, secret, salt, cost);
    } catch (error) {
      throw error instanceof CallFailure && error.code === 'cancelled' ? new StretchTooLongError() : error;
    }
  };
}
