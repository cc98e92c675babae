import { z } from 'zod';
import { defineCall, defineJob } from './call.ts';
import { dayGiven, id, plainDate } from './shared.ts';

export const importFile = z.object({
  name: z.string().min(1).max(255),
  bytes: z.instanceof(Uint8Array),
  /** The day the file speaks of, where a person says so; else it follows from its name, or the day it was last saved. */
  asOf: dayGiven.optional(),
  modifiedOn: dayGiven.optional(),
});

/** added + changed + unchanged + refused + waiting = dataRows, asserted before any commit. */
export const fileOutcome = z.object({
  name: z.string(),
  /** null: a file nobody asked for, listed and left alone. */
  format: z.string().nullable(),
  formatTitle: z.string(),
  /** The day that the file speaks of; null where it was not taken. Not on record for imports of version 0.2. */
  asOf: plainDate.nullable().default(null),
  dataRows: z.number(),
  added: z.number(),
  changed: z.number(),
  unchanged: z.number(),
  refused: z.number(),
  /** Rows that stay out until somebody says whom they mean. None in imports of version 0.2. */
  waiting: z.number().default(0),
  /** The first hundred refusals; all of them download as CSV. */
  refusals: z.array(z.object({ row: z.number(), field: z.string(), value: z.string(), reason: z.string() })),
  warnings: z.array(z.string()),
});

/** A fact of a child that becomes another. `as`: it was always so (a correction), or is so from a day on (a change). */
const difference = z.object({
  id: z.string(),
  fileName: z.string(),
  row: z.number(),
  childId: id,
  /** The child by name, or by local id where no name is known. */
  child: z.string(),
  what: z.string(),
  was: z.string(),
  now: z.string(),
  as: z.enum(['correction', 'change']),
  from: plainDate.nullable(),
  canFlip: z.boolean(),
  /** What the two decisions are called, where they are no correction and no change. */
  answers: z.object({ correction: z.string(), change: z.string() }).optional(),
});

/** The id of something asked: it may hold the names of two files and what a row says of a child. */
const askedId = z.string().max(2000);

/** What a person decided in the preview: of a difference 'correction' or 'change'; of anything else an answer it offers. */
const decision = z.object({ id: askedId, answer: z.string().max(100) });

/** Whom a row of a file means, where only a person can say: what it says beside what is held of the children it may mean. */
const whoIs = z.object({
  id: z.string(),
  fileName: z.string(),
  /** 0 where it is a week of marks. */
  row: z.number(),
  /** How many rows of the file wait for the answer. */
  rows: z.number(),
  words: z.string(),
  canBeNew: z.boolean(),
  says: z.object({
    localId: z.string(),
    issuer: z.string(),
    name: z.string().nullable(),
    dateOfBirth: plainDate.nullable(),
    upn: z.string().nullable(),
  }),
  candidates: z.array(
    z.object({
      childId: id,
      name: z.string(),
      dateOfBirth: plainDate.nullable(),
      upn: z.string().nullable(),
      localIds: z.array(z.object({ value: z.string(), issuer: z.string() })),
      school: z.string().nullable(),
      inCare: z.boolean(),
      agrees: z.array(z.enum(['name', 'dateOfBirth', 'upn', 'localId'])),
    }),
  ),
});
export type WhoIs = z.output<typeof whoIs>;

/** What an import left open; `id` is the question's own. */
const openQuestion = whoIs.extend({ batchId: id, askedAt: z.string(), asOf: plainDate });
export type OpenQuestion = z.output<typeof openQuestion>;

export const importPreview = z.object({
  previewId: id,
  files: z.array(fileOutcome),
  possibleLeavers: z.number(),
  /** What a person must answer with yes before the files go in; `confirm` is the answer in words. */
  questions: z.array(z.object({ id: z.string(), fileName: z.string(), words: z.string(), confirm: z.string() })),
  /** Rows that wait: answered among the decisions ('new', 'leaveOut', or a candidate's id), else kept as open questions. */
  whoIs: z.array(whoIs),
  /** The first thousand; `differencesTotal` counts all. */
  differences: z.array(difference),
  differencesTotal: z.number(),
});
export type ImportPreview = z.output<typeof importPreview>;

export const importResult = z.object({ batchId: id, files: z.array(fileOutcome) });

export const batchRow = z.object({
  batchId: id,
  at: z.string(),
  by: z.string(),
  title: z.string(),
  files: z.array(fileOutcome),
  state: z.enum(['committed', 'undone']),
  undoable: z.boolean(),
  /** The child whose two records it made one, by its local id; null for all else, and once that was undone. */
  ofChild: z.object({ childId: id, localId: z.string() }).nullable(),
});

