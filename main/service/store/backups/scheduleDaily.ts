import type { Clock } from '#db/clock.ts';
import type { Progress } from '#service/context/progress.ts';
import { hasBackupOf } from './backupFolders.ts';

/**
 * Makes a backup on each day the store is open and has none: soon after it was opened, and over midnight too. One that failed
 * is tried again at the next look. Stop it before the store is locked.
 */
export function scheduleDaily(options: {
  folder: string;
  clock: Clock;
  /** Makes the backup; what goes wrong is noted by it and told by the status. */
  backUp: (progress: Progress) => Promise<unknown>;
  /** Milliseconds after opening, and between looks. */
  firstAfter?: number;
  every?: number;
}): { stop: () => void } {
  const { folder, clock, firstAfter = 30_000, every = 15 * 60_000 } = options;
  let [stopped, busy] = [false, false];
  let timer: NodeJS.Timeout;
  const progress: Progress = {
    report: async () => undefined,
    // A lock ends a backup under way at once, so that no thread keeps the key.
    get cancelled() {
      return stopped;
    },
    hold: () => undefined,
  };
  const look = async () => {
    if (!busy && !hasBackupOf(folder, clock.today())) {
      busy = true;
      try {
        await options.backUp(progress);
      } catch {
        // Noted where it was made; the next look tries again.
      } finally {
        busy = false;
      }
    }
    wait(every);
  };
  const wait = (milliseconds: number) => {
    if (stopped) return;
    timer = setTimeout(() => void look(), milliseconds);
    // Waiting for the next look keeps no process alive.
    timer.unref();
  };
  wait(firstAfter);
  return {
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
