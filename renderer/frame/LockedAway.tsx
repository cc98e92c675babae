import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useEffect, useState } from 'react';
import { type Locking, lockNow } from '#renderer/data/lock.ts';

/** Locking is a matter of moments; only where something holds it up are there words. */
const WORDS_AFTER_MS = 700;

/** Stands in place of every page from the moment somebody locks: no name is left on screen, whatever the store does. */
export function LockedAway({ locking }: { locking: Locking }) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    document.title = 'Locking · VSK Tracker';
    notifications.clean();
    const timer = setTimeout(() => setLate(true), WORDS_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  if (locking.state === 'failed')
    return (
      <main className="vsk-gate">
        <div className="vsk-gate-panel vsk-panel" role="alert">
          <h1 className="vsk-gate-heading">The store is not locked</h1>
          <p className="vsk-prose">
            {locking.why} Nothing of it is shown meanwhile. If it cannot be locked, close VSK Tracker: that locks it
            too.
          </p>
          <div className="vsk-actions">
            <Button onClick={() => void lockNow()}>Lock now</Button>
          </div>
        </div>
      </main>
    );
  return (
    <main className="vsk-gate" aria-busy="true">
      {late && (
        <div className="vsk-gate-panel vsk-panel" role="status">
          <h1 className="vsk-gate-heading">Locking</h1>
          <p className="vsk-prose vsk-muted">
            What was under way is being ended. After ten seconds it is cut off; what was saved is safe.
          </p>
        </div>
      )}
    </main>
  );
}
