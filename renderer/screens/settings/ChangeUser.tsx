import { Button, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useCommand } from '#renderer/data/useCommand.ts';
import { adoptRunning } from '#renderer/jobs/jobs.ts';
import { FormDialog } from '#renderer/ui/FormDialog.tsx';
import { Name } from '#renderer/ui/Name.tsx';
import { ErrorState } from '#renderer/ui/states.tsx';
import { type RoleChoice, RoleFields, roleInput, roleProblem } from './RoleFields.tsx';
import type { User } from './user.ts';

/** Changes a person's name, role or locality. */
export function ChangeUser({ user, onClose }: { user: User; onClose: () => void }) {
  const change = useCommand('users.change');
  const now: RoleChoice & { name: string } = { name: user.name, role: user.role, localityId: user.localityId ?? '' };
  // Never a draft: a change of role that was given up must not come back by itself and be saved with something else.
  const [{ name, ...role }, setPerson] = useState(now);
  const [tried, setTried] = useState(false);
  const dirty = name !== now.name || role.role !== now.role || role.localityId !== now.localityId;
  return (
    <FormDialog
      opened
      onClose={onClose}
      title={
        <>
          Change <Name>{user.name}</Name>
        </>
      }
      dirty={dirty}
      busy={change.isPending}
    >
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
              onSuccess: ({ jobId }) => {
                const newKey =
                  jobId === null
                    ? ''
                    : ' The store is given a new key now, so that no earlier key file lets them in as an administrator.';
                notifications.show({
                  message: (
                    <>
                      <Name>{name.trim()}</Name> is changed.{newKey}
                    </>
                  ),
                });
                if (jobId !== null) void adoptRunning();
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
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={change.isPending}>
            Save
          </Button>
        </div>
      </form>
    </FormDialog>
  );
}
