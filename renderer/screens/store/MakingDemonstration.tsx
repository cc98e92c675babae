import { useEffect } from 'react';
import { askStatusAgain } from '#renderer/data/queryClient.ts';
import { adoptRunning } from '#renderer/jobs/jobs.ts';
import { useJobOf } from '#renderer/jobs/useJobOf.ts';
import { JobProgress } from '#renderer/ui/JobProgress.tsx';
import { ErrorState } from '#renderer/ui/states.tsx';

/** Watches the job that fills a demonstration store, also one that was begun before the page was loaded. */
export function MakingDemonstration() {
  const { state, job, failure, cancel } = useJobOf('store.createDemonstration');
  useEffect(() => {
    document.title = 'Making the demonstration · VSK Tracker';
    if (state !== 'none') return;
    // Found to have ended meanwhile: then the status says how things are.
    adoptRunning()
      .catch(() => undefined)
      .then(askStatusAgain);
  }, [state]);
  return (
    <>
      <h1>Making the demonstration store</h1>
      <p className="vsk-muted">Synthetic children only; the store is marked as a demonstration for ever.</p>
      {failure === null ? <JobProgress job={job} onCancel={cancel} /> : <ErrorState failure={failure} />}
    </>
  );
}
