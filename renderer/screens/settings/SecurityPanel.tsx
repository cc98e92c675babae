import { Button, NativeSelect } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useCommand } from '#renderer/data/useCommand.ts';
import { useStatus } from '#renderer/data/useStatus.ts';
import '#renderer/ui/access/access.css';
import { ChangePassphrase } from '#renderer/ui/access/ChangePassphrase.tsx';
import { RecoveryKeySteps } from '#renderer/ui/access/RecoveryKeySteps.tsx';
import { ThisComputer } from '#renderer/ui/access/ThisComputer.tsx';
import { WaysIn } from '#renderer/ui/access/WaysIn.tsx';
import { FormDialog } from '#renderer/ui/FormDialog.tsx';
import { plural, timeInTable } from '#renderer/ui/format.ts';
import { Panel } from '#renderer/ui/Panel.tsx';
import { ErrorState } from '#renderer/ui/states.tsx';
import { Rekey } from './Rekey.tsx';
import './security.css';

/** Passphrase, ways in, recovery key, idle time and the store's own key; for administrators. */
export function SecurityPanel() {
  const [changing, setChanging] = useState(false);
  return (
    <div className="vsk-panels">
      <Panel
        title="Ways into this store"
        aside={
          <Button variant="default" onClick={() => setChanging(true)}>
            Change my passphrase
          </Button>
        }
        flush
      >
        <WaysIn of="everybody" />
      </Panel>
      <div className="vsk-panels-two">
        <Panel title="This computer">
          <ThisComputer />
        </Panel>
        <IdleTime />
        <RecoveryKey />
        <Rekey />
      </div>
      <FormDialog opened={changing} onClose={() => setChanging(false)} title="Change my passphrase">
        <ChangePassphrase onDone={() => setChanging(false)} />
      </FormDialog>
    </div>
  );
}

const idleChoices = [1, 2, 5, 10, 15, 20, 30, 60];

/** After how long untouched the store locks by itself. */
function IdleTime() {
  const { lockAfterMinutes } = useStatus();
  const set = useCommand('keys.setLockAfter');
  const choices = [...new Set([...idleChoices, lockAfterMinutes])].sort((a, b) => a - b);
  return (
    <Panel title="Locking by itself">
      <NativeSelect
        label="Lock when nobody has used the app for"
        description="It also locks when the computer sleeps and when its screen is locked"
        value={String(lockAfterMinutes)}
        disabled={set.isPending}
        data={choices.map((minutes) => ({ value: String(minutes), label: plural(minutes, 'minute') }))}
        onChange={(event) => {
          const minutes = Number(event.currentTarget.value);
          set.mutate(
            { minutes },
            {
              onSuccess: () =>
                notifications.show({ message: `The store now locks after ${plural(minutes, 'minute')}.` }),
            },
          );
        }}
      />
      {set.error && <ErrorState failure={set.error} />}
    </Panel>
  );
}

/** When the recovery key was made, and a new one in its place. */
function RecoveryKey() {
  const { recoveryKey, demonstration } = useStatus();
  const [making, setMaking] = useState(false);
  return (
    <Panel title="Recovery key">
      <p className="vsk-prose">
        {recoveryKey !== null
          ? `Made on ${timeInTable(recoveryKey.madeAt)}. It opens the store when an administrator’s passphrase is forgotten.`
          : demonstration
            ? 'A demonstration needs none, but you may make one to see how it works.'
            : 'There is none.'}
      </p>
      <p className="vsk-muted vsk-prose">
        Make a new one when the paper is lost or somebody may have seen it. The one before then no longer works.
      </p>
      <Button mt={8} variant="default" onClick={() => setMaking(true)}>
        Make a new recovery key
      </Button>
      <FormDialog
        opened={making}
        onClose={() => setMaking(false)}
        size="lg"
        // A click beside the dialog must not lose a key that is shown once.
        closeOnClickOutside={false}
        title="A new recovery key"
      >
        <p className="vsk-muted vsk-prose vsk-dialog-lead">
          The one before works until the new one has been typed back.
        </p>
        <RecoveryKeySteps
          onConfirmed={() => {
            setMaking(false);
            notifications.show({ message: 'The new recovery key works. Destroy the paper of the one before.' });
          }}
        />
      </FormDialog>
    </Panel>
  );
}
