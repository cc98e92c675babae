import { z } from 'zod';
import { defineCall } from './call.ts';
import { childFilters, childSort, filtersForAudit } from './children.ts';
import { dayGiven, drill, id } from './shared.ts';
import { folderWarning } from './store.ts';

/** What a list with names is for, in the person's words; it stands in the file and in the audit. */
const purpose = z.string().trim().min(3, 'Say what the list is for').max(200);
/** A list with names as a file to be saved: made here, so that none leaves without its marking and its entry. */
const namedList = z.object({
  fileName: z.string(),
  text: z.string(),
  childIds: z.array(id),
  /** Children whose placement is secret and who are not in a list of one place, because that would tell where they are. */
  leftOut: z.number(),
});

export const exportCalls = {
  /** The list of children with every column: all that the filters find, or those chosen of them. */
  'exports.children': defineCall({
    kind: 'command',
    input: z.object({
      asAt: dayGiven,
      filters: childFilters,
      sort: childSort,
      childIds: z.array(id).max(20_000).nullable().default(null),
      purpose,
    }),
    output: namedList,
    access: 'children',
    audit: {
      action: 'export list of children',
      subjects: (_input, output) => output.childIds.map((childId) => ({ kind: 'child', id: childId })),
      filter: (input) => ({ asAt: input.asAt, ...filtersForAudit(input.filters), purpose: input.purpose }),
    },
    changes: ['audit'],
  }),
  /** The children behind a figure, as `figures.children` lists them. */
  'exports.behindFigure': defineCall({
    kind: 'command',
    input: z.object({ drill, part: z.enum(['all', 'numerator', 'rest']).default('all'), purpose }),
    output: namedList,
    access: 'children',
    audit: {
      action: 'export children behind a figure',
      subjects: (_input, output) => output.childIds.map((childId) => ({ kind: 'child', id: childId })),
      filter: (input) => ({ ...input.drill, part: input.part, purpose: input.purpose }),
    },
    changes: ['audit'],
  }),
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
