import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { TopicOrSubject } from '#contract/call.ts';
import type { JobName } from '#contract/calls.ts';
import type { Job } from '#contract/jobs.ts';

class CallFailure extends Error {
  readonly code: string;
  readonly detail: { message: string };
  constructor(code: string, detail: { message: string }) {
    super(detail.message);
    this.code = code;
    this.detail = detail;
  }
}
const call = vi.fn<(name: string, input: unknown) => Promise<unknown>>();
vi.mock('#renderer/api.ts', () => ({ CallFailure, call: (name: string, input: unknown) => call(name, input) }));

const { adoptRunning, cancelJob, forgetJob, isWatched, jobCentre, latest, startJob, watch } = await import(
  '#renderer/jobs/jobs.ts'
);
const { endNotice } = await import('#renderer/jobs/jobWords.ts');
const { invalidateTopics, onChanged } = await import('#renderer/data/queryClient.ts');

const changed: TopicOrSubject[][] = [];
onChanged((topics) => changed.push([...topics]));

const batchId = '0198b1c0-0000-7000-8000-000000000001';
const jobOf = (id: string, name: JobName, more: Partial<Job> = {}): Job => ({
  id,
  call: name,
  of: null,
  title: 'Importing list.csv',
  state: 'running',
  done: 1,
  total: 10,
  unit: 'rows',
  message: '',
  cancellable: true,
  startedAt: '2025-03-31T09:00:00Z',
  finishedAt: null,
  error: null,
  result: null,
  ...more,
});
const file = { name: 'list.csv', format: 'list', formatTitle: 'List', asOf: null, dataRows: 3, added: 2, changed: 1 };
const imported = { batchId, files: [{ ...file, unchanged: 0, refused: 0, waiting: 0, refusals: [], warnings: [] }] };

/** What the service answers to `jobs.get`, one after another; the last one for ever. */
function serve(id: string, answers: (Job | CallFailure)[]): void {
  const left = [...answers];
  call.mockImplementation(async (name) => {
    if (name === 'jobs.get') {
      const answer = left.length > 1 ? left.shift() : left[0];
      if (answer instanceof CallFailure) throw answer;
      return answer;
    }
    return name === 'jobs.running' ? { rows: [] } : { jobId: id };
  });
}
const commit = () => startJob('imports.commit', { previewId: batchId });

beforeEach(() => {
  vi.useFakeTimers();
  changed.length = 0;
});
afterEach(async () => {
  await vi.runAllTimersAsync();
  for (const { key } of jobCentre.get()) forgetJob(key);
  vi.useRealTimers();
  call.mockReset();
});

