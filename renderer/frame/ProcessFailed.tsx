import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';

/** Stands in place of everything once the process that keeps the store ended too often to be started again. */
export function ProcessFailed() {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = 'Stopped · VSK Tracker';
    heading.current?.focus();
  }, []);
  return (
    <main className="vsk-gate">
      <div className="vsk-gate-panel vsk-panel" role="alert">
        <h1 ref={heading} tabIndex={-1} className="vsk-gate-heading">
          The store cannot be reached
        </h1>
        <p className="vsk-prose">
          The part of the app that keeps the store stopped several times, one after another, and was not started again.
          What was saved is safe.
        </p>
        <ol className="vsk-prose vsk-steps">
          <li>Try again. You will be asked for your passphrase.</li>
          <li>
            If it stops again, close VSK Tracker and open it anew. Restart the computer if it was short of memory or
            disk space.
          </li>
          <li>
            If that does not help, ask whoever looks after the computer to run <code>vsk&nbsp;doctor</code>: it says
            what is wrong and changes nothing.
          </li>
        </ol>
        <div className="vsk-actions">
          <Button onClick={() => window.location.reload()}>Try again</Button>
          <Button variant="default" onClick={() => window.close()}>
            Close VSK Tracker
          </Button>
        </div>
      </div>
    </main>
  );
}
