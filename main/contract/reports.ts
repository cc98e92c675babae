import { z } from 'zod';
import { defineCall } from './call.ts';
import { targetKinds } from './settings.ts';
import {
  absentReason,
  academicYear,
  dayGiven,
  drill,
  figure,
  id,
  localityFilter,
  plainDate,
  rag,
  yearGiven,
} from './shared.ts';

export const gapRow = z.object({
  academicYear,
  localityId: localityFilter,
  name: z.string(),
  isCounty: z.boolean(),
  /** The cohort's reconciliation: inCohort = withResult + missing + excluded. */
  inCohort: z.number(),
  withResult: z.number(),
  missing: z.number(),
  excluded: z.array(z.object({ reason: z.string(), count: z.number() })),
  /** Children who reached the standard; null for a mean score. */
  reached: z.number().nullable(),
  lookedAfter: z.number().nullable(),
  lookedAfterAbsent: absentReason.nullable(),
  bounds: z.object({ lowest: z.number(), highest: z.number() }).nullable(),
  interval: z.object({ low: z.number(), high: z.number() }).nullable(),
  peer: z.number().nullable(),
  peerNote: z.string().nullable(),
  /** An own figure of a year whose peers are not published yet, while those of an earlier year are. */
  provisional: z.boolean(),
  /** Published value for the same looked-after cohort, beside the one computed from child rows. */
  published: z.number().nullable(),
  gap: figure,
  seriesBreak: z.string().nullable(),
  drill: drill.nullable(),
});
export type GapRow = z.output<typeof gapRow>;

export const gapReportInput = z.object({
  measure: z.string(),
  fromYear: academicYear,
  toYear: academicYear,
  peer: z.enum(['England', 'Kent']).default('Kent'),
  cohort: z.enum(['LAC12', 'all']).default('LAC12'),
  /**
   * Locality rows stand for `toYear`, and where its peers are not published yet also for the last year with a full gap;
   * the county has a row for every year.
   */
  by: z.enum(['county', 'locality']).default('locality'),
  /** Every year for every locality, as the exports and the bench ask. */
  everyYear: z.boolean().default(false),
  uasc: z.enum(['with', 'without']).default('with'),
  /** What was so on this day, as now known: results issued, sessions and suspensions up to it. Null is today. */
  asAt: plainDate.nullable().default(null),
});

/** A report as it leaves: each year by itself, or years taken together, so that more of a key stage by locality can leave. */
export const gapReleaseInput = gapReportInput.extend({ pool: z.enum(['single', 'three', 'all']).default('single') });

/** A target of the report's year, with how the county stands to it against the target's own peer. */
export const reportTarget = z.object({
  academicYear,
  kind: z.enum(targetKinds),
  value: z.number(),
  floor: z.number().nullable(),
  /** Whose figure a gap is measured against; null for a rate, which has no peer. */
  peer: z.string().nullable(),
  source: z.string(),
  words: z.string(),
  /** The looked-after figure that would just meet it; null where its peer's figure is not published. */
  needed: z.number().nullable(),
  /** The gap at which it is just met, as gaps are shown (peers minus looked after); null for a rate. */
  gapAllowed: z.number().nullable(),
  /** The county's gap to the target's own peer; null for a rate and where there is none. */
  gap: z.number().nullable(),
  rag: rag.nullable(),
});
export type ReportTarget = z.output<typeof reportTarget>;

export const gapReport = z.object({
  measure: z.object({
    id: z.string(),
    name: z.string(),
    shortName: z.string(),
    unit: z.enum(['percent', 'points', 'score']),
    polarity: z.enum(['higher', 'lower']),
  }),
  title: z.string(),
  asAt: plainDate,
  /** The finding in one sentence, with whether it is more than chance. */
  finding: z.string(),
  cohortWords: z.string(),
  peerWords: z.string(),
  county: z.array(gapRow),
  localities: z.array(gapRow),
  /** The target that rates this report: of its own peer, or of the rate itself. */
  target: reportTarget.nullable(),
  /** Every target of that year, also those against another peer. */
  targets: z.array(reportTarget),
  definition: z.string(),
  sources: z.array(z.object({ words: z.string(), url: z.string().nullable() })),
  notes: z.array(z.string()),
});
export type GapReport = z.output<typeof gapReport>;

