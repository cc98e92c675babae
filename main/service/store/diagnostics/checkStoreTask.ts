import { checkHistory, type HistoryCheck } from '#db/history/checkHistory.ts';
import { openForReading } from '#db/open.ts';
import type { Tell } from '#service/jobs/wire.ts';

/**
 * What SQLite says of a store: how many faults it found in its pages and indexes, and rows without the row they belong to; and
 * whether the history of its changes is whole.
 */
export type StoreCheck = { faults: number; orphans: number; history: HistoryCheck | null };

/** Runs `integrity_check` and `foreign_key_check` on a store that others may have open. Its messages stay here: only counts. */
export function checkStoreTask(input: { store: string; key: Buffer }, tell: Tell): StoreCheck {
  tell(0, 3, 'Checking every page');
  const connection = openForReading(input.store, input.key);
  try {
    const found = connection.pragma('integrity_check') as { integrity_check: string }[];
    const faults = found.filter((each) => each.integrity_check !== 'ok').length;
    tell(1, 3, 'Checking that rows belong together');
    const orphans = (connection.pragma('foreign_key_check') as unknown[]).length;
    tell(2, 3, 'Checking the history of changes');
    return { faults, orphans, history: checkHistory(connection) };
  } finally {
    connection.close();
  }
}
