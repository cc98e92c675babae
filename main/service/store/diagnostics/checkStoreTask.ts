import { openForReading } from '#db/open.ts';
import type { Tell } from '#service/jobs/wire.ts';

/** What SQLite says of a store: how many faults it found in its pages and indexes, and rows without the row they belong to. */
export type StoreCheck = { faults: number; orphans: number };

/** Runs `integrity_check` and `foreign_key_check` on a store that others may have open. Its messages stay here: only counts. */
export function checkStoreTask(input: { store: string; key: Buffer }, tell: Tell): StoreCheck {
  tell(0, 2, 'Checking every page');
  const connection = openForReading(input.store, input.key);
  try {
    const found = connection.pragma('integrity_check') as { integrity_check: string }[];
    const faults = found.filter((each) => each.integrity_check !== 'ok').length;
    tell(1, 2, 'Checking that rows belong together');
    const orphans = (connection.pragma('foreign_key_check') as unknown[]).length;
    return { faults, orphans };
  } finally {
    connection.close();
  }
}
