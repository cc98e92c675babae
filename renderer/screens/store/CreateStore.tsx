import { Button, PasswordInput, Progress, SegmentedControl, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { CallFailure } from '#renderer/api.ts';
import { useCommand } from '#renderer/data/useCommand.ts';
import { useJob } from '#renderer/data/useJob.ts';
import { ErrorState } from '#renderer/ui/states.tsx';
import { MakingDemonstration } from './MakingDemonstration.tsx';
import { passphraseStrength } from './passphraseStrength.ts';

type Kind = 'own' | 'demonstration';

const colours = ['red', 'red', 'yellow', 'green'] as const;

/** First run: an own store, or a demonstration store of synthetic children. */
export function CreateStore({ folder }: { folder: string }) {
  const [kind, setKind] = useState<Kind>('own');
  const [userName, setUserName] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const [tried, setTried] = useState(false);
  const [jobId, setJobId] = useState<string | null>(null);
  const create = useCommand('store.create');
  const demonstration = useCommand('store.createDemonstration');
  const { job, failure } = useJob(jobId);
  useEffect(() => {
    document.title = 'Create a store · VSK Tracker';
  }, []);
  const strength = passphraseStrength(passphrase);
  const tooShort = [...passphrase].length < 12;
  const differs = again !== passphrase;
  const running =
    jobId !== null && failure === null && (job === null || job.state === 'running' || job.state === 'done');
  const stopped =
    job?.state === 'failed' || job?.state === 'cancelled'
      ? new CallFailure('failed', { message: job.error?.message ?? 'Cancelled: nothing was kept.' })
      : failure;

  function submit(): void {
    setTried(true);
    if (userName.trim() === '' || tooShort || differs) return;
    if (kind === 'own') create.mutate({ passphrase, userName });
    else demonstration.mutate({ passphrase, userName }, { onSuccess: (started) => setJobId(started.jobId) });
  }

  if (running && jobId !== null) return <MakingDemonstration jobId={jobId} />;
  const problem = stopped ?? create.error ?? demonstration.error;
  return (
    <>
      <h1>Create a store</h1>
      <p className="vsk-muted vsk-prose">An encrypted file on this computer, in {folder}. Nothing is sent anywhere.</p>
      <SegmentedControl
        className="vsk-gate-choice"
        fullWidth
        aria-label="Kind of store"
        value={kind}
        onChange={(value) => setKind(value as Kind)}
        data={[
          { value: 'own', label: 'A store for our children' },
          { value: 'demonstration', label: 'Open a demonstration' },
        ]}
      />
      {kind === 'demonstration' && (
        <p className="vsk-muted vsk-prose">
          About 3,000 synthetic children with schools, results, attendance and PEPs, made in under a minute. A
          demonstration store never takes real data.
        </p>
      )}
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <TextInput
          label="Your name"
          description="Stands in the audit beside what you do"
          value={userName}
          onChange={(event) => setUserName(event.currentTarget.value)}
          error={tried && userName.trim() === '' ? 'Enter your name' : undefined}
          autoComplete="name"
          required
        />
        <div className="vsk-strength">
          <PasswordInput
            label="Passphrase"
            description="At least 12 characters; four unrelated words work well"
            value={passphrase}
            onChange={(event) => setPassphrase(event.currentTarget.value)}
            error={tried && tooShort ? 'Use at least 12 characters: four unrelated words work well' : undefined}
            autoComplete="new-password"
            required
            visibilityToggleButtonProps={{ 'aria-label': 'Show the passphrase' }}
          />
          {passphrase !== '' && (
            <>
              <Progress
                value={(100 * (strength.score + 1)) / 4}
                color={colours[strength.score]}
                size="sm"
                aria-label="Strength"
              />
              <p className="vsk-small vsk-muted" role="status">
                {strength.words}
              </p>
            </>
          )}
        </div>
        <PasswordInput
          label="Passphrase again"
          value={again}
          onChange={(event) => setAgain(event.currentTarget.value)}
          error={
            (tried || again.length >= passphrase.length) && again !== '' && differs
              ? 'The two are not the same'
              : tried && differs
                ? 'Type the passphrase again'
                : undefined
          }
          autoComplete="new-password"
          required
          visibilityToggleButtonProps={{ 'aria-label': 'Show the repeated passphrase' }}
        />
        <p className="vsk-small vsk-gate-warning">
          Without the passphrase nobody can open the store, not even us. Keep it in your password manager or in a sealed
          envelope.
        </p>
        {problem && <ErrorState failure={problem} />}
        <Button type="submit" size="sm" loading={create.isPending || demonstration.isPending}>
          {kind === 'own' ? 'Create the store' : 'Make the demonstration'}
        </Button>
      </form>
    </>
  );
}
