import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { CallInput, CallName, Calls } from '#contract/calls.ts';
import type { Job } from '#contract/jobs.ts';
import { CallFailure, call } from '#renderer/api.ts';
import { whyStopped } from '#renderer/data/jobState.ts';
import { invalidateTopics } from '#renderer/data/queryClient.ts';
import { changesOf } from '#renderer/data/staleness.ts';

/** The commands that change the profile: each answers the id of its change, some by a job. */
export type SettingsChange = {
  [Name in CallName]: Name extends `settings.${string}`
    ? { kind: 'command' } extends { kind: Calls[Name]['kind'] }
      ? Calls[Name]['output'] extends { shape: { changeId: unknown } }
        ? Name
        : never
      : never
    : never;
}[CallName];

const pollEvery = 200;

/** Follows a job to its end. @throws CallFailure when it failed or was cancelled. */
async function ended(jobId: string, onJob: (job: Job) => void): Promise<void> {
  for (;;) {
    const job = await call('jobs.get', { jobId });
    onJob(job);
    const stopped = whyStopped(job, null);
    if (stopped) throw stopped;
    if (job.state === 'done') return;
    await new Promise((resolve) => setTimeout(resolve, pollEvery));
  }
}

/**
 * Makes one change of the profile and sees it through, whatever becomes of the dialog that asked for it: what rests on the
 * profile is read again, and a notice says what happened and takes it back on a click.
 * @param said the notice: 'Thanet belongs to East Kent 2 from 1 September 2025.'
 */
export async function makeChange<Name extends SettingsChange>(
  name: Name,
  input: CallInput<Name>,
  said: string,
  onJob: (job: Job) => void = () => undefined,
): Promise<void> {
  const answer = (await call(name, input)) as { changeId: string; jobId?: string };
  if (answer.jobId !== undefined) await ended(answer.jobId, onJob);
  invalidateTopics(changesOf(name, input));
  const { changeId } = answer;
  notifications.show({
    id: changeId,
    autoClose: 15_000,
    message: (
      <span className="vsk-undo">
        {said}
        {name !== 'settings.undo' && (
          <Button variant="default" size="xs" onClick={() => void takeBack(changeId)}>
            Undo
          </Button>
        )}
      </span>
    ),
  });
}

/** Takes a change back, and says so or why not. */
async function takeBack(changeId: string): Promise<void> {
  notifications.hide(changeId);
  try {
    await makeChange('settings.undo', { changeId }, 'It is as it was before.');
  } catch (error) {
    const message = error instanceof CallFailure ? error.detail.message : 'It could not be taken back.';
    notifications.show({ color: 'red', autoClose: false, message });
  }
}
