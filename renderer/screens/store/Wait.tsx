import { useState } from 'react';
import { inMinutes } from './useCountdown.ts';

/**
 * How long no passphrase is tried. The figure runs for the eyes; a screen reader hears how long it is once, and when it is
 * over, not every second.
 */
export function Wait({ seconds }: { seconds: number }) {
  const [first, setFirst] = useState(seconds);
  const [ended, setEnded] = useState(false);
  if (seconds > first) setFirst(seconds);
  if (seconds === 0 && first > 0) {
    setFirst(0);
    setEnded(true);
  }
  return (
    <>
      {seconds > 0 && (
        <p className="vsk-gate-warning vsk-figures" aria-hidden="true">
          Too many wrong passphrases. Try again in {inMinutes(seconds)}.
        </p>
      )}
      <p className="vsk-visually-hidden" role="status">
        {first > 0 ? `Too many wrong passphrases. Wait ${inMinutes(first)}.` : ended ? 'You can try again now.' : ''}
      </p>
    </>
  );
}
