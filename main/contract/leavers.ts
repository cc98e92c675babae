import { z } from 'zod';
import { defineCall } from './call.ts';
import { dayGiven, id, plainDate } from './shared.ts';

const reason = z
  .string()
  .regex(/^E\d{1,2}[AB]?$/, 'A reason for ceasing is a code of the SSDA903, such as E4A')
  .nullable();
const laCode = z.string().regex(/^\d{3}$/, 'An authority has a number of three digits, such as 210');

/** What has become of a child who was not on the list. `on` is the day care ceased (as DEC). */
const leaverDecision = z.discriminatedUnion('as', [
  z.object({ as: z.literal('left'), on: dayGiven, reason }),
  z.object({ as: z.literal('turned18'), reason }),
  z.object({ as: z.literal('stillWithUs') }),
  z.object({ as: z.literal('notOurs'), laCode }),
  z.object({ as: z.literal('otherAuthority'), on: dayGiven, laCode }),
]);

export const leaverCalls = {
  /** Children missing from a full list, about whom nobody has decided yet. */
  'leavers.list': defineCall({
    kind: 'query',
    input: z.object({}),
    output: z.object({
      rows: z.array(
        z.object({
          leaverId: id,
          childId: id,
          listName: z.string(),
          dateOfBirth: plainDate.nullable(),
          /** The 18th birthday, where it has been. */
          turned18On: plainDate.nullable(),
          schoolName: z.string().nullable(),
          noticedOn: plainDate,
          laCode: z.string().nullable(),
        }),
      ),
    }),
    access: 'imports',
    audit: {
      action: 'list children not on the list',
      subjects: (_input, { rows }) => rows.map(({ childId }) => ({ kind: 'child', id: childId })),
    },
    reads: ['children', 'imports'],
  }),
  /** Decides about several at once: all of them or none. It stands among the imports and is undone there. */
  'leavers.decide': defineCall({
    kind: 'command',
    input: z.object({ leaverIds: z.array(id).min(1).max(2000), decision: leaverDecision }),
    output: z.object({ batchId: id, decided: z.number() }),
    access: 'imports',
    audit: {
      action: 'decide about children not on the list',
      subjects: (_, { batchId }) => [{ kind: 'batch', id: batchId }],
    },
    changes: ['children', 'reports', 'imports'],
  }),
};
