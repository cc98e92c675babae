import { Button, Progress } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { Job } from '#contract/jobs.ts';
import { jobAmount, jobPart } from './jobAmount.ts';

/** Whole seconds since a time, ticking while `running`. */
function useElapsed(startedAt: string | undefined, running: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, [running]);
  return startedAt === undefined ? 0 : Math.max(0, Math.round((now - new Date(startedAt).getTime()) / 1000));
}

/** Long work: what, how much, how long, and Cancel. Say how it ended from the caller: the job's result is its own. */
export function JobProgress({ job, onCancel }: { job: Job | null; onCancel?: () => void }) {
  const [asked, setAsked] = useState(false);
  const running = job === null || job.state === 'running';
  const elapsed = useElapsed(job?.startedAt, running);
  const part = jobPart(job);
  const amount = jobAmount(job);
  return (
    <div className="vsk-job">
      <div className="vsk-job-head">
        <span className="vsk-strong">{job?.title ?? 'Starting'}</span>
        {running && onCancel && job?.cancellable !== false && (
          <Button
            variant="default"
            disabled={asked}
            onClick={() => {
              setAsked(true);
              onCancel();
            }}
          >
            {asked ? 'Cancelling' : 'Cancel'}
          </Button>
        )}
      </div>
      <Progress
        value={part ?? 100}
        animated={running && part === null}
        striped={running && part === null}
        aria-label={job?.title ?? 'Progress'}
        size="md"
      />
      <p className="vsk-small vsk-muted vsk-figures" role="status">
        {[amount, job?.message ?? '', elapsed > 0 ? `${elapsed} s` : ''].filter((part) => part !== '').join(' · ')}
      </p>
    </div>
  );
}
