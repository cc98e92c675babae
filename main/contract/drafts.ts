import { z } from 'zod';
import { defineCall } from './call.ts';

const key = z.string().min(1).max(200);
/** Enough for the longest text anybody types; not a way to store files. */
const content = z.string().max(200_000);

/** What the signed-in person has typed and not saved yet, and where they were: inside the encrypted store, for them only. */
export const draftCalls = {
  'drafts.read': defineCall({
    kind: 'query',
    input: z.object({ key }),
    output: z.object({ content: z.string().nullable(), savedAt: z.string().nullable() }),
    access: 'published',
    audit: 'none',
    reads: [],
  }),
  'drafts.save': defineCall({
    kind: 'command',
    input: z.object({ key, content }),
    output: z.object({}),
    access: 'published',
    audit: 'none',
    changes: [],
  }),
  'drafts.discard': defineCall({
    kind: 'command',
    input: z.object({ key }),
    output: z.object({}),
    access: 'published',
    audit: 'none',
    changes: [],
  }),
};
