import { openForReading, type ReadConnection } from '#db/open.ts';
import type { Tell } from '#service/jobs/wire.ts';
import type { ImportPlan } from './importPlan.ts';
import { makePlan, type ToPlan } from './makePlan.ts';

/**
 * Reads files and plans what they would do in a thread of its own, from one state of the store: nobody waits behind it, and
 * nothing it does can be seen until the plan is written.
 */
export async function planTask(
  { store, key, toPlan }: { store: string; key: Buffer; toPlan: ToPlan },
  tell: Tell,
): Promise<ImportPlan> {
  let connection: ReadConnection | null = null;
  try {
    const connected = () => {
      connection = openForReading(store, key);
      connection.prepare('BEGIN').run();
      return connection;
    };
    return await makePlan(toPlan, { connected, tell, between: null });
  } finally {
    (connection as ReadConnection | null)?.close();
  }
}
