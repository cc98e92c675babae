import { z } from 'zod';
import { defineCall } from './call.ts';
import { absentReason, academicYear, drill, figure, localityFilter, plainDate } from './shared.ts';

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
  /** Locality rows stand for `toYear`; the county has a row for every year. */
  by: z.enum(['county', 'locality']).default('locality'),
  /** Every year for every locality, as the exports and the bench ask. */
  everyYear: z.boolean().default(false),
  uasc: z.enum(['with', 'without']).default('with'),
});

export const gapReport = z.object({
  measure: z.object({
    id: z.string(),
    name: z.string(),
    shortName: z.string(),
    unit: z.enum(['percent', 'points', 'score']),
    polarity: z.enum(['higher', 'lower']),
  }),
  title: z.string(),
  /** The finding in one sentence, with whether it is more than chance. */
  finding: z.string(),
  cohortWords: z.string(),
  peerWords: z.string(),
  county: z.array(gapRow),
  localities: z.array(gapRow),
  target: z
    .object({
      academicYear,
      maximumGap: z.number().nullable(),
      minimumRate: z.number().nullable(),
      floor: z.number().nullable(),
      peer: z.string().nullable(),
      source: z.string(),
    })
    .nullable(),
  definition: z.string(),
  sources: z.array(z.object({ words: z.string(), url: z.string().nullable() })),
  notes: z.array(z.string()),
});
export type GapReport = z.output<typeof gapReport>;

export const reportCalls = {
  'reports.gap': defineCall({
    kind: 'query',
    input: gapReportInput,
    output: gapReport,
    access: 'team',
    audit: { action: 'read gap report', subjects: (input) => [{ kind: 'report', id: `gap:${input.measure}` }] },
    reads: ['reports', 'children', 'reference'],
  }),
  /** A table that leaves the team: small counts suppressed, the release registered. */
  'reports.exportGap': defineCall({
    kind: 'command',
    input: gapReportInput.extend({ format: z.enum(['csv', 'json', 'table']).default('csv') }),
    output: z.object({ fileName: z.string(), text: z.string(), suppressedCells: z.number() }),
    access: 'team',
    audit: { action: 'export gap report', subjects: (input) => [{ kind: 'report', id: `gap:${input.measure}` }] },
    changes: ['audit'],
  }),
  'reports.attendanceSummary': defineCall({
    kind: 'query',
    input: z.object({ asAt: plainDate, fromYear: academicYear, toYear: academicYear }),
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
  'reports.exportOverview': defineCall({
    kind: 'command',
    input: z.object({ asAt: plainDate, localityId: localityFilter.default(null) }),
    output: z.object({ fileName: z.string(), text: z.string(), suppressedCells: z.number() }),
    access: 'team',
    audit: { action: 'export overview', subjects: () => [{ kind: 'report', id: 'overview' }] },
    changes: ['audit'],
  }),
};
