import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useCommand } from '#renderer/data/useCommand.ts';
import { isUsable, NewPassphrase, nothingTyped } from '#renderer/ui/access/NewPassphrase.tsx';
import { Name } from '#renderer/ui/Name.tsx';
import { ErrorState } from '#renderer/ui/states.tsx';
import type { User } from './user.ts';

/** Gives a person a new first passphrase: one who forgot theirs, or one who was removed and comes back. */
export function SetPassphrase({ user, onClose }: { user: User; onClose: () => void }) {
  const set = useCommand('users.setPassphrase');
  const [typed, setTyped] = useState(nothingTyped);
  const [tried, setTried] = useState(false);
  return (
    <form
      noValidate
      className="vsk-form"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (!isUsable(typed)) return;
        set.mutate(
          { userId: user.userId, passphrase: typed.passphrase },
          {
            onSuccess: () => {
              notifications.show({
                message: (
                  <>
                    <Name>{user.name}</Name> can open the store with the new passphrase.
                  </>
                ),
              });
              onClose();
            },
          },
        );
      }}
    >
      <p className="vsk-prose vsk-muted">
        {user.active
          ? 'The passphrase they had no longer opens the store.'
          : 'They can open the store again, in the role they had.'}
      </p>
      <NewPassphrase
        value={typed}
        onChange={setTyped}
        tried={tried}
        label="Their passphrase"
        description="At least 12 characters; hand it over in person, and ask them to change it"
      />
      {set.error && <ErrorState failure={set.error} />}
      <div className="vsk-dialog-actions">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" loading={set.isPending}>
          Set the passphrase
        </Button>
      </div>
    </form>
  );
}
