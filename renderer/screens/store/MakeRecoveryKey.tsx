import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import type { StoreStatus } from '#contract/store.ts';
import { lockNow } from '#renderer/data/lock.ts';
import { RecoveryKeySteps } from '#renderer/ui/access/RecoveryKeySteps.tsx';
import { GateHeading } from './GateHeading.tsx';

/** The step before the pages that nobody skips: the key on paper that opens the store when the passphrase is forgotten. */
export function MakeRecoveryKey({ status }: { status: StoreStatus }) {
  // As it was when the step opened: making the key changes the status under it.
  const [unfinished] = useState(status.recoveryKey !== null);
  return (
    <>
      <GateHeading>Make the recovery key</GateHeading>
      <p className="vsk-muted vsk-prose">
        {unfinished
          ? 'A recovery key was made but never typed back, so that it does not work. Make a new one.'
          : 'Nobody can reset a passphrase. A recovery key on paper opens this store when yours is forgotten.'}
      </p>
      <ol className="vsk-steps">
        <li>Make it and print it, or save it as text.</li>
        <li>Type it back from the paper, to be sure that it can be read.</li>
        <li>Lock it away, apart from this computer.</li>
      </ol>
      <RecoveryKeySteps
        onConfirmed={() => notifications.show({ message: 'The recovery key works. Lock the paper away now.' })}
      />
      <Button mt={16} variant="subtle" onClick={() => void lockNow()}>
        Lock and do this later
      </Button>
    </>
  );
}
