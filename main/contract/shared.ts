import { z } from 'zod';
import { isAcademicYear } from '#domain/calendar/academicYear.ts';
import { isPlainDate } from '#domain/calendar/plainDate.ts';

export const id = z.uuid();
export const plainDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'a date as YYYY-MM-DD');
export const academicYear = z.string().regex(/^\d{4}\/\d{2}$/, 'an academic year as 2024/25');
/** A day as somebody gives it: one that there is. What is read may hold others, from files of old. */
export const dayGiven = plainDate.refine((day) => isPlainDate(day) && day >= '0001-01-01', 'a day that there is');
export const yearGiven = academicYear.refine(isAcademicYear, 'an academic year as 2024/25');
export const localityFilter = z.union([id, z.literal('unallocated')]).nullable();

/** Why a figure has no value; each is shown in words, never as a dash or a nought. */
export const absentReason = z.enum(['notAvailable', 'notPublished', 'suppressed', 'tooFew', 'noTests']);

export const rag = z.enum(['met', 'floorMet', 'missed', 'tooFew', 'noTarget']);
export type Rag = z.output<typeof rag>;

export const pepGrade = z.enum(['green', 'amber', 'red']);

/** Which children stand behind a figure: passed back to `figures.children` unchanged. */
export const drill = z.object({
  figure: z.string(),
  asAt: dayGiven,
  academicYear: yearGiven.nullable(),
  localityId: localityFilter,
  measure: z.string().nullable(),
  /** Of a measure: all looked after on the outcomes date instead of the 12-month cohort. */
  allLookedAfter: z.boolean().optional(),
  /** Of a measure: unaccompanied asylum-seeking children left out. */
  withoutUasc: z.boolean().optional(),
  /** Of a measure of results: those issued by this day; today where it is not given. */
  issuedBy: dayGiven.optional(),
  /** Of a measure of attendance: its year to the date, of the cohort of the date instead of the year's. */
  toDate: z.boolean().optional(),
});
export type Drill = z.output<typeof drill>;

/** Any figure on a screen, with all that is needed to say honestly what it is. Percentages are 0-100, unrounded. */
export const figure = z.object({
  value: z.number().nullable(),
  unit: z.enum(['count', 'percent', 'points', 'score', 'ratio']),
  absent: absentReason.nullable(),
  numerator: z.number().nullable(),
  denominator: z.number().nullable(),
  /** Children (or PEPs) with a result behind the figure; shown beside it. Null where the figure is itself a count. */
  n: z.number().nullable(),
  cohort: z.string(),
  /** How many of the cohort the data covers, e.g. marks for `with` of `of`. */
  coverage: z.object({ with: z.number(), of: z.number(), words: z.string() }).nullable(),
  /** Lowest and highest value the missing results allow. */
  bounds: z.object({ lowest: z.number(), highest: z.number() }).nullable(),
  /** 95 % interval in the unit of the value. */
  interval: z.object({ low: z.number(), high: z.number() }).nullable(),
  definition: z.string(),
  source: z.string(),
  rag: rag.nullable(),
  target: z.object({ value: z.number(), floor: z.number().nullable(), words: z.string() }).nullable(),
  change: z
    .object({
      size: z.number(),
      word: z.string(),
      direction: z.enum(['up', 'down', 'same']),
      since: z.string(),
      better: z.boolean().nullable(),
    })
    .nullable(),
  drill: drill.nullable(),
});
export type Figure = z.output<typeof figure>;

export const pageInput = { offset: z.int().min(0).default(0), limit: z.int().min(1).max(500).default(100) };

/** Long work: poll `jobs.get` until `state` is not `running`. */
export const jobStarted = z.object({ jobId: id });
