import { Button, PasswordInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { StoreStatus } from '#contract/store.ts';
import { useCommand } from '#renderer/data/useCommand.ts';
import { ErrorState } from '#renderer/ui/states.tsx';

/** Asks for the passphrase of a locked store. */
export function Unlock({ status }: { status: StoreStatus }) {
  const unlock = useCommand('store.unlock');
  const [passphrase, setPassphrase] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const wrong = unlock.error?.code === 'wrongPassphrase' || unlock.error?.code === 'waitBeforeRetry';
  useEffect(() => {
    document.title = 'Unlock · VSK Tracker';
  }, []);
  return (
    <>
      <h1>Unlock the store</h1>
      <p className="vsk-muted">
        {status.demonstration ? 'Demonstration store' : 'Encrypted store'} in {status.folder}
      </p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          unlock.mutate(
            { passphrase },
            {
              onError: () => {
                setPassphrase('');
                // The button that was pressed is disabled now, and would take the focus with it.
                field.current?.focus();
              },
            },
          );
        }}
      >
        <PasswordInput
          ref={field}
          label="Passphrase"
          value={passphrase}
          onChange={(event) => setPassphrase(event.currentTarget.value)}
          error={wrong ? unlock.error?.detail.message : undefined}
          autoComplete="current-password"
          autoFocus
          visibilityToggleButtonProps={{ 'aria-label': 'Show the passphrase' }}
        />
        {unlock.error && !wrong && <ErrorState failure={unlock.error} />}
        <Button type="submit" size="sm" disabled={passphrase === ''} loading={unlock.isPending}>
          Unlock
        </Button>
      </form>
    </>
  );
}
