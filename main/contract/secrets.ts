import { z } from 'zod';
import { defineCall } from './call.ts';
import { id, plainDate } from './shared.ts';

/** A time for which a child's placement is secret; `to` is the first day it is not, null while it is. */
export const secrecy = z.object({
  id,
  from: plainDate,
  to: plainDate.nullable(),
  /** said: by a list or a person; adoption: placed for adoption; sibling: at the address of one that is; upgrade: found by it. */
  kind: z.enum(['said', 'adoption', 'sibling', 'upgrade']),
  reason: z.string(),
  saidBy: z.string(),
  checkedOn: plainDate.nullable(),
  checkedReason: z.string().nullable(),
  endedReason: z.string().nullable(),
  answeredBy: z.string().nullable(),
  /** The placement changed on this day and nobody has said since whether it is still secret. */
  askedSince: plainDate.nullable(),
});

const reason = z.string().trim().min(5, 'Say why in a few words').max(500);
const answered = z.object({
  /** Whether the placement is secret after all: another reason may stand, such as a brother or sister at the address. */
  secret: z.boolean(),
  words: z.string(),
});

export const secretCalls = {
  /** Which secret placements are over, so that a person is to say whether the child's placement is still secret. */
  'secrets.asked': defineCall({
    kind: 'query',
    reads: ['children', 'imports'],
    input: z.object({}),
    output: z.object({
      rows: z.array(
        z.object({
          childId: id,
          listName: z.string(),
          secretId: id,
          from: plainDate,
          reason: z.string(),
          saidBy: z.string(),
          askedSince: plainDate,
          /** Care ended, or the child moved. */
          careEnded: z.boolean(),
        }),
      ),
    }),
    access: 'children',
    audit: {
      action: 'list secret placements to check',
      subjects: (_input, output) => output.rows.map(({ childId }) => ({ kind: 'child', id: childId })),
    },
  }),
  'secrets.mark': defineCall({
    kind: 'command',
    input: z.object({ childId: id, reason }),
    output: answered,
    access: 'child',
    audit: { action: 'make placement secret', subjects: ({ childId }) => [{ kind: 'child', id: childId }] },
    changes: ['children', 'packs'],
  }),
  /** The answer to 'still secret?'; 'open' ends the secrecy, on the day the secret place ceased to be the child's or today. */
  'secrets.answer': defineCall({
    kind: 'command',
    input: z.object({ childId: id, secretId: id, answer: z.enum(['stillSecret', 'open']), reason }),
    output: answered,
    access: 'child',
    audit: { action: 'answer still secret', subjects: ({ childId }) => [{ kind: 'child', id: childId }] },
    changes: ['children', 'packs'],
  }),
  /** Takes an answer back: the placement is secret, and where it is over the question is asked again. */
  'secrets.takeBack': defineCall({
    kind: 'command',
    input: z.object({ childId: id, secretId: id }),
    output: answered,
    access: 'child',
    audit: { action: 'take back answer still secret', subjects: ({ childId }) => [{ kind: 'child', id: childId }] },
    changes: ['children', 'packs'],
  }),
};
