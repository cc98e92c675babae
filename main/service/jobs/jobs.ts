import type { JobCall } from '#contract/call.ts';
import { calls, type JobName, type JobResult, type ParsedInput } from '#contract/calls.ts';
import type { Job } from '#contract/jobs.ts';
import { newId } from '#db/newId.ts';
import type { Scope } from '#domain/access/scopeOf.ts';
import { CallFailure } from '../context/callFailure.ts';
import { asDiskFailure } from '../context/diskFailure.ts';
import { log } from '../context/log.ts';
import type { JobRunner, Progress } from '../context/progress.ts';

type Entry = { job: Job; cancelled: boolean; movedAt: number; scope: Scope };

const breathe = () => new Promise<void>((resolve) => setImmediate(resolve));

/** The long work of this process. Finished jobs are kept until the store is locked, so their results can be fetched. */
export class Jobs implements JobRunner {
  readonly #entries = new Map<string, Entry>();

  /** Starts the work of a call and answers its id at once. `input` where the call says what its work is about (`of`). */
  start<Name extends JobName>(options: {
    call: Name;
    input?: ParsedInput<Name>;
    title: string;
    unit: string;
    cancellable?: boolean;
    run: (progress: Progress) => Promise<JobResult<Name>>;
  }): string {
    const { of, result } = calls[options.call] as JobCall;
    if (of !== undefined && options.input === undefined)
      throw new Error(`${options.call} says what it is about: give its input.`);
    const job: Job = {
      id: newId(),
      call: options.call,
      of: of === undefined ? null : of(options.input),
      title: options.title,
      state: 'running',
      done: 0,
      total: null,
      unit: options.unit,
      message: '',
      cancellable: options.cancellable ?? true,
      startedAt: new Date().toISOString(),
      finishedAt: null,
      error: null,
      result: null,
    };
    const entry: Entry = { job, cancelled: false, movedAt: performance.now(), scope: { kind: 'none' } };
    this.#entries.set(job.id, entry);
    let breathedAt = performance.now();
    const progress: Progress = {
      async report(done, total, message) {
        entry.movedAt = performance.now();
        job.done = done;
        job.total = total;
        if (message !== undefined) job.message = message;
        if (performance.now() - breathedAt > 25) {
          await breathe();
          breathedAt = performance.now();
        }
        if (entry.cancelled) throw new CallFailure('cancelled', 'Cancelled. Nothing was changed.');
      },
      get cancelled() {
        return entry.cancelled;
      },
      hold() {
        job.cancellable = false;
      },
    };
    void this.#run(entry, async (told) => result.parse(await options.run(told)), progress);
    return job.id;
  }

  async #run(entry: Entry, run: (progress: Progress) => Promise<unknown>, progress: Progress): Promise<void> {
    const { job } = entry;
    try {
      await breathe();
      job.result = await run(progress);
      job.state = 'done';
    } catch (error) {
      const failure = error instanceof CallFailure ? error : asDiskFailure(error);
      job.state = failure?.code === 'cancelled' ? 'cancelled' : 'failed';
      job.error = {
        code: failure?.code ?? 'failed',
        message: failure?.message ?? (error instanceof Error ? error.message : String(error)),
      };
      if (job.state === 'failed' && !failure) log.error('failed', { where: 'job', error });
    } finally {
      job.cancellable = false;
      job.finishedAt = new Date().toISOString();
    }
  }

  get(id: string): Job {
    const entry = this.#entries.get(id);
    if (!entry)
      throw new CallFailure('notFound', 'This work is no longer known. It ended before the store was last locked.');
    return { ...entry.job };
  }

  tellsOf(id: string, scope: Scope): void {
    const entry = this.#entries.get(id);
    if (entry) entry.scope = scope;
  }

  /** Whose children work may tell of; nobody's where it is of none. */
  scopeOf(id: string): Scope {
    return this.#entries.get(id)?.scope ?? { kind: 'none' };
  }

  /** Whether work under way has got on within the last so many milliseconds; work that hangs does not count. */
  movedWithin(ms: number): boolean {
    const since = performance.now() - ms;
    return [...this.#entries.values()].some(({ job, movedAt }) => job.state === 'running' && movedAt >= since);
  }

  /** The long work under way. */
  get running(): Job[] {
    return [...this.#entries.values()].filter(({ job }) => job.state === 'running').map(({ job }) => ({ ...job }));
  }

  cancel(id: string): void {
    const entry = this.#entries.get(id);
    if (entry?.job.cancellable) entry.cancelled = true;
  }

  /** Forgets every result; what runs goes on, for it has something to tell. */
  forgetEnded(): void {
    for (const [id, { job }] of this.#entries) if (job.state !== 'running') this.#entries.delete(id);
  }

  /** Cancels what runs and forgets every result; part of locking. */
  clear(): void {
    for (const entry of this.#entries.values()) entry.cancelled = true;
    this.#entries.clear();
  }
}
