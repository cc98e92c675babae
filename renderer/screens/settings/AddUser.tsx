import { Button, Modal, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useCommand } from '#renderer/data/useCommand.ts';
import { useDraft } from '#renderer/data/useDraft.ts';
import { isUsable, NewPassphrase, nothingTyped } from '#renderer/ui/access/NewPassphrase.tsx';
import { ErrorState } from '#renderer/ui/states.tsx';
import { type RoleChoice, RoleFields, roleInput, roleProblem } from './RoleFields.tsx';

const nobody: RoleChoice & { name: string } = { name: '', role: 'assistantHead', localityId: '' };

/** Adds a person: their name, role, locality, and a first passphrase. */
export function AddUser({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal opened={opened} onClose={onClose} title="Add a person" closeButtonProps={{ 'aria-label': 'Close' }}>
      <Form onClose={onClose} />
    </Modal>
  );
}

function Form({ onClose }: { onClose: () => void }) {
  const add = useCommand('users.add');
  const [{ name, ...role }, setPerson, draft] = useDraft('settings:add-person', nobody);
  const [typed, setTyped] = useState(nothingTyped);
  const [tried, setTried] = useState(false);
  function submit(): void {
    setTried(true);
    if (name.trim() === '' || roleProblem(role) !== undefined || !isUsable(typed)) return;
    add.mutate(
      { name, ...roleInput(role), passphrase: typed.passphrase },
      {
        onSuccess: () => {
          draft.clear();
          notifications.show({ message: `${name.trim()} can now open the store.` });
          onClose();
        },
      },
    );
  }
  return (
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
      {add.error && <ErrorState failure={add.error} />}
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
        <Button type="submit" loading={add.isPending}>
          Add the person
        </Button>
      </div>
    </form>
  );
}
