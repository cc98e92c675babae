import { z } from 'zod';
import { defineCall, topics } from './call.ts';
import { id } from './shared.ts';

export const job = z.object({
  id,
  /** What the work is, as the progress line says it: 'Exporting 12 packs'. */
  title: z.string(),
  state: z.enum(['running', 'done', 'failed', 'cancelled']),
  done: z.number(),
  /** null while the amount is not known yet. */
  total: z.number().nullable(),
  /** What is counted: 'rows', 'packs', 'children'. */
  unit: z.string(),
  message: z.string(),
  cancellable: z.boolean(),
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
  /** The work's own answer once done; parse with the schema its starting call names. */
  result: z.unknown(),
  changes: z.array(z.enum(topics)),
});
export type Job = z.output<typeof job>;

export const jobCalls = {
  'jobs.get': defineCall({
    kind: 'query',
    input: z.object({ jobId: id }),
    output: job,
    access: 'beforeUnlock',
    audit: 'none',
  }),
  'jobs.cancel': defineCall({
    kind: 'command',
    input: z.object({ jobId: id }),
    output: z.object({}),
    access: 'beforeUnlock',
    audit: 'none',
  }),
};
