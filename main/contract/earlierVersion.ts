import { z } from 'zod';
import { defineCall } from './call.ts';
import { id } from './shared.ts';

const reason = z.string().trim().min(5, 'Say why in a few words').max(500);

export const earlierVersionCalls = {
  /** What version 0.2 did to facts without a word, as the upgrade finds it, and nobody has decided yet. */
  'earlierVersion.list': defineCall({
    kind: 'query',
    input: z.object({}),
    output: z.object({
      /** Whether version 0.2 ever had this store. */
      wasEarlier: z.boolean(),
      rows: z.array(
        z.object({
          findingId: id,
          kind: z.enum([
            'startMoved',
            'targetOverwritten',
            'resultTurnedBack',
            'blanked',
            'placementForgotten',
            'pepLeftEmpty',
            'madeTwice',
            'birthSplit',
            'nameSplit',
            'datedOnImport',
            'turnedBack',
            'careBegunTwice',
            'closedStill',
            'pepTargetLost',
          ]),
          childId: id,
          listName: z.string(),
          /** In words; its days are plain dates. */
          what: z.string(),
          schoolName: z.string().nullable(),
          was: z.string(),
          is: z.string(),
          mend: z.string(),
          /** Whether it can be put right here; else two records are made one, or two people open a record on its own page. */
          canPutRight: z.boolean(),
          /** Where two records are of one child: the other. They are put right by making them one. */
          other: z.object({ childId: id, listName: z.string() }).nullable(),
        }),
      ),
    }),
    access: 'imports',
    audit: {
      action: 'list what version 0.2 changed',
      subjects: (_input, { rows }) =>
        [...new Set(rows.flatMap(({ childId, other }) => [childId, ...(other ? [other.childId] : [])]))].map((one) => ({
          kind: 'child',
          id: one,
        })),
    },
    reads: ['children', 'imports'],
  }),
  /** Decides about several at once: all of them or none. It stands among the imports and is undone there. */
  'earlierVersion.decide': defineCall({
    kind: 'command',
    input: z.object({
      // All at once, where a county's store has thousands: each enrolment that a second year's row moved is one.
      findingIds: z.array(id).min(1).max(20_000),
      decision: z.discriminatedUnion('as', [
        z.object({ as: z.literal('putRight') }),
        z.object({ as: z.literal('leave'), reason }),
      ]),
    }),
    output: z.object({ batchId: id, decided: z.number(), childIds: z.array(id) }),
    access: 'imports',
    audit: {
      action: 'decide about what version 0.2 changed',
      subjects: (_, { batchId, childIds }) => [
        { kind: 'batch', id: batchId },
        ...childIds.map((one) => ({ kind: 'child' as const, id: one })),
      ],
    },
    changes: ['children', 'reports', 'imports'],
  }),
};
