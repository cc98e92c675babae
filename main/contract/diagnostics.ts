import { z } from 'zod';
import { defineCall } from './call.ts';

/** What whoever looks after the app needs to know: versions, sizes, times, codes. Never a child's or a user's name. */
export const diagnostics = z.object({
  at: z.string(),
  sections: z.array(
    z.object({
      title: z.string(),
      rows: z.array(z.object({ name: z.string(), value: z.string(), state: z.enum(['fine', 'look', 'bad']) })),
    }),
  ),
});
export type Diagnostics = z.output<typeof diagnostics>;

export const diagnosticsCalls = {
  /** Locked too, then without what only an open store knows. Folder names of the person's home are shortened to `~`. */
  'diagnostics.read': defineCall({
    kind: 'query',
    input: z.object({ checkIntegrity: z.boolean().default(false) }),
    output: diagnostics,
    access: 'beforeUnlock',
    audit: 'none',
    reads: [],
  }),
};
