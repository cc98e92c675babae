import { Button } from '@mantine/core';
import { useState } from 'react';
import { preparedUpdate } from '#contract/updates.ts';
import { CallFailure, canInstallUpdates, installUpdate } from '#renderer/api.ts';
import { isUnderWay, whyStopped } from '#renderer/data/jobState.ts';
import { useCommand } from '#renderer/data/useCommand.ts';
import { useEnded } from '#renderer/data/useEnded.ts';
import { useJob } from '#renderer/data/useJob.ts';
import { JobProgress } from '#renderer/ui/JobProgress.tsx';
import { ErrorState } from '#renderer/ui/states.tsx';

/** Backs up, brings the installer onto this computer and checks it; then, on another word of the person, starts it. */
export function PrepareUpdate(props: { version: string; onPreparing: (preparing: boolean) => void }) {
  const { version, onPreparing } = props;
  const prepare = useCommand('updates.prepare');
  const [jobId, setJobId] = useState<string | null>(null);
  const [refused, setRefused] = useState<CallFailure | null>(null);
  const { job, failure, cancel } = useJob(jobId);
  const running = isUnderWay(jobId, job, failure);
  const stopped = prepare.error ?? whyStopped(job, failure);
  const done = job?.state === 'done' ? preparedUpdate.safeParse(job.result).data : undefined;
  useEnded(job, () => onPreparing(false));

  if (done)
    return (
      <div className="vsk-updates-done" role="status">
        <p>
          The store is backed up, and the installer is on this computer and checked. Starting it closes VSK Tracker and
          locks the store; what you typed is saved.
        </p>
        {refused && <ErrorState failure={refused} />}
        {canInstallUpdates() ? (
          <div className="vsk-updates-actions">
            <Button onClick={() => start(done.path, setRefused)}>Install version {version} now</Button>
          </div>
        ) : (
          <p>
            In a browser it has to be started by hand: <code>{done.path}</code>
          </p>
        )}
      </div>
    );
  return (
    <>
      {running ? (
        <JobProgress job={job} onCancel={cancel} />
      ) : (
        <div className="vsk-updates-actions">
          <Button
            loading={prepare.isPending}
            onClick={() => {
              onPreparing(true);
              prepare.mutate(
                { version },
                { onSuccess: (started) => setJobId(started.jobId), onError: () => onPreparing(false) },
              );
            }}
          >
            Back up and prepare version {version}
          </Button>
        </div>
      )}
      {!running && stopped && <ErrorState failure={stopped} />}
    </>
  );
}

function start(path: string, refuse: (failure: CallFailure | null) => void): void {
  refuse(null);
  installUpdate(path).catch((reason: unknown) =>
    refuse(reason instanceof CallFailure ? reason : new CallFailure('failed', { message: String(reason) })),
  );
}
