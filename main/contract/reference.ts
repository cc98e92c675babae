import { z } from 'zod';
import { defineCall } from './call.ts';
import { academicYear, id } from './shared.ts';

export const referenceCalls = {
  'reference.measures': defineCall({
    kind: 'query',
    input: z.object({}),
    output: z.object({
      rows: z.array(
        z.object({
          measure: z.string(),
          name: z.string(),
          shortName: z.string(),
          unit: z.enum(['percent', 'points', 'score']),
          polarity: z.enum(['higher', 'lower']),
          subject: z.string(),
          definition: z.string(),
          /** Years that have a figure, from child rows or published. */
          years: z.array(academicYear),
          computable: z.boolean(),
        }),
      ),
    }),
    access: 'published',
    audit: 'none',
    reads: ['reference', 'children'],
  }),
  'reference.benchmarks': defineCall({
    kind: 'query',
    input: z.object({ measure: z.string() }),
    output: z.object({
      rows: z.array(
        z.object({
          id,
          geography: z.string(),
          cohort: z.string(),
          variant: z.string(),
          academicYear,
          value: z.number(),
          unit: z.string(),
          definition: z.string(),
          source: z.string(),
          url: z.string(),
          vintage: z.string(),
          confidence: z.string(),
        }),
      ),
    }),
    access: 'published',
    audit: 'none',
    reads: ['reference'],
  }),
};
