import type { JobName, JobResult, ParsedInput } from '#contract/calls.ts';
import type { Job } from '#contract/jobs.ts';
import type { Scope } from '#domain/access/scopeOf.ts';

/** What long work is given: it tells how far it is, lets other calls through, and learns that it was cancelled. */
export interface Progress {
  /** Sets how far the work is and lets waiting calls run. Throws `cancelled` once the person has cancelled. */
  report(done: number, total: number | null, message?: string): Promise<void>;
  /** True once cancelled; for loops that cannot wait. */
  readonly cancelled: boolean;
  /** From here on the work cannot be cancelled, e.g. while a transaction commits. */
  hold(): void;
}

/** What a procedure may do with long work: start it, look at it, call it off. */
export interface JobRunner {
  /** Starts the work of a call and answers its id at once. `input` where the call says what its work is about (`of`). */
  start<Name extends JobName>(options: {
    call: Name;
    input?: ParsedInput<Name>;
    title: string;
    unit: string;
    cancellable?: boolean;
    run: (progress: Progress) => Promise<JobResult<Name>>;
  }): string;
  get(id: string): Job;
  cancel(id: string): void;
  /** Notes whose children the work may tell of: those of whoever started it, as they were then. */
  tellsOf(id: string, scope: Scope): void;
  /** The long work under way. */
  readonly running: Job[];
}
