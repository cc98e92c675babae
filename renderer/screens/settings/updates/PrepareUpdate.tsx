import { Button } from '@mantine/core';
import { useState } from 'react';
import { CallFailure, canInstallUpdates, installUpdate } from '#renderer/api.ts';
import { useJobOf } from '#renderer/jobs/useJobOf.ts';
import { JobProgress } from '#renderer/ui/JobProgress.tsx';
import { ErrorState } from '#renderer/ui/states.tsx';

/** Backs up, brings the installer onto this computer and checks it; then, on another word of the person, starts it. */
export function PrepareUpdate({ version }: { version: string }) {
  const prepare = useJobOf('updates.prepare');
  const [refused, setRefused] = useState<CallFailure | null>(null);
  const done = prepare.result?.version === version ? prepare.result : null;

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
      {prepare.running ? (
        <JobProgress job={prepare.job} onCancel={prepare.cancel} />
      ) : (
        <div className="vsk-updates-actions">
          <Button onClick={() => prepare.start({ version })}>Back up and prepare version {version}</Button>
        </div>
      )}
      {prepare.failure && <ErrorState failure={prepare.failure} />}
    </>
  );
}

function start(path: string, refuse: (failure: CallFailure | null) => void): void {
  refuse(null);
  installUpdate(path).catch((reason: unknown) =>
    refuse(reason instanceof CallFailure ? reason : new CallFailure('failed', { message: String(reason) })),
  );
}
