import type { JobCall } from '#contract/call.ts';
import { type CallInput, type CallOutput, calls, type JobName, type JobResult } from '#contract/calls.ts';
import type { Job } from '#contract/jobs.ts';
import { CallFailure, call } from '#renderer/api.ts';
import { invalidateTopics, onChanged } from '#renderer/data/queryClient.ts';
import { overlaps } from '#renderer/data/staleness.ts';

/**
 * The job centre: all long work that this window started, or found under way when its page was loaded. It lives outside
 * React, so that work is followed to its end whatever becomes of the screen that asked for it, and what it changed is read
 * again in any case. Neither inputs nor passwords are kept, and a lock loads the page anew, which forgets all of it.
 */

/** One piece of long work, as the window knows it. A new object with each change. */
export interface Work<Name extends JobName = JobName> {
  /** Its number in this window. */
  key: number;
  name: Name;
  /** What it is about, where there may be several of its kind. */
  of: string | null;
  state: 'running' | 'done' | 'failed' | 'cancelled';
  /** How far it is; null until the service has answered. */
  job: Job | null;
  result: JobResult<Name> | null;
  /** Why it was not done; null while it runs and when it was. */
  failure: CallFailure | null;
  /** Something that its result rests on has changed since. */
  stale: boolean;
}

/** Work that the service has taken on. `ended` never rejects: how it went stands in the work. */
export interface JobRef<Name extends JobName> {
  key: number;
  output: CallOutput<Name>;
  ended: Promise<Work<Name>>;
}

const pollEvery = 300;
/** The data process starts again within seconds; asked so often, it has. */
const interruptions = { most: 12, wait: 800 };

let works: readonly Work[] = [];
let lastKey = 0;
const listeners = new Set<() => void>();
const watched = new Map<string, number>();

function become(next: readonly Work[]): void {
  works = next;
  for (const listener of [...listeners]) listener();
}

const find = (key: number): Work | undefined => works.find((work) => work.key === key);
const update = (key: number, change: Partial<Work>): void =>
  become(works.map((work) => (work.key === key ? { ...work, ...change } : work)));
const contractOf = (name: JobName): JobCall => calls[name] as JobCall;

/** For `useSyncExternalStore`. */
export const jobCentre = {
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  get: (): readonly Work[] => works,
};

/** The work started last under a name, about one thing or (of undefined) about any. */
export const latest = <Name extends JobName>(all: readonly Work[], name: Name, of?: string): Work<Name> | undefined =>
  all.findLast((work) => work.name === name && (of === undefined || work.of === of)) as Work<Name> | undefined;

const watchKeys = (name: JobName, of: string | null | undefined): string => `${name} ${of ?? '*'}`;

/** A screen shows the work of this name itself, until the returned function is called; the tray leaves it alone. */
export function watch(name: JobName, of?: string): () => void {
  const key = watchKeys(name, of);
  const count = (by: 1 | -1) => {
    watched.set(key, (watched.get(key) ?? 0) + by);
    become([...works]);
  };
  count(1);
  return () => count(-1);
}

/** Whether a screen shows this work itself. */
export const isWatched = ({ name, of }: Work): boolean =>
  (watched.get(watchKeys(name, null)) ?? 0) > 0 || (watched.get(watchKeys(name, of)) ?? 0) > 0;

function add(name: JobName, of: string | null, job: Job | null): number {
  lastKey += 1;
  // What ended before under the same name is over: its result is not this one's.
  const others = works.filter((work) => work.name !== name || work.of !== of || work.state === 'running');
  become([...others, { key: lastKey, name, of, state: 'running', job, result: null, failure: null, stale: false }]);
  return lastKey;
}

/** Why work failed, where a screen then offers something else than to try again. */
const toldApart = ['wrongPassphrase', 'forbidden', 'conflict'] as const;

