import { index, integer, real, sql, sqliteTable, text, uniqueIndex } from '../drizzle.ts';
import { isAcademicYear, rowId } from './columns.ts';

/** A measure by its stable code; its rule lives in `domain/measures`. */
export const measure = sqliteTable(
  'measure',
  {
    id: rowId(),
    code: text('code').notNull(),
    name: text('name').notNull(),
    unit: text('unit').notNull(),
    polarity: text('polarity').notNull(),
    definition: text('definition').notNull(),
  },
  (table) => [uniqueIndex('measure_code').on(table.code)],
);

/** A published figure with its cohort, definition, source, url and vintage; never a neighbour's value, never nought for missing. */
export const benchmark = sqliteTable(
  'benchmark',
  {
    id: rowId(),
    measureId: text('measure_id')
      .notNull()
      .references(() => measure.id),
    /** 'value' of a cohort, or a published 'gap' between two. */
    kind: text('kind').notNull(),
    /** The measure's name as the file prints it. */
    publishedName: text('published_name').notNull(),
    geography: text('geography').notNull(),
    cohortKind: text('cohort_kind').notNull(),
    cohortVariant: text('cohort_variant').notNull(),
    academicYear: text('academic_year').notNull(),
    value: real('value').notNull(),
    unit: text('unit').notNull(),
    definition: text('definition').notNull(),
    source: text('source').notNull(),
    url: text('url').notNull(),
    vintage: text('vintage').notNull(),
    confidence: text('confidence').notNull(),
  },
  (table) => [
    isAcademicYear('benchmark_year', table.academicYear),
    index('benchmark_measure').on(table.measureId, table.academicYear, table.geography, table.cohortKind),
  ],
);

/** A target: the largest gap or the least (or greatest) rate, against a named peer, with a floor where one was set. */
export const target = sqliteTable(
  'target',
  {
    id: rowId(),
    measureId: text('measure_id')
      .notNull()
      .references(() => measure.id),
    academicYear: text('academic_year').notNull(),
    geography: text('geography').notNull(),
    kind: text('kind').notNull(),
    value: real('value').notNull(),
    floor: real('floor'),
    peer: text('peer'),
    source: text('source').notNull(),
    position: integer('position').notNull().default(0),
  },
  (table) => [
    isAcademicYear('target_year', table.academicYear),
    // A gap to England and a gap to Kent may both be set for a year.
    uniqueIndex('target_of_peer').on(table.measureId, table.academicYear, table.geography, table.kind, table.peer),
    // Nulls are never alike in an index: a rate has a target without a peer, and one is enough.
    uniqueIndex('target_without_peer')
      .on(table.measureId, table.academicYear, table.geography, table.kind)
      .where(sql`${table.peer} IS NULL`),
  ],
);