describe('long work is followed to its end, whatever becomes of its screen', () => {
  it.each<[Job['state'], Partial<Job>]>([
    ['done', { result: imported }],
    ['failed', { error: { code: 'diskFull', message: 'The disk is full.' } }],
    ['cancelled', { error: { code: 'cancelled', message: 'Cancelled. Nothing was changed.' } }],
  ])('%s: nobody watches, and what it changes is read again', async (state, more) => {
    serve('a', [jobOf('a', 'imports.commit'), jobOf('a', 'imports.commit', { state, ...more })]);
    const { ended } = await commit();
    expect(latest(jobCentre.get(), 'imports.commit')).toMatchObject({ state: 'running' });
    expect(changed).toEqual([]);
    await vi.advanceTimersByTimeAsync(400);
    expect(await ended).toMatchObject({ state });
    expect(latest(jobCentre.get(), 'imports.commit')?.state).toBe(state);
    expect(changed).toEqual([['children', 'schools', 'reports', 'imports', 'reference', 'store']]);
  });

  it('its result is read by the contract; one that is not of its shape is no result', async () => {
    serve('a', [jobOf('a', 'imports.commit', { state: 'done', result: { ...imported, secret: 1 } })]);
    expect((await (await commit()).ended).result).toEqual(imported);
    serve('b', [jobOf('b', 'imports.commit', { state: 'done', result: { batchId: 7 } })]);
    const work = await (await commit()).ended;
    expect([work.state, work.result]).toEqual(['failed', null]);
    expect(work.failure?.detail.message).toMatch(/it is done, but/);
  });

  it('refused at the start, it stands there as failed and changes nothing', async () => {
    call.mockRejectedValue(new CallFailure('conflict', { message: 'This import was undone already.' }));
    await expect(startJob('imports.undo', { batchId, reason: 'wrong file' })).rejects.toThrow('undone already');
    expect(latest(jobCentre.get(), 'imports.undo')).toMatchObject({ state: 'failed', job: null });
    expect(changed).toEqual([]);
  });

  it('a data process that stops meanwhile is asked again; work that did not survive says so, and is read again', async () => {
    const interrupted = new CallFailure('interrupted', { message: 'stopped' });
    serve('a', [interrupted, interrupted, jobOf('a', 'imports.commit', { state: 'done', result: imported })]);
    const first = await commit();
    await vi.advanceTimersByTimeAsync(2_000);
    expect((await first.ended).state).toBe('done');
    serve('b', [interrupted, new CallFailure('notFound', { message: 'This work is no longer known.' })]);
    const second = await commit();
    await vi.advanceTimersByTimeAsync(1_000);
    expect((await second.ended).failure?.detail.message).toMatch(/stopped while this was under way/);
    expect(changed).toHaveLength(2);
  });

  it('a page loaded anew finds it, once', async () => {
    serve('a', [jobOf('a', 'backups.make')]);
    const serving = call.getMockImplementation();
    call.mockImplementation(async (name, input) =>
      name === 'jobs.running'
        ? { rows: [jobOf('a', 'backups.make'), jobOf('z', 'of.another.version' as JobName)] }
        : serving?.(name, input),
    );
    await adoptRunning();
    await vi.advanceTimersByTimeAsync(10);
    await adoptRunning();
    expect(jobCentre.get().map(({ name, state }) => [name, state])).toEqual([['backups.make', 'running']]);
    const [work] = jobCentre.get();
    await cancelJob(work?.key ?? 0);
    expect(call).toHaveBeenLastCalledWith('jobs.cancel', { jobId: 'a' });
    serve('a', [jobOf('a', 'backups.make', { state: 'done', result: { backupId: 'x' } })]);
  });

  it('started anew, what ended before is over; work about another thing stays', async () => {
    const ended = (id: string, of: string) =>
      jobOf(id, 'backups.restore', { of, state: 'done', result: { backupId: of } });
    serve('a', [ended('a', 'monday')]);
    await (await startJob('backups.restore', { backupId: 'monday', reason: 'r' })).ended;
    serve('b', [ended('b', 'friday')]);
    await (await startJob('backups.restore', { backupId: 'friday', reason: 'r' })).ended;
    await (await startJob('backups.restore', { backupId: 'friday', reason: 'r' })).ended;
    expect(jobCentre.get().map(({ of }) => of)).toEqual(['monday', 'friday']);
    expect(latest(jobCentre.get(), 'backups.restore', 'monday')?.result).toEqual({ backupId: 'monday' });
  });

  it('a preview is out of date once something it rests on changes, and not by anything else', async () => {
    const nothing = { files: [], possibleLeavers: 0, questions: [], whoIs: [], differences: [], differencesTotal: 0 };
    const preview = { previewId: batchId, ...nothing };
    serve('a', [jobOf('a', 'imports.preview', { state: 'done', result: preview })]);
    await (await startJob('imports.preview', { files: [] as never })).ended;
    const isOld = () => latest(jobCentre.get(), 'imports.preview')?.stale;
    invalidateTopics(['audit']);
    expect(isOld()).toBe(false);
    invalidateTopics(['children']);
    expect(isOld()).toBe(true);
  });
});

describe('how an end is said', () => {
  const ended = async (name: JobName, input: object, more: Partial<Job>) => {
    serve('a', [jobOf('a', name, more)]);
    return (await startJob(name, input as never)).ended;
  };

  it('where no screen shows it; an import and a backup in any case', async () => {
    const work = await ended('imports.commit', { previewId: batchId }, { state: 'done', result: imported });
    const words = 'Imported: 3 rows added or changed. It can be undone under Data.';
    expect([endNotice(work, false), endNotice(work, true)]).toEqual([
      { words, bad: false },
      { words, bad: false },
    ]);
    const rekeyed = await ended('keys.rekey', {}, { state: 'done', result: {} });
    expect(endNotice(rekeyed, true)).toBe(null);
    expect(endNotice(rekeyed, false)?.words).toMatch(/new key/);
  });

  it('a failure with its reason; giving up what only reads is not news', async () => {
    const error = { code: 'diskFull', message: 'The disk is full.' };
    const failed = await ended('imports.commit', { previewId: batchId }, { state: 'failed', error });
    expect(endNotice(failed, false)).toEqual({ words: 'Importing list.csv: The disk is full.', bad: true });
    expect(endNotice(failed, true)).toBe(null);
    const given = await ended('imports.preview', { files: [] }, { state: 'cancelled' });
    expect(endNotice(given, false)).toBe(null);
  });

  it('a screen that shows one thing leaves the work on another to the tray', async () => {
    const stop = watch('backups.restore', 'monday');
    const input = { backupId: 'friday', reason: 'r' };
    const result = { backupId: 'friday' };
    expect(isWatched(await ended('backups.restore', input, { state: 'done', result }))).toBe(false);
    const monday = await ended('backups.restore', { ...input, backupId: 'monday' }, { state: 'done', result });
    expect(isWatched(monday)).toBe(true);
    stop();
    expect(isWatched(monday)).toBe(false);
  });
});
