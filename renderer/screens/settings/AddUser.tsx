import { Button, Modal, NativeSelect, PasswordInput, Radio, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { type Role, roles } from '#contract/call.ts';
import { useCommand } from '#renderer/data/useCommand.ts';
import { useStatus } from '#renderer/data/useStatus.ts';
import { ErrorState } from '#renderer/ui/states.tsx';
import { roleWords } from './roleWords.ts';

/** Adds a person: their name, role, locality, and a first passphrase. */
export function AddUser({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal opened={opened} onClose={onClose} title="Add a person" closeButtonProps={{ 'aria-label': 'Close' }}>
      <Form onClose={onClose} />
    </Modal>
  );
}

function Form({ onClose }: { onClose: () => void }) {
  const { localities } = useStatus();
  const add = useCommand('users.add');
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('assistantHead');
  const [localityId, setLocalityId] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const [tried, setTried] = useState(false);
  const needsLocality = role === 'assistantHead';
  const problems = {
    name: name.trim() === '' ? 'Enter the name' : undefined,
    locality: needsLocality && localityId === '' ? 'Choose the locality' : undefined,
    passphrase: [...passphrase].length < 12 ? 'Use at least 12 characters' : undefined,
  };
  function submit(): void {
    setTried(true);
    if (problems.name ?? problems.locality ?? problems.passphrase) return;
    add.mutate(
      { name, role, localityId: needsLocality ? localityId : null, passphrase },
      {
        onSuccess: () => {
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
        onChange={(event) => setName(event.currentTarget.value)}
        error={tried ? problems.name : undefined}
        required
        data-autofocus
      />
      <Radio.Group label="Role" value={role} onChange={(value) => setRole(value as Role)}>
        {roles.map((each) => (
          <Radio
            key={each}
            mt={6}
            value={each}
            label={roleWords[each].title}
            description={`Sees ${roleWords[each].sees}`}
          />
        ))}
      </Radio.Group>
      {needsLocality && (
        <NativeSelect
          label="Locality"
          value={localityId}
          onChange={(event) => setLocalityId(event.currentTarget.value)}
          error={tried ? problems.locality : undefined}
          data={[{ value: '', label: 'Choose' }, ...localities.map((each) => ({ value: each.id, label: each.name }))]}
          required
        />
      )}
      <PasswordInput
        label="Their passphrase"
        description="At least 12 characters; hand it over in person"
        value={passphrase}
        onChange={(event) => setPassphrase(event.currentTarget.value)}
        error={tried ? problems.passphrase : undefined}
        autoComplete="new-password"
        required
        visibilityToggleButtonProps={{ 'aria-label': 'Show the passphrase' }}
      />
      {add.error && <ErrorState failure={add.error} />}
      <div className="vsk-dialog-actions">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" loading={add.isPending}>
          Add the person
        </Button>
      </div>
    </form>
  );
}
