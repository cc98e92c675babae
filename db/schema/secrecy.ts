import { check, index, sql, sqliteTable, text } from '../drizzle.ts';
import { isPeriod, rowId } from './columns.ts';

/**
 * Times for which a child's placement is secret. A fact of the child, apart from the episodes: no import, split of episodes,
 * undo or restored backup takes one away or ends it; a person does, with a reason. `to_date` is the first day that is open.
 *
 * `child_id` refers to no row on purpose: an undo or a restore may take the child away, and the secrecy then waits under the
 * local id for the child to come back.
 */
export const secretPlacement = sqliteTable(
  'secret_placement',
  {
    id: rowId(),
    childId: text('child_id').notNull(),
    localId: text('local_id'),
    issuer: text('issuer'),
    fromDate: text('from_date').notNull(),
    toDate: text('to_date'),
    kind: text('kind').notNull(),
    reason: text('reason').notNull(),
    /** Who said so: a person's name, or the kind of file. */
    saidBy: text('said_by').notNull(),
    /** The child at the same address, for one that is secret because of another. */
    withChildId: text('with_child_id'),
    /** When a person last answered that it is still secret, and why. */
    checkedOn: text('checked_on'),
    checkedReason: text('checked_reason'),
    endedReason: text('ended_reason'),
    answeredBy: text('answered_by'),
  },
  (table) => [
    isPeriod('secret_placement_period', table.fromDate, table.toDate),
    check('secret_placement_ended', sql`${table.toDate} IS NULL OR ${table.endedReason} IS NOT NULL`),
    index('secret_placement_child').on(table.childId),
    index('secret_placement_local').on(table.localId, table.issuer),
  ],
);
