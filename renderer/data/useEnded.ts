import { useEffect, useRef } from 'react';
import type { Job } from '#contract/jobs.ts';

/** Calls back once when a job ends, however it ends. */
export function useEnded(job: Job | null, then: (job: Job) => void): void {
  const told = useRef<string | null>(null);
  const callback = useRef(then);
  useEffect(() => {
    callback.current = then;
  });
  useEffect(() => {
    if (job === null || job.state === 'running' || told.current === job.id) return;
    told.current = job.id;
    callback.current(job);
  }, [job]);
}
