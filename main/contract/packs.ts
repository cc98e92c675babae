import { z } from 'zod';
import { defineCall, defineJob } from './call.ts';
import { largestPackFile } from './packFile.ts';
import { id, plainDate } from './shared.ts';
import { folderWarning } from './store.ts';

const passageId = z.string().regex(/^[0-9a-f]{24}$/, 'the id of a passage as the preview gives it');

const choice = {
  schoolId: id,
  asAt: plainDate,
  /** Empty: every pupil of the school in the caller's scope. */
  childIds: z.array(id).default([]),
};

/** A piece of free text of a child. */
export const packPassage = z.object({
  passageId: z.string(),
  where: z.string(),
  text: z.string(),
  points: z.array(
    z.object({
      kind: z.enum(['otherChild', 'school', 'carer', 'district', 'place', 'postcode', 'street']),
      words: z.string(),
    }),
  ),
  /** in: printed unless left out; out: not printed unless ticked in; never: it names a secret placement. */
  state: z.enum(['in', 'out', 'never']),
});

export const packPreview = z.object({
  school: z.object({ schoolId: id, name: z.string(), urn: z.string().nullable() }),
  designatedTeacher: z.object({ name: z.string(), email: z.string().nullable() }).nullable(),
  safeguardingLead: z.object({ name: z.string(), contact: z.string().nullable() }).nullable(),
  children: z.array(
    z.object({
      childId: id,
      listName: z.string(),
      ncYear: z.number().nullable(),
      attendancePercent: z.number().nullable(),
      lastPepHeld: plainDate.nullable(),
      lastPepOverall: z.enum(['green', 'amber', 'red']).nullable(),
      questions: z.array(z.string()),
      confidentialPlacement: z.boolean(),
      /** Why the placement is secret; the pack bears no mark of it. Null where it is not. */
      secretBecause: z.array(z.string()).nullable(),
      /** The name the pack gives, where it is not the legal one: a child placed for adoption. */
      goesBy: z.string().nullable(),
      /** Free text to look at: all of a child whose placement is secret, of others what has a point. */
      passages: z.array(packPassage),
    }),
  ),
  /** What stops the export ('no designated teacher on this date') or should be seen first. */
  problems: z.array(z.object({ stops: z.boolean(), words: z.string() })),
});
export type PackPreview = z.output<typeof packPreview>;

export const packExportResult = z.object({
  folder: z.string(),
  files: z.array(z.object({ fileName: z.string(), childId: id.nullable(), pages: z.number(), bytes: z.number() })),
  /** The one file they are in; null where they lie in the folder as PDFs. */
  packFile: z.object({ path: z.string(), bytes: z.number() }).nullable(),
});

/** What is known of a `.vskpack` once its password has opened it; its documents stay where the store is. */
export const packOpened = z.object({
  openedId: id,
  /** `schoolId` null: this store has no such school. */
  school: z.object({ schoolId: id.nullable(), urn: z.string().nullable(), name: z.string() }),
  asAt: plainDate,
  madeAt: z.string(),
  files: z.array(z.object({ fileName: z.string(), bytes: z.number() })),
});
export type PackOpened = z.output<typeof packOpened>;

export const packSaved = z.object({
  folder: z.string(),
  files: z.array(z.object({ fileName: z.string(), bytes: z.number() })),
});

/** What an export is about: a school's pupils on a date, all of them or the chosen ones. */
export const packsOf = (choice: { schoolId: string; asAt: string; childIds: readonly string[] }): string =>
  [choice.schoolId, choice.asAt, ...choice.childIds.toSorted()].join(' ');

export const packCalls = {
  'packs.preview': defineCall({
    kind: 'query',
    input: z.object(choice),
    output: packPreview,
    access: 'children',
    audit: {
      action: 'preview pack',
      subjects: (input, output) => [
        { kind: 'school', id: input.schoolId },
        ...output.children.map((child) => ({ kind: 'child' as const, id: child.childId })),
      ],
    },
    reads: ['packs', 'children', 'schools'],
  }),
  /** Writes a cover and one PDF per child into a new folder, or all of them into one `.vskpack`. */
  'packs.export': defineJob({
    input: z
      .object({
        ...choice,
        folder: z.string().min(1, 'Choose a folder'),
        /** Passages of a child whose placement is secret that the sender has read and ticked in. */
        include: z.array(passageId).max(5000).default([]),
        /** Passages of other children that the sender leaves out. */
        leaveOut: z.array(passageId).max(5000).default([]),
        as: z.enum(['folder', 'file']).default('folder'),
        /** Opens every PDF of the pack, or its one file; kept nowhere. */
        password: z.string().min(12, 'Use at least 12 characters').max(1024).nullable().default(null),
      })
      .refine(({ as, password }) => as === 'folder' || password !== null, {
        path: ['password'],
        message: 'A pack as one file needs a password of at least 12 characters',
      }),
    result: packExportResult,
    access: 'children',
    audit: {
      action: 'export pack',
      subjects: (input) => [
        { kind: 'school', id: input.schoolId },
        ...input.childIds.map((childId) => ({ kind: 'child' as const, id: childId })),
      ],
    },
    reads: [],
    changes: ['packs', 'audit'],
    of: packsOf,
  }),
  'packs.history': defineCall({
    kind: 'query',
    input: z.object({ limit: z.int().min(1).max(200).default(50) }),
    output: z.object({
      rows: z.array(
        z.object({
          at: z.string(),
          by: z.string(),
          schoolName: z.string(),
          children: z.number(),
          folder: z.string(),
          protected: z.boolean(),
          asFile: z.boolean(),
          /** What was unwise about where it went, when it was written. */
          warnings: z.array(folderWarning.shape.kind),
        }),
      ),
    }),
    access: 'team',
    audit: 'none',
    reads: ['packs', 'schools'],
  }),
  /**
   * Opens a `.vskpack` that somebody handed over. Its children need not be in the caller's
   * localities: whoever has the file and its password was given them (docs/decisions/vskpack.md). The audit gets a second
   * entry, 'open review pack', once it is open.
   */
  'packs.open': defineJob({
    input: z.object({
      file: z
        .instanceof(Uint8Array)
        .refine((bytes) => bytes.length > 0, 'The file is empty. Ask for it to be sent again')
        .refine((bytes) => bytes.length <= largestPackFile, 'The file is larger than 64 MB, which no review pack is'),
      password: z.string().min(1, 'Enter the password of the file').max(1024),
    }),
    result: packOpened,
    access: 'team',
    audit: { action: 'try to open review pack', subjects: () => [] },
    reads: [],
    changes: ['audit'],
  }),
  /** Writes the documents of an opened pack into a new folder inside `folder`. */
  'packs.saveOpened': defineJob({
    input: z.object({ openedId: id, folder: z.string().min(1, 'Choose a folder') }),
    result: packSaved,
    access: 'team',
    audit: { action: 'begin to save review pack', subjects: () => [] },
    reads: [],
    changes: ['audit'],
    of: ({ openedId }) => openedId,
  }),
  /** Lets an opened pack go. */
  'packs.discardOpened': defineCall({
    kind: 'command',
    input: z.object({ openedId: id }),
    output: z.object({}),
    access: 'team',
    audit: 'none',
    changes: [],
  }),
};
