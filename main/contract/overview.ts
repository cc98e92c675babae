import { z } from 'zod';
import { defineCall } from './call.ts';
import { academicYear, dayGiven, drill, figure, localityFilter, plainDate } from './shared.ts';

export const localityRow = z.object({
  localityId: localityFilter,
  name: z.string(),
  isCounty: z.boolean(),
  children: figure,
  lac12: figure,
  ks2Gap: figure,
  ks4Gap: figure,
  absence: figure,
  persistentAbsence: figure,
  suspended: figure,
  pepsOnTime: figure,
  /** The last PEP held of each child by overall quality; never merged with timeliness or completeness. */
  pepQuality: z.object({
    green: z.number(),
    amber: z.number(),
    red: z.number(),
    /** Held, and without an overall grade by the date. */
    notGraded: z.number(),
    /** Children without a PEP held by the date. */
    notHeld: z.number(),
    drill: drill.nullable(),
  }),
  caseload: figure,
});
export type LocalityRow = z.output<typeof localityRow>;

export const overview = z.object({
  asAt: plainDate,
  academicYear,
  /** The latest academic years with results at each key stage, which the gaps stand for. */
  ks2Year: academicYear.nullable(),
  ks4Year: academicYear.nullable(),
  sentence: z.string(),
  tiles: z.array(z.object({ key: z.string(), title: z.string(), figure, detail: z.string() })),
  localities: z.array(localityRow),
  needs: z.array(
    z.object({ key: z.string(), count: z.number(), title: z.string(), detail: z.string(), drill: drill.nullable() }),
  ),
  notes: z.array(z.string()),
});
export type Overview = z.output<typeof overview>;

export const childBehindFigure = z.object({
  childId: z.uuid(),
  listName: z.string(),
  ncYear: z.number().nullable(),
  schoolName: z.string().nullable(),
  localityName: z.string(),
  /** The place is secret: no file says where. */
  confidentialPlacement: z.boolean(),
  /** How this child counts: 'met', 'not met', 'missing', 'excluded: …', '23 of 244 sessions missed'. */
  counts: z.string(),
  inNumerator: z.boolean(),
  inDenominator: z.boolean(),
});

export const overviewCalls = {
  'overview.get': defineCall({
    kind: 'query',
    input: z.object({ asAt: dayGiven, localityId: localityFilter.default(null) }),
    output: overview,
    access: 'team',
    audit: { action: 'read overview', subjects: () => [] },
    reads: ['children', 'schools', 'reports', 'packs', 'imports', 'reference'],
  }),
  'figures.children': defineCall({
    kind: 'query',
    input: z.object({ drill }),
    output: z.object({
      title: z.string(),
      numerator: z.number(),
      denominator: z.number(),
      outsideScope: z.number(),
      children: z.array(childBehindFigure),
    }),
    access: 'children',
    audit: {
      action: 'read children behind a figure',
      subjects: (_input, output) => output.children.map((child) => ({ kind: 'child', id: child.childId })),
      filter: ({ drill: asked }) => asked,
    },
    reads: ['children', 'reports', 'reference'],
  }),
};
