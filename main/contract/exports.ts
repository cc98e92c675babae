import { z } from 'zod';
import { defineCall } from './call.ts';
import { folderWarning } from './store.ts';

export const exportCalls = {
  /**
   * A file was saved by the system's dialog: what is unwise about its folder, for the person, and an entry 'save file' in the
   * audit. `what` is a word for the kind of file ('children', 'gap'), never its name, which the person may have chosen.
   */
  'exports.noteSaved': defineCall({
    kind: 'command',
    input: z.object({ what: z.string().regex(/^[a-z]{1,30}$/, 'one plain word'), folder: z.string().min(1).max(4096) }),
    output: z.object({ warnings: z.array(folderWarning) }),
    access: 'published',
    // The handler writes the entry, because its detail says where the file went.
    audit: 'none',
    changes: ['audit'],
  }),
};