function stopped(job: Job): CallFailure {
  if (job.state === 'cancelled') return new CallFailure('cancelled', { message: 'Cancelled: nothing was kept.' });
  const message = job.error?.message ?? 'The work stopped; nothing was kept.';
  const code = toldApart.find((each) => each === job.error?.code) ?? 'failed';
  return new CallFailure(code, { message });
}

function endOf(name: JobName, job: Job): Partial<Work> {
  if (job.state !== 'done') return { state: job.state, failure: stopped(job) };
  const read = contractOf(name).result.safeParse(job.result);
  if (read.success) return { state: 'done', result: read.data as JobResult<JobName> };
  const message = `${job.title}: it is done, but what it answered could not be read.`;
  return { state: 'failed', failure: new CallFailure('failed', { message }) };
}

const cutOff = () =>
  new CallFailure('interrupted', {
    message:
      'The part of the app that keeps the store stopped while this was under way. Look whether it was done before you try again.',
  });

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Asks until the work has ended, and makes stale what it changed: cancelled or failed work too, for reading again is cheap. */
async function follow(key: number, jobId: string): Promise<Work> {
  let cut = 0;
  let end: Partial<Work> | null = null;
  const { name } = find(key) as Work;
  while (end === null) {
    try {
      const job = await call('jobs.get', { jobId });
      if (job.state === 'running') {
        update(key, { job });
        await pause(pollEvery);
      } else end = { job, ...endOf(name, job) };
    } catch (error) {
      const failure = error instanceof CallFailure ? error : new CallFailure('failed', { message: String(error) });
      if (failure.code === 'interrupted' && cut < interruptions.most) {
        cut += 1;
        await pause(interruptions.wait);
      } else end = { state: 'failed', failure: cut > 0 ? cutOff() : failure };
    }
  }
  const last: Work = { ...(find(key) as Work), ...end };
  invalidateTopics(contractOf(name).changes);
  if (find(key) !== undefined) update(key, end);
  return last;
}

/**
 * Starts long work and follows it to its end.
 * @throws CallFailure when the service does not take it on; the work then stands there as failed.
 * @example const { ended } = await startJob('backups.make', {});
 */
export async function startJob<Name extends JobName>(name: Name, input: CallInput<Name>): Promise<JobRef<Name>> {
  const { of } = contractOf(name);
  const key = add(name, of === undefined ? null : of(input), null);
  try {
    const output = (await call(name, input)) as CallOutput<Name> & { jobId: string };
    return { key, output, ended: follow(key, output.jobId) as Promise<Work<Name>> };
  } catch (error) {
    const failure = error instanceof CallFailure ? error : new CallFailure('failed', { message: String(error) });
    update(key, { state: 'failed', failure });
    throw failure;
  }
}

/** Goes on watching what was under way before the page was loaded, or was started by nobody here. */
export async function adoptRunning(): Promise<void> {
  const { rows } = await call('jobs.running', {});
  for (const job of rows) {
    const known = works.some((work) => work.job?.id === job.id || (work.name === job.call && work.job === null));
    if (!known && Object.hasOwn(calls, job.call) && 'result' in calls[job.call as JobName])
      void follow(add(job.call as JobName, job.of, job), job.id);
  }
}

/** Asks for the work to stop; it says itself when it has. */
export async function cancelJob(key: number): Promise<void> {
  const jobId = find(key)?.job?.id;
  if (jobId !== undefined) await call('jobs.cancel', { jobId }).catch(() => undefined);
}

/** Lets the end of work go, once it was seen; what runs stays. */
export function forgetJob(key: number): void {
  if (works.some((work) => work.key === key && work.state !== 'running'))
    become(works.filter((work) => work.key !== key));
}

// A result is out of date once something it was made of changes.
onChanged((changed) => {
  const old = (work: Work) => work.result !== null && !work.stale && overlaps(contractOf(work.name).reads, changed);
  if (works.some(old)) become(works.map((work) => (old(work) ? { ...work, stale: true } : work)));
});
