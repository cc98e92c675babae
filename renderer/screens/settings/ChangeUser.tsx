import { Button, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useCommand } from '#renderer/data/useCommand.ts';
import { useDraft } from '#renderer/data/useDraft.ts';
import { ErrorState } from '#renderer/ui/states.tsx';
import { type RoleChoice, RoleFields, roleInput, roleProblem } from './RoleFields.tsx';
import type { User } from './user.ts';

/** Changes a person's name, role or locality. */
export function ChangeUser({ user, onClose }: { user: User; onClose: () => void }) {
  const change = useCommand('users.change');
  const now: RoleChoice & { name: string } = { name: user.name, role: user.role, localityId: user.localityId ?? '' };
  const [{ name, ...role }, setPerson, draft] = useDraft(`settings:person:${user.userId}`, now);
  const [tried, setTried] = useState(false);
  return (
    <form
      noValidate
      className="vsk-form"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (name.trim() === '' || roleProblem(role) !== undefined) return;
        change.mutate(
          { userId: user.userId, name, ...roleInput(role) },
          {
            onSuccess: () => {
              draft.clear();
              notifications.show({ message: `${name.trim()} is changed.` });
              onClose();
            },
          },
        );
      }}
    >
      <TextInput
        label="Name"
        value={name}
        onChange={(event) => {
          const { value } = event.currentTarget;
          setPerson((before) => ({ ...before, name: value }));
        }}
        error={tried && name.trim() === '' ? 'Enter the name' : undefined}
        required
        data-autofocus
      />
      <RoleFields value={role} onChange={(next) => setPerson((before) => ({ ...before, ...next }))} tried={tried} />
      {change.error && <ErrorState failure={change.error} />}
      <div className="vsk-dialog-actions">
        <Button
          variant="default"
          onClick={() => {
            draft.clear();
            onClose();
          }}
        >
          Cancel
        </Button>
        <Button type="submit" loading={change.isPending}>
          Save
        </Button>
      </div>
    </form>
  );
}
