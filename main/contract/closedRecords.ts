import { z } from 'zod';
import { defineCall } from './call.ts';
import { id } from './shared.ts';

export const closedRecordCalls = {
  /** Who can confirm, with their own passphrase, that a record was closed by mistake. */
  'children.whoCanConfirm': defineCall({
    kind: 'query',
    input: z.object({ childId: id }),
    output: z.object({ people: z.array(z.object({ userId: id, name: z.string() })) }),
    access: 'child',
    audit: 'none',
    reads: ['users', 'keys'],
  }),
  /**
   * Opens a record that adoption closed, as closed by mistake: one person says why, another confirms with their own passphrase.
   * It stands among the imports and is undone there.
   */
  'children.openClosed': defineCall({
    kind: 'command',
    input: z.object({
      childId: id,
      reason: z.string().trim().min(5, 'Say why in a few words').max(500),
      confirmedBy: id,
      passphrase: z.string().min(1, 'The other person enters their passphrase').max(1000),
    }),
    output: z.object({ batchId: id }),
    access: 'child',
    audit: {
      action: 'open a record closed by mistake',
      subjects: ({ childId, confirmedBy }) => [
        { kind: 'child', id: childId },
        { kind: 'user', id: confirmedBy },
      ],
    },
    changes: ['children', 'schools', 'reports', 'packs', 'imports'],
  }),
};
