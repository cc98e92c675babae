import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useCommand } from '#renderer/data/useCommand.ts';
import { ErrorState } from '#renderer/ui/states.tsx';
import { isUsable, NewPassphrase, nothingTyped } from './NewPassphrase.tsx';
import { PassphraseField } from './PassphraseField.tsx';

/** Changes the passphrase of whoever is signed in; it asks for the present one, because a store may stand open unattended. */
export function ChangePassphrase({ onDone }: { onDone: () => void }) {
  const change = useCommand('keys.changePassphrase');
  const [current, setCurrent] = useState('');
  const [typed, setTyped] = useState(nothingTyped);
  const [tried, setTried] = useState(false);
  const wrong = change.error?.code === 'wrongPassphrase';
  return (
    <form
      noValidate
      className="vsk-form"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (current === '' || !isUsable(typed)) return;
        change.mutate(
          { current, next: typed.passphrase },
          {
            onSuccess: () => {
              notifications.show({ message: 'Your passphrase is changed. The old one no longer opens the store.' });
              onDone();
            },
          },
        );
      }}
    >
      <PassphraseField
        label="Your present passphrase"
        value={current}
        onValue={setCurrent}
        error={tried && current === '' ? 'Enter your passphrase' : wrong ? change.error?.detail.message : undefined}
        autoComplete="current-password"
        required
        data-autofocus
      />
      <NewPassphrase value={typed} onChange={setTyped} tried={tried} label="New passphrase" />
      {change.error && !wrong && <ErrorState failure={change.error} />}
      <div className="vsk-dialog-actions">
        <Button variant="default" onClick={onDone}>
          Cancel
        </Button>
        <Button type="submit" loading={change.isPending}>
          Change my passphrase
        </Button>
      </div>
    </form>
  );
}
