import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type CallInput, type CallName, type Calls, calls, type JobName } from '#contract/calls.ts';
import { CallFailure, call } from '#renderer/api.ts';
import { invalidateTopics } from '#renderer/data/queryClient.ts';
import { changesOf } from '#renderer/data/staleness.ts';
import { startJob } from '#renderer/jobs/jobs.ts';

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

const isJob = (name: SettingsChange): name is Extract<SettingsChange, JobName> => 'result' in calls[name];

/** Has the change made and answers its id. @throws CallFailure when it was not. */
async function made<Name extends SettingsChange>(
  name: Name,
  input: CallInput<Name>,
  onStarted: (key: number) => void,
): Promise<string> {
  if (!isJob(name)) {
    const { changeId } = await call(name, input);
    invalidateTopics(changesOf(name, input));
    return changeId;
  }
  const { key, output, ended } = await startJob(name, input as CallInput<typeof name>);
  onStarted(key);
  const { failure } = await ended;
  if (failure !== null) throw failure;
  return output.changeId;
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
  onStarted: (key: number) => void = () => undefined,
): Promise<void> {
  const changeId = await made(name, input, onStarted);
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
