import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from '../drizzle.ts';

/**
 * What one transaction wrote, as a whole: who, on which device, why. `local_no` is the order in which sets came to this
 * store, and the only order that queries use. Each set of a device has the next number, and a hash over the one before.
 */
export const changeSet = sqliteTable(
  'change_set',
  {
    localNo: integer('local_no').primaryKey(),
    deviceId: text('device_id').notNull(),
    /** Gapless from 1 for each device. */
    setNo: integer('set_no').notNull(),
    /** Hybrid logical clock: rises with every set of a device. It says when, and never decides what holds. */
    clock: text('clock').notNull(),
    actorId: text('actor_id').notNull(),
    batchId: text('batch_id'),
    /** The day that what was said is as of, where whoever brought it gave one. */
    asOf: text('as_of'),
    reason: text('reason'),
    /** Number of the last migration when it was written: which columns its values are of. */
    schema: integer('schema').notNull(),
    prevHash: text('prev_hash'),
    hash: text('hash').notNull(),
  },
  (table) => [
    uniqueIndex('change_set_of_device').on(table.deviceId, table.setNo),
    index('change_set_batch').on(table.batchId, table.localNo),
  ],
);

/**
 * One change of a set. `old` and `new` are JSON; SQL's null is 'there was nothing', JSON's null an empty field.
 * Field `*`: a row added (`new` is the whole of it) or taken out (`old`). Field `+`: rows added together for one owner (weeks
 * of marks of an enrolment), the owner in `row_id` and in `new` their columns and rows. Any other field: its values.
 */
export const change = sqliteTable(
  'change',
  {
    localNo: integer('local_no').notNull(),
    ord: integer('ord').notNull(),
    tableName: text('table_name').notNull(),
    rowId: text('row_id').notNull(),
    field: text('field').notNull(),
    old: text('old'),
    new: text('new'),
    /** The child it is about; null for places, schools, people and settings. */
    subjectId: text('subject_id'),
  },
  (table) => [
    primaryKey({ columns: [table.localNo, table.ord] }),
    index('change_row').on(table.rowId, table.localNo),
    index('change_subject').on(table.subjectId, table.localNo),
  ],
);
