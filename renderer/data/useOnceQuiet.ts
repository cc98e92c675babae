import { useIsFetching } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

/** A page's own chunk is loaded, and its first call made, well within this time. */
const QUIET_MS = 300;

/**
 * True once nothing has been read for a moment since `subject` changed. For calls that only decorate the frame: the data
 * process answers one call after another, so they would keep the page itself waiting.
 * @example const quiet = useOnceQuiet(asAt); useCall('children.list', input, { enabled: quiet });
 */
export function useOnceQuiet(subject: string): boolean {
  const fetching = useIsFetching() > 0;
  const [quietFor, setQuietFor] = useState<string | null>(null);
  useEffect(() => {
    if (fetching || quietFor === subject) return;
    const timer = setTimeout(() => setQuietFor(subject), QUIET_MS);
    return () => clearTimeout(timer);
  }, [fetching, quietFor, subject]);
  return quietFor === subject;
}
