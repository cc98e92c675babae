import type { Writer } from '#db/write.ts';
import type { AppliedWeeks } from './apply/applyAttendance.ts';
import type { Fault } from './formats/types.ts';

/** The refusal of a row that a CHECK or a key of the store itself does not take. Anything else is a bug, and thrown again. */
export function refusedByStore(error: unknown): Fault {
  if (!String((error as { code?: unknown }).code ?? '').startsWith('SQLITE_CONSTRAINT')) throw error;
  const reason = `The store does not take this row (${(error as Error).message}): compare it with the template's example`;
  return { field: '', value: '', reason };
}

/** Applies weeks; where the store refuses one, all that was written and counted of them is taken back and the fault answered. */
export function weeksInSavepoint({ connection }: Writer, apply: () => void, counts: AppliedWeeks): Fault | null {
  const { added, changed, unchanged } = counts;
  const refused = counts.refused.length;
  connection.exec('SAVEPOINT import_weeks');
  let fault: Fault | null = null;
  try {
    apply();
  } catch (error) {
    fault = refusedByStore(error);
    connection.exec('ROLLBACK TO import_weeks');
    Object.assign(counts, { added, changed, unchanged });
    counts.refused.length = refused;
  }
  connection.exec('RELEASE import_weeks');
  return fault;
}
