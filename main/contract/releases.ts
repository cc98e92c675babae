import { z } from 'zod';
import { defineCall, defineJob } from './call.ts';
import { gapReleaseInput } from './reports.ts';
import { dayGiven, id } from './shared.ts';

export const releaseState = z.enum(['leaving', 'left', 'notWritten', 'neverSent']);

export const releaseCalls = {
  /** Reads what a preview needs, in a thread of its own; the preview and its export are answered at once afterwards. */
  'releases.prepare': defineJob({
    input: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('gap'), report: gapReleaseInput }),
      z.object({ kind: z.literal('overview'), asAt: dayGiven }),
    ]),
    result: z.object({}),
    access: 'team',
    audit: 'none',
    reads: ['reports', 'children', 'reference'],
    changes: [],
  }),
  /** Tables that left the team, newest first: what every later one is compared with. */
  'releases.list': defineCall({
    kind: 'query',
    input: z.object({}),
    output: z.object({
      rows: z.array(
        z.object({
          releaseId: id,
          at: z.string(),
          by: z.string(),
          kind: z.enum(['gap', 'overview']),
          fileName: z.string(),
          /** `leaving`: nobody said what became of it, so it counts as left. */
          state: releaseState,
          reason: z.string().nullable(),
          settledAt: z.string().nullable(),
          settledBy: z.string().nullable(),
          /** False: what it showed can no longer be told, and nothing may leave while it counts. */
          comparable: z.boolean(),
        }),
      ),
    }),
    access: 'team',
    audit: { action: 'read register of releases', subjects: () => [{ kind: 'report', id: 'releases' }] },
    reads: ['reports', 'users'],
  }),
  /** Says whether the bytes of an export came to lie anywhere; only what was not written is left out of comparison. */
  'releases.settle': defineCall({
    kind: 'command',
    input: z.object({ releaseId: id, written: z.boolean() }),
    output: z.object({ state: releaseState }),
    access: 'team',
    audit: { action: 'settle release', subjects: (input) => [{ kind: 'report', id: input.releaseId }] },
    changes: ['audit', 'reports'],
  }),
  /** An administrator's word that a release was never sent on; it is left out of comparison from then on. */
  'releases.neverSent': defineCall({
    kind: 'command',
    input: z.object({ releaseId: id, reason: z.string().trim().min(10, 'a reason of at least 10 letters').max(500) }),
    output: z.object({}),
    access: 'administration',
    audit: { action: 'mark release as never sent', subjects: (input) => [{ kind: 'report', id: input.releaseId }] },
    changes: ['audit', 'reports'],
  }),
};
