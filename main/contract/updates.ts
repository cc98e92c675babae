import { z } from 'zod';
import { defineCall, defineJob } from './call.ts';
import { plainDate } from './shared.ts';

/** Why what lies in the folder is not installed; `words` say it to the person, with what to do. */
export const updateRefusals = [
  'noFolder',
  'unreachable',
  'nothingThere',
  'noPinnedKey',
  'notSigned',
  'wrongSignature',
  'malformed',
  'older',
  'same',
  'wrongPlatform',
  'fileMissing',
  'notAFile',
  'truncated',
  'tooLarge',
  'wrongContent',
  'changed',
] as const;
export type UpdateRefusal = (typeof updateRefusals)[number];

const folder = z.string().trim().min(1, 'Choose a folder').max(4096);
/** A version as `1.20.3`. */
export const updateVersion = z.string().regex(/^\d{1,5}\.\d{1,5}\.\d{1,5}$/, 'a version as 1.20.3');

export const updateAnswer = z.discriminatedUnion('state', [
  z.object({ state: z.literal('upToDate'), version: updateVersion }),
  z.object({
    state: z.literal('available'),
    version: updateVersion,
    /** What is new, as the council wrote it: plain text, paragraphs apart by blank lines. */
    notes: z.string(),
    date: plainDate,
    /** Size of the installer. */
    bytes: z.number(),
    fileName: z.string(),
  }),
  z.object({ state: z.literal('refused'), reason: z.enum(updateRefusals), words: z.string() }),
]);
export type UpdateAnswer = z.output<typeof updateAnswer>;

/** An installer that is ready: hand `path` to `bridge.installUpdate`. */
export const preparedUpdate = z.object({ path: z.string(), version: updateVersion });
export type PreparedUpdate = z.output<typeof preparedUpdate>;

/** Updates, only on the person's word and from a folder that the council sets. Nothing looks for one by itself. */
export const updateCalls = {
  'updates.settings': defineCall({
    kind: 'query',
    input: z.object({}),
    output: z.object({
      version: z.string(),
      /** Where updates are looked for; null while nobody set a folder. */
      folder: z.string().nullable(),
      /** The keys this copy trusts, by the name they were given; with none, no update is ever accepted. */
      trustedKeys: z.array(z.string()),
    }),
    access: 'administration',
    audit: 'none',
    reads: ['settings'],
  }),
  'updates.setFolder': defineCall({
    kind: 'command',
    input: z.object({ folder: folder.nullable() }),
    output: z.object({}),
    access: 'administration',
    audit: { action: 'set update folder', subjects: () => [] },
    changes: ['settings'],
  }),
  /** Looks into the folder that is set, or into `folder`, for example on a stick. Changes nothing. */
  'updates.check': defineCall({
    kind: 'command',
    input: z.object({ folder: folder.optional() }),
    output: updateAnswer,
    access: 'administration',
    audit: { action: 'look for an update', subjects: () => [] },
    changes: [],
  }),
  /**
   * A job, cancellable until its end: checks everything again, backs the store up, and copies the installer onto this
   * computer, where its content is checked against the signature. `version` is the one that the person agreed to.
   * Errors: `updateRefused`, `diskFull`, `cannotWrite`.
   */
  'updates.prepare': defineJob({
    input: z.object({ version: updateVersion, folder: folder.optional() }),
    result: preparedUpdate,
    access: 'administration',
    audit: { action: 'prepare update', subjects: () => [] },
    reads: [],
    changes: ['backups'],
  }),
};
