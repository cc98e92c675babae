import { Button, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useCommand } from '#renderer/data/useCommand.ts';
import { useDraft } from '#renderer/data/useDraft.ts';
import { isUsable, NewPassphrase, nothingTyped } from '#renderer/ui/access/NewPassphrase.tsx';
import { DraftNote } from '#renderer/ui/DraftNote.tsx';
import { FormDialog } from '#renderer/ui/FormDialog.tsx';
import { Name } from '#renderer/ui/Name.tsx';
import { ErrorState } from '#renderer/ui/states.tsx';
import { isUsableRole, type RoleChoice, RoleFields, roleInput } from './RoleFields.tsx';

const nobody: RoleChoice & { name: string } = { name: '', role: 'assistantHead', localityId: '', from: '', to: '' };

/** Adds a person: their name, a role with its days, and a first passphrase. */
export function AddUser({ onClose }: { onClose: () => void }) {
  const add = useCommand('users.add');
  const [{ name, ...role }, setPerson, draft] = useDraft('settings:add-person', nobody);
  const [typed, setTyped] = useState(nothingTyped);
  const [tried, setTried] = useState(false);
  function submit(): void {
    setTried(true);
    if (name.trim() === '' || !isUsableRole(role) || !isUsable(typed)) return;
    add.mutate(
      { name, ...roleInput(role), passphrase: typed.passphrase },
      {
        onSuccess: () => {
          notifications.show({
            message: (
              <>
                <Name>{name.trim()}</Name> can now open the store.
              </>
            ),
          });
          close();
        },
      },
    );
  }
  const close = () => {
    draft.clear();
    onClose();
  };
  return (
    <FormDialog
      opened
      onClose={close}
      title="Add a person"
      dirty={draft.dirty || typed.passphrase !== '' || typed.again !== ''}
      busy={add.isPending}
    >
      <form
        noValidate
        className="vsk-form"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <TextInput
          label="Name"
          value={name}
          onChange={(event) => {
            const { value } = event.currentTarget;
            setPerson((now) => ({ ...now, name: value }));
          }}
          error={tried && name.trim() === '' ? 'Enter the name' : undefined}
          required
          data-autofocus
        />
        <RoleFields value={role} onChange={(next) => setPerson((now) => ({ ...now, ...next }))} tried={tried} />
        <NewPassphrase
          value={typed}
          onChange={setTyped}
          tried={tried}
          label="Their passphrase"
          description="At least 12 characters; hand it over in person, and ask them to change it"
        />
        <DraftNote draft={draft} />
        {add.error && <ErrorState failure={add.error} />}
        <div className="vsk-dialog-actions">
          <Button variant="default" onClick={close}>
            Cancel
          </Button>
          <Button type="submit" loading={add.isPending}>
            Add the person
          </Button>
        </div>
      </form>
    </FormDialog>
  );
}