export const importCalls = {
  /** Reads the files and works out what they would do; nothing is written and nobody waits. */
  'imports.preview': defineJob({
    input: z
      .object({
        files: z.array(importFile).max(50).default([]),
        /** Instead of files: those of a preview once more, with other days that they speak of. */
        again: z
          .object({ previewId: id, days: z.array(z.object({ fileName: z.string(), asOf: dayGiven })).max(50) })
          .optional(),
      })
      .refine(({ files, again }) => files.length > 0 || again !== undefined, 'Choose at least one file'),
    result: importPreview,
    access: 'imports',
    audit: 'none',
    reads: ['children', 'schools', 'reference', 'settings'],
    changes: [],
  }),
  /** Commits a preview in one transaction. */
  'imports.commit': defineJob({
    input: z.object({
      previewId: id,
      /** Ids of the preview's questions that the person has answered with yes; one that is open refuses the import. */
      confirmed: z.array(askedId).max(20_000).default([]),
      /** Where the person decided otherwise than the preview proposed, or answered what it asked. */
      decisions: z.array(decision).max(20_000).default([]),
      /** What alone may be kept as an open question, by its id; left out, whatever has no answer is. */
      later: z.array(askedId).max(20_000).optional(),
    }),
    result: importResult,
    access: 'imports',
    audit: { action: 'import files', subjects: () => [] },
    reads: [],
    changes: ['children', 'schools', 'reports', 'imports', 'reference', 'store'],
  }),
  'imports.discard': defineCall({
    kind: 'command',
    input: z.object({ previewId: id }),
    output: z.object({}),
    access: 'imports',
    audit: 'none',
    changes: [],
  }),
  'imports.undo': defineJob({
    input: z.object({ batchId: id, reason: z.string().trim().min(1, 'Say why the import is undone').max(500) }),
    result: z.object({ batchId: id, undone: z.number() }),
    access: 'imports',
    audit: { action: 'undo import', subjects: (input) => [{ kind: 'batch', id: input.batchId }] },
    reads: [],
    changes: ['children', 'schools', 'reports', 'imports', 'reference', 'store'],
  }),
  /** What imports have asked and nobody has answered yet. */
  'imports.questions': defineCall({
    kind: 'query',
    input: z.object({}),
    output: z.object({ rows: z.array(openQuestion) }),
    access: 'imports',
    audit: {
      action: 'list open questions of imports',
      subjects: (_, { rows }) =>
        rows.flatMap(({ candidates }) => candidates.map(({ childId }) => ({ kind: 'child' as const, id: childId }))),
    },
    reads: ['children', 'imports'],
  }),
  /** Answers open questions: what waited goes in as an import of its own. An answer is 'new', 'leaveOut' or a child's id. */
  'imports.answer': defineJob({
    input: z.object({
      answers: z
        .array(z.object({ questionId: id, answer: z.union([z.literal(['new', 'leaveOut']), id]) }))
        .min(1)
        .max(500),
    }),
    result: importResult,
    access: 'imports',
    audit: { action: 'answer questions of an import', subjects: () => [] },
    reads: [],
    changes: ['children', 'schools', 'reports', 'imports', 'reference', 'store'],
  }),
  'imports.batches': defineCall({
    kind: 'query',
    input: z.object({}),
    output: z.object({ rows: z.array(batchRow) }),
    access: 'imports',
    audit: 'none',
    reads: ['imports'],
  }),
  /** Refused rows of a preview or batch, with the reason beside each, to mend and bring back; or all notes on its file. */
  'imports.refusedRows': defineCall({
    kind: 'query',
    input: z.object({ of: id, fileName: z.string(), what: z.enum(['refused', 'notes']).default('refused') }),
    output: z.object({ fileName: z.string(), text: z.string() }),
    access: 'imports',
    audit: { action: 'download refused rows', subjects: (input) => [{ kind: 'batch', id: input.of }] },
    reads: ['imports'],
  }),
  'imports.templates': defineCall({
    kind: 'query',
    input: z.object({}),
    output: z.object({
      rows: z.array(
        z.object({
          templateId: z.string(),
          title: z.string(),
          fileName: z.string(),
          text: z.string(),
          columns: z.array(
            z.object({ name: z.string(), required: z.boolean(), help: z.string(), example: z.string() }),
          ),
        }),
      ),
    }),
    access: 'published',
    audit: 'none',
    reads: [],
  }),
};