/** Why a cell of a table that leaves is hidden. */
export const hiddenWhy = z.enum(['small', 'givesBack', 'difference', 'earlier']);

/** A table as it would leave the team, before anything leaves. */
export const releasePreview = z.object({
  fileName: z.string(),
  headings: z.array(z.string()),
  rows: z.array(z.array(z.object({ text: z.string(), why: hiddenWhy.nullable() }))),
  /** How many cells are hidden for each reason, and the reason in words: 'n cells …'. */
  hidden: z.array(z.object({ why: hiddenWhy, cells: z.number(), words: z.string() })),
  /** Ways of taking years together, with how many cells each hides; null where there is nothing to be won. */
  pooling: z
    .object({
      chosen: z.enum(['single', 'three', 'all']),
      choices: z.array(
        z.object({
          pool: z.enum(['single', 'three', 'all']),
          words: z.string(),
          cells: z.number(),
          hidden: z.number(),
        }),
      ),
    })
    .nullable(),
  /** What is left out of the table, and what to do instead. */
  advice: z.array(z.string()),
  /** Earlier releases for whose sake cells are hidden. */
  earlier: z.array(z.object({ releaseId: id, at: z.string(), by: z.string(), fileName: z.string() })),
  /** Why the table may not leave; null when it may. */
  refused: z.string().nullable(),
});
export type ReleasePreview = z.output<typeof releasePreview>;

/** What an export answers: the release is registered as leaving, and `releases.settle` says what became of it. */
const released = z.object({ releaseId: id, fileName: z.string(), text: z.string(), suppressedCells: z.number() });

export const reportCalls = {
  'reports.gap': defineCall({
    kind: 'query',
    input: gapReportInput,
    output: gapReport,
    access: 'team',
    audit: { action: 'read gap report', subjects: (input) => [{ kind: 'report', id: `gap:${input.measure}` }] },
    reads: ['reports', 'children', 'reference'],
  }),
  /** The table as it would leave the team, with what is hidden and why; nothing is registered. */
  'reports.previewGap': defineCall({
    kind: 'query',
    input: gapReleaseInput,
    output: releasePreview,
    access: 'team',
    audit: { action: 'preview gap export', subjects: (input) => [{ kind: 'report', id: `gap:${input.measure}` }] },
    reads: ['reports', 'children', 'reference'],
  }),
  /** A table that leaves the team: from the family's protected table, compared with what left before, registered first. */
  'reports.exportGap': defineCall({
    kind: 'command',
    input: gapReleaseInput.extend({ format: z.enum(['csv', 'json', 'table']).default('csv') }),
    output: released,
    access: 'team',
    audit: { action: 'export gap report', subjects: (input) => [{ kind: 'report', id: `gap:${input.measure}` }] },
    changes: ['audit', 'reports'],
  }),
  'reports.attendanceSummary': defineCall({
    kind: 'query',
    input: z.object({ asAt: dayGiven, fromYear: yearGiven, toYear: yearGiven }),
    output: z.object({
      rows: z.array(
        z.object({
          academicYear,
          localityId: localityFilter,
          name: z.string(),
          isCounty: z.boolean(),
          absence: figure,
          unauthorised: figure,
          persistent: figure,
          severe: figure,
          missed25Days: figure,
        }),
      ),
      notes: z.array(z.string()),
    }),
    access: 'team',
    audit: { action: 'read attendance summary', subjects: () => [{ kind: 'report', id: 'attendance' }] },
    reads: ['reports', 'children'],
  }),
  'reports.previewOverview': defineCall({
    kind: 'query',
    input: z.object({ asAt: dayGiven, localityId: localityFilter.default(null) }),
    output: releasePreview,
    access: 'team',
    audit: { action: 'preview overview export', subjects: () => [{ kind: 'report', id: 'overview' }] },
    reads: ['reports', 'children', 'reference'],
  }),
  'reports.exportOverview': defineCall({
    kind: 'command',
    input: z.object({ asAt: dayGiven, localityId: localityFilter.default(null) }),
    output: released,
    access: 'team',
    audit: { action: 'export overview', subjects: () => [{ kind: 'report', id: 'overview' }] },
    changes: ['audit', 'reports'],
  }),
};
