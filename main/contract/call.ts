import type { z } from 'zod';
import { jobStarted } from './shared.ts';

/**
 * Who may make a call and over what, by the roles they have today (`domain/access`). The dispatcher enforces it before the
 * handler runs:
 * - `beforeUnlock`: no store is open yet, nobody is signed in;
 * - `published`: no child's data (measures, benchmarks, templates); every role;
 * - `team`: aggregates with true numbers;
 * - `children`: lists of children, of those in the caller's scope;
 * - `child`: one child named by `input.childId`, who must be in the caller's scope;
 * - `attendanceOfChildren`, `attendanceOfChild`: the same, also for those who may see attendance, suspensions and contacts alone;
 * - `imports`: bringing data in;
 * - `administration`: the authority's settings, people, keys and backups.
 */
export type AccessScope =
  | 'beforeUnlock'
  | 'published'
  | 'team'
  | 'children'
  | 'child'
  | 'attendanceOfChildren'
  | 'attendanceOfChild'
  | 'imports'
  | 'administration';

/** Whom or what an audited call is about; ids only, never names. */
export type Subject = {
  kind: 'child' | 'school' | 'batch' | 'report' | 'store' | 'user' | 'backup';
  id: string;
};

/** `none`, or the action written to the audit with the subjects that `subjects` names and what was asked for. */
export type AuditRule<Input, Output> =
  | 'none'
  | {
      action: string;
      /** Everybody that the answer shows or the command touched. A call that failed has those of `namedIn(input)`. */
      subjects: (input: Input, output: Output) => Subject[];
      /** What a list or an export was asked for, so that the entry says which; without anybody's words. */
      filter?: (input: Input, output: Output) => Record<string, unknown>;
    };

export const topics = [
  'store',
  'children',
  'schools',
  'reports',
  'packs',
  'imports',
  'reference',
  'users',
  'audit',
  'keys',
  'backups',
  'settings',
] as const;
/** What answers are made of. */
export type Topic = (typeof topics)[number];
/** A whole topic, or one subject of it: `{ topic: 'children', id }` is that child alone. */
export type TopicOrSubject = Topic | { topic: Topic; id: string };
/** Fixed topics, or those that an input names. */
export type TopicsOf<Input> = readonly Topic[] | ((input: Input) => readonly TopicOrSubject[]);

interface AnyCall<Input extends z.ZodType, Output extends z.ZodType> {
  input: Input;
  output: Output;
  access: AccessScope;
  audit: AuditRule<z.output<Input>, z.output<Output>>;
}

/** Reads and changes nothing. `reads`: a change of one of these topics makes an answer that was kept stale. */
export interface QueryCall<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType>
  extends AnyCall<Input, Output> {
  kind: 'query';
  reads: TopicsOf<z.output<Input>>;
}

/** Does something. `changes`: what it makes stale once it is done; a command that changes nothing says `[]`. */
export interface CommandCall<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType>
  extends AnyCall<Input, Output> {
  kind: 'command';
  changes: TopicsOf<z.output<Input>>;
}

/** A command that starts long work and answers its job at once. */
export interface JobCall<
  Input extends z.ZodType = z.ZodType,
  Output extends z.ZodType = z.ZodType,
  Result extends z.ZodType = z.ZodType,
> extends CommandCall<Input, Output> {
  /** What the work answers once it is done: the service's answer is read by it, and so is the window's. */
  result: Result;
  /** What its result rests on: it is out of date once one of these changes. */
  reads: readonly Topic[];
  /** What becomes stale when the work has ended, however it ended. */
  changes: readonly Topic[];
  /** What the work is about, where there may be several of its kind: an id of its input, never a name. */
  of?: (input: z.output<Input>) => string;
}

/** One call of the contract: the only way anything outside the data process reaches the store. */
export type Call<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> =
  | QueryCall<Input, Output>
  | CommandCall<Input, Output>;

/** Keeps each call's own input and output types, while checking its shape. */
export function defineCall<Input extends z.ZodType, Output extends z.ZodType>(
  call: QueryCall<Input, Output>,
): QueryCall<Input, Output>;
export function defineCall<Input extends z.ZodType, Output extends z.ZodType>(
  call: CommandCall<Input, Output>,
): CommandCall<Input, Output>;
export function defineCall(call: unknown): unknown {
  return call;
}

type Job<Input extends z.ZodType, Output extends z.ZodType, Result extends z.ZodType> = Omit<
  JobCall<Input, Output, Result>,
  'kind' | 'output'
>;

/** A command that starts long work: its answer is the job's id (and what `output` adds), its result comes at the end. */
export function defineJob<Input extends z.ZodType, Result extends z.ZodType>(
  job: Job<Input, typeof jobStarted, Result>,
): JobCall<Input, typeof jobStarted, Result>;
export function defineJob<Input extends z.ZodType, Result extends z.ZodType, Output extends z.ZodType>(
  job: Job<Input, Output, Result> & { output: Output },
): JobCall<Input, Output, Result>;
export function defineJob(job: object): unknown {
  return { kind: 'command', output: jobStarted, ...job };
}
