import { useEffect, useRef, useState } from 'react';
import type { CallInput } from '#contract/calls.ts';
import { type JobOf, useJobOf } from '#renderer/jobs/useJobOf.ts';

/** What a preview waits for before it can be asked. */
export interface Prepared {
  ready: boolean;
  reading: JobOf<'releases.prepare'>;
}

/**
 * Lets the service read what a preview needs, in a thread of its own; closing the dialog ends it. Done once for a dialog:
 * whatever is chosen in it rests on the same reading.
 */
export function usePrepared(input: CallInput<'releases.prepare'>): Prepared {
  const reading = useJobOf('releases.prepare');
  const [asked, setAsked] = useState(false);
  const latest = useRef(reading);
  latest.current = reading;
  useEffect(() => {
    if (!asked) latest.current.start(input);
    setAsked(true);
  }, [asked, input]);
  useEffect(() => () => latest.current.cancel(), []);
  return { ready: asked && reading.state === 'done', reading };
}
