import type { z } from 'zod';
import { backupCalls } from './backups.ts';
import { childrenCalls } from './children.ts';
import { closedRecordCalls } from './closedRecords.ts';
import { diagnosticsCalls } from './diagnostics.ts';
import { draftCalls } from './drafts.ts';
import { earlierVersionCalls } from './earlierVersion.ts';
import { exportCalls } from './exports.ts';
import { importCalls } from './imports.ts';
import { jobCalls } from './jobs.ts';
import { keyCalls } from './keys.ts';
import { leaverCalls } from './leavers.ts';
import { mergingCalls } from './merging.ts';
import { overviewCalls } from './overview.ts';
import { packCalls } from './packs.ts';
import { recoveryCalls } from './recovery.ts';
import { referenceCalls } from './reference.ts';
import { releaseCalls } from './releases.ts';
import { reportCalls } from './reports.ts';
import { schoolCalls } from './schools.ts';
import { secretCalls } from './secrets.ts';
import { settingsCalls } from './settings.ts';
import { storeCalls } from './store.ts';
import { updateCalls } from './updates.ts';
import { userCalls } from './users.ts';

/** Every call there is. A handler missing from the service, or one too many, is a type error there. */
export const calls = {
  ...storeCalls,
  ...jobCalls,
  ...recoveryCalls,
  ...diagnosticsCalls,
  ...overviewCalls,
  ...childrenCalls,
  ...reportCalls,
  ...releaseCalls,
  ...schoolCalls,
  ...packCalls,
  ...leaverCalls,
  ...mergingCalls,
  ...closedRecordCalls,
  ...earlierVersionCalls,
  ...secretCalls,
  ...exportCalls,
  ...importCalls,
  ...referenceCalls,
  ...userCalls,
  ...keyCalls,
  ...backupCalls,
  ...draftCalls,
  ...settingsCalls,
  ...updateCalls,
};

export type Calls = typeof calls;
export type CallName = keyof Calls;
/** What a caller writes: defaults may be left out. */
export type CallInput<Name extends CallName> = z.input<Calls[Name]['input']>;
/** What a handler reads: defaults filled in. */
export type ParsedInput<Name extends CallName> = z.output<Calls[Name]['input']>;
export type CallOutput<Name extends CallName> = z.output<Calls[Name]['output']>;

/** The calls that start long work. */
export type JobName = {
  [Name in CallName]: Calls[Name] extends { result: z.ZodType } ? Name : never;
}[CallName];
/** What long work answers once it is done. */
export type JobResult<Name extends JobName> = Name extends JobName ? z.output<Calls[Name]['result']> : never;
