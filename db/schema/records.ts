import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from '../drizzle.ts';
import { flag, isDate, rowId } from './columns.ts';

/** What the store says of itself: device id, demonstration mark, snapshot dates. */
export const storeInfo = sqliteTable('store_info', { key: text('key').primaryKey(), value: text('value').notNull() });

export const importBatch = sqliteTable('import_batch', {
  id: rowId(),
  at: text('at').notNull(),
  userId: text('user_id').notNull(),
  title: text('title').notNull(),
  /** Outcome of each file, as JSON of the contract's `fileOutcome`. */
  files: text('files').notNull(),
  state: text('state').notNull(),
  undoneAt: text('undone_at'),
  undoneReason: text('undone_reason'),
});

/** The refused rows of a committed batch as a CSV to mend and bring back. */
export const importRefusal = sqliteTable(
  'import_refusal',
  {
    id: rowId(),
    batchId: text('batch_id')
      .notNull()
      .references(() => importBatch.id),
    fileName: text('file_name').notNull(),
    csv: text('csv').notNull(),
  },
  (table) => [index('import_refusal_batch').on(table.batchId)],
);

/**
 * What a file, a form or a returned pack spoke of, as of which day, whether or not it changed anything: by this an older file
 * is known for one later. One row a file; the statements of a batch that was undone do not count.
 */
export const statement = sqliteTable(
  'statement',
  {
    id: rowId(),
    batchId: text('batch_id').notNull(),
    source: text('source').notNull(),
    asOf: text('as_of').notNull(),
    /** As JSON: groups of children of whom the same was said, `[{"said": ["legalName"], "children": ["<id>"]}]`. */
    content: text('content').notNull(),
  },
  (table) => [isDate('statement_as_of', table.asOf), index('statement_as_of_day').on(table.asOf)],
);

/**
 * A row of an import that only a person can place: which child it means, or which of two things holds. It waits, with its
 * own cells, until somebody answers; with its batch it is undone.
 */
export const importQuestion = sqliteTable(
  'import_question',
  {
    id: rowId(),
    batchId: text('batch_id')
      .notNull()
      .references(() => importBatch.id),
    fileName: text('file_name').notNull(),
    format: text('format').notNull(),
    asOf: text('as_of').notNull(),
    row: integer('row').notNull(),
    kind: text('kind').notNull(),
    words: text('words').notNull(),
    /** The row's headers, cells and the children it may mean, as JSON. */
    content: text('content').notNull(),
    answer: text('answer'),
    answeredBy: text('answered_by'),
    answeredAt: text('answered_at'),
  },
  (table) => [index('import_question_batch').on(table.batchId)],
);

/** A row that was made twice: the one it became, and the whole of what it was. */
export const rowAlias = sqliteTable(
  'row_alias',
  {
    tableName: text('table_name').notNull(),
    rowId: text('row_id').notNull(),
    intoId: text('into_id').notNull(),
    why: text('why').notNull(),
    content: text('content').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tableName, table.rowId] }), index('row_alias_into').on(table.intoId)],
);

export const auditEntry = sqliteTable(
  'audit_entry',
  {
    id: rowId(),
    at: text('at').notNull(),
    userId: text('user_id').notNull(),
    userName: text('user_name').notNull(),
    action: text('action').notNull(),
    outcome: text('outcome').notNull(),
    detail: text('detail').notNull(),
  },
  (table) => [index('audit_entry_at').on(table.at)],
);

/** The children, schools, batches and reports that an audited call touched. */
export const auditSubject = sqliteTable(
  'audit_subject',
  {
    id: rowId(),
    auditId: text('audit_id')
      .notNull()
      .references(() => auditEntry.id),
    kind: text('kind').notNull(),
    subjectId: text('subject_id').notNull(),
  },
  (table) => [index('audit_subject_subject').on(table.subjectId), index('audit_subject_audit').on(table.auditId)],
);

/**
 * Register of aggregate tables that left the team, so that a later one can be checked against them by difference. A row
 * stands before the bytes are handed over. Columns from `state` on are null in the rows of version 0.2 and before.
 */
export const releasedReport = sqliteTable('released_report', {
  id: rowId(),
  at: text('at').notNull(),
  userId: text('user_id').notNull(),
  kind: text('kind').notNull(),
  parameters: text('parameters').notNull(),
  /** The cells as printed, as JSON. */
  cells: text('cells').notNull(),
  /** 'leaving', 'left', 'notWritten' or 'neverSent'; null is 'left'. Only the last two are left out of comparison. */
  state: text('state'),
  fileName: text('file_name'),
  /** What the shown cells mean, as JSON: measure, year, cohort, UASC, area, date, and the numbers. */
  facts: text('facts'),
  settledAt: text('settled_at'),
  settledBy: text('settled_by'),
  /** Why an administrator says that it was never sent. */
  reason: text('reason'),
});

export const packExport = sqliteTable('pack_export', {
  id: rowId(),
  at: text('at').notNull(),
  userId: text('user_id').notNull(),
  schoolId: text('school_id').notNull(),
  children: integer('children').notNull(),
  folder: text('folder').notNull(),
  protected: flag('protected'),
});

/** What somebody has typed or where they were, kept until it is saved or given up; read by that person only. */
export const draft = sqliteTable(
  'draft',
  {
    id: rowId(),
    userId: text('user_id').notNull(),
    /** What it belongs to: 'place', or a form by its own name. */
    key: text('key').notNull(),
    content: text('content').notNull(),
    savedAt: text('saved_at').notNull(),
  },
  (table) => [uniqueIndex('draft_of_user').on(table.userId, table.key)],
);

/** A row that a salvage read but could not put back in its table, because the row it belongs to was lost. */
export const salvagedRow = sqliteTable(
  'salvaged_row',
  {
    id: rowId(),
    at: text('at').notNull(),
    tableName: text('table_name').notNull(),
    rowKey: text('row_key').notNull(),
    /** The whole row as JSON. */
    content: text('content').notNull(),
    reason: text('reason').notNull(),
  },
  (table) => [index('salvaged_row_of').on(table.tableName, table.rowKey)],
);
