import { z } from 'zod';
import { defineCall } from './call.ts';
import { dayGiven, id, pageInput } from './shared.ts';

export const schoolRow = z.object({
  schoolId: id,
  /** Null for a school that has none. */
  urn: z.string().nullable(),
  laestab: z.string().nullable(),
  name: z.string(),
  phase: z.string().nullable(),
  district: z.string().nullable(),
  designatedTeacher: z.string().nullable(),
  safeguardingLead: z.string().nullable(),
  /** Children of the caller's scope enrolled on the date. */
  pupils: z.number(),
});

export const schoolCalls = {
  'schools.list': defineCall({
    kind: 'query',
    input: z.object({
      asAt: dayGiven,
      search: z.string().max(200).default(''),
      withPupilsOnly: z.boolean().default(true),
      ...pageInput,
      limit: z.int().min(1).max(5000).default(1000),
    }),
    output: z.object({ total: z.number(), rows: z.array(schoolRow) }),
    access: 'attendanceOfChildren',
    audit: 'none',
    reads: ['schools', 'children'],
  }),
};
