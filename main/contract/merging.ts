import { z } from 'zod';
import { defineCall } from './call.ts';
import { id, plainDate } from './shared.ts';

const records = z.object({
  staysId: id,
  goesId: id,
  /** Where the two differ: collisions in which what the record that goes says holds. */
  fromGoes: z.array(z.string().max(200)).max(2000).default([]),
});
const record = z.object({
  childId: id,
  listName: z.string(),
  dateOfBirth: plainDate.nullable(),
  schoolName: z.string().nullable(),
});

export const mergingCalls = {
  /** What merging two records of one child would do; nothing is written. */
  'children.mergePreview': defineCall({
    kind: 'query',
    input: records,
    output: z.object({
      stays: record,
      goes: record,
      /** Why the two cannot be merged; null where they can. */
      problem: z.string().nullable(),
      /** Where both say something and not the same; `holds` is whose. */
      collisions: z.array(
        z.object({
          id: z.string(),
          title: z.string(),
          stays: z.string(),
          goes: z.string(),
          holds: z.enum(['stays', 'goes']),
        }),
      ),
      /** Rows that move over, and rows made twice that become one. */
      moved: z.number(),
      madeTwice: z.number(),
      /** Sessions with two real marks that differ: that of the enrolment that stays holds, the other is kept with its row. */
      marksThatDiffer: z.number(),
      /** Of the two records as they are held; the merge is given it. */
      seen: z.string(),
    }),
    access: 'imports',
    audit: {
      action: 'preview a merge of children',
      subjects: ({ staysId, goesId }) => [
        { kind: 'child', id: staysId },
        { kind: 'child', id: goesId },
      ],
    },
    reads: ['children'],
  }),
  /** Makes two records of one child one, as they were when the preview was `seen`. It stands among the imports and is undone there. */
  'children.merge': defineCall({
    kind: 'command',
    input: records.extend({
      seen: z.string().max(100),
      reason: z.string().trim().min(5, 'Say why in a few words').max(500),
    }),
    output: z.object({ batchId: id }),
    access: 'imports',
    audit: {
      action: 'merge children',
      subjects: ({ staysId, goesId }) => [
        { kind: 'child', id: staysId },
        { kind: 'child', id: goesId },
      ],
    },
    changes: ['children', 'schools', 'reports', 'packs', 'imports'],
  }),
};
