import type { Connection } from '#db/open.ts';
import { UNALLOCATED } from '#domain/localities/attributeLocality.ts';
import type { CareSpan, LocalityRow } from './careAndLocality.ts';

/** A child's time in care and localities as they are stored: for when only marks changed, which neither follows from. */
export function createStoredCareAndLocality(connection: Connection) {
  // Without an order: asked for one, SQLite walks every child's rows in date order and looks for this child's among them.
  const selectCare = connection.prepare(
    "SELECT start_date AS start, end_date AS end FROM care_period WHERE child_id = ? AND kind = 'all'",
  );
  const selectLocalities = connection.prepare(
    'SELECT start_date AS start, end_date AS end, coalesce(locality_id, ?) AS locality FROM locality_period WHERE child_id = ?',
  );
  return (childId: string): { care: CareSpan[]; localities: LocalityRow[] } => ({
    care: selectCare.all(childId) as CareSpan[],
    localities: selectLocalities.all(UNALLOCATED, childId) as LocalityRow[],
  });
}
