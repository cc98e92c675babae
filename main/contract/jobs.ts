import { z } from 'zod';
import { defineCall } from './call.ts';
import { id } from './shared.ts';

export const job = z.object({
  id,
  /** The call that started it, and what it is about where there may be several of its kind (see `defineJob`). */
  call: z.string(),
  of: z.string().nullable(),
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
  /** The work's own answer once done; parse with the `result` of its starting call. */
  result: z.unknown(),
});
export type Job = z.output<typeof job>;

export const jobCalls = {
  'jobs.get': defineCall({
    kind: 'query',
    input: z.object({ jobId: id }),
    output: job,
    access: 'beforeUnlock',
    audit: 'none',
    reads: [],
  }),
  /** What is under way: a page loaded anew goes on watching it. */
  'jobs.running': defineCall({
    kind: 'query',
    input: z.object({}),
    output: z.object({ rows: z.array(job) }),
    access: 'beforeUnlock',
    audit: 'none',
    reads: [],
  }),
  'jobs.cancel': defineCall({
    kind: 'command',
    input: z.object({ jobId: id }),
    output: z.object({}),
    access: 'beforeUnlock',
    audit: 'none',
    changes: [],
  }),
};
