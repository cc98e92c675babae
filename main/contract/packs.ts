import { z } from 'zod';
import { defineCall } from './call.ts';
import { id, jobStarted, plainDate } from './shared.ts';

const choice = {
  schoolId: id,
  asAt: plainDate,
  /** Empty: every pupil of the school in the caller's scope. */
  childIds: z.array(id).default([]),
};

export const packPreview = z.object({
  school: z.object({ schoolId: id, name: z.string(), urn: z.string() }),
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
    }),
  ),
  /** What stops the export ('no designated teacher on this date') or should be seen first. */
  problems: z.array(z.object({ stops: z.boolean(), words: z.string() })),
});
export type PackPreview = z.output<typeof packPreview>;

export const packExportResult = z.object({
  folder: z.string(),
  files: z.array(z.object({ fileName: z.string(), childId: id.nullable(), pages: z.number(), bytes: z.number() })),
});

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
  }),
  /** Writes a cover and one PDF per child; a job whose result is `packExportResult`. */
  'packs.export': defineCall({
    kind: 'command',
    input: z.object({
      ...choice,
      folder: z.string().min(1, 'Choose a folder'),
      /** Opens every PDF of the pack; kept nowhere. */
      password: z.string().min(12, 'Use at least 12 characters').nullable().default(null),
    }),
    output: jobStarted,
    access: 'children',
    audit: {
      action: 'export pack',
      subjects: (input) => [
        { kind: 'school', id: input.schoolId },
        ...input.childIds.map((childId) => ({ kind: 'child' as const, id: childId })),
      ],
    },
    changes: ['packs', 'audit'],
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
        }),
      ),
    }),
    access: 'team',
    audit: 'none',
  }),
};
