import type { z } from 'zod';
import { childrenCalls } from './children.ts';
import { importCalls } from './imports.ts';
import { jobCalls } from './jobs.ts';
import { overviewCalls } from './overview.ts';
import { packCalls } from './packs.ts';
import { referenceCalls } from './reference.ts';
import { reportCalls } from './reports.ts';
import { schoolCalls } from './schools.ts';
import { storeCalls } from './store.ts';
import { userCalls } from './users.ts';

/** Every call there is. A handler missing from the service, or one too many, is a type error there. */
export const calls = {
  ...storeCalls,
  ...jobCalls,
  ...overviewCalls,
  ...childrenCalls,
  ...reportCalls,
  ...schoolCalls,
  ...packCalls,
  ...importCalls,
  ...referenceCalls,
  ...userCalls,
};

export type Calls = typeof calls;
export type CallName = keyof Calls;
/** What a caller writes: defaults may be left out. */
export type CallInput<Name extends CallName> = z.input<Calls[Name]['input']>;
/** What a handler reads: defaults filled in. */
export type ParsedInput<Name extends CallName> = z.output<Calls[Name]['input']>;
export type CallOutput<Name extends CallName> = z.output<Calls[Name]['output']>;
