import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useJob } from '#renderer/data/useJob.ts';
import { JobProgress } from '#renderer/ui/JobProgress.tsx';
import { ErrorState } from '#renderer/ui/states.tsx';

/** Watches the job that fills a demonstration store, and asks for the status again when it ends. */
export function MakingDemonstration({ jobId }: { jobId: string }) {
  const { job, failure, cancel } = useJob(jobId);
  const client = useQueryClient();
  const ended = failure !== null || (job !== null && job.state !== 'running');
  useEffect(() => {
    document.title = 'Making the demonstration · VSK Tracker';
  }, []);
  useEffect(() => {
    if (ended) void client.invalidateQueries({ queryKey: ['store.status'] });
  }, [ended, client]);
  return (
    <>
      <h1>Making the demonstration store</h1>
      <p className="vsk-muted">Synthetic children only; the store is marked as a demonstration for ever.</p>
      {failure === null ? <JobProgress job={job} onCancel={cancel} /> : <ErrorState failure={failure} />}
    </>
  );
}
