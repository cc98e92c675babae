import { Button, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useCommand } from '#renderer/data/useCommand.ts';
import { useStatus } from '#renderer/data/useStatus.ts';
import { adoptRunning } from '#renderer/jobs/jobs.ts';
import { FormDialog } from '#renderer/ui/FormDialog.tsx';
import { Name } from '#renderer/ui/Name.tsx';
import { ErrorState } from '#renderer/ui/states.tsx';
import { asTyped, isUsableRole, type RoleChoice, RoleFields, roleInput } from './RoleFields.tsx';
import type { User } from './user.ts';

/** Changes a person's name and roles: several localities, cover for somebody with a last day, a role that ends. */
export function ChangeUser({ user, onClose }: { user: User; onClose: () => void }) {
  const change = useCommand('users.change');
  const { today } = useStatus();
  const now: { name: string; roles: RoleChoice[] } = { name: user.name, roles: user.roles.map(asTyped) };
  // Never a draft: a change of role that was given up must not come back by itself and be saved with something else.
  const [{ name, roles }, setPerson] = useState(now);
  const [tried, setTried] = useState(false);
  const dirty = JSON.stringify({ name, roles }) !== JSON.stringify(now);
  const setRole = (at: number, next: RoleChoice | null) =>
    setPerson((before) => ({
      ...before,
      roles: before.roles.flatMap((role, index) => (index !== at ? [role] : next === null ? [] : [next])),
    }));
  const another = () =>
    setPerson((before) => ({
      ...before,
      roles: [...before.roles, { role: 'assistantHead', localityId: '', from: today, to: '' }],
    }));
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
          if (name.trim() === '' || !roles.every(isUsableRole)) return;
          change.mutate(
            { userId: user.userId, name, roles: roles.map(roleInput) },
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
        {roles.map((role, index) => (
          <RoleFields
            // biome-ignore lint/suspicious/noArrayIndexKey: a role that is being typed has nothing else that stays
            key={index}
            title={roles.length > 1 ? `Role ${index + 1} of ${roles.length}` : undefined}
            value={role}
            onChange={(next) => setRole(index, next)}
            tried={tried}
            onTakeAway={roles.length > 1 ? () => setRole(index, null) : undefined}
          />
        ))}
        <Button variant="default" onClick={another}>
          Add a role or cover
        </Button>
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
