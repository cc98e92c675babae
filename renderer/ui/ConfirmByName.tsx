import { Button, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { FormDialog } from './FormDialog.tsx';
import { Name } from './Name.tsx';

/** Confirms something that destroys by having the person type its name; the button stays off until it matches. */
export function ConfirmByName(props: {
  opened: boolean;
  title: ReactNode;
  name: string;
  /** The name is a person's, and is hidden with the names. */
  ofPerson?: boolean;
  action: string;
  busy?: boolean;
  ready?: boolean;
  /** A reason or anything else that was typed beside the name. */
  dirty?: boolean;
  children?: ReactNode;
  onConfirm: () => void;
  onClose: () => void;
}) {
  const {
    opened,
    title,
    name,
    ofPerson = false,
    action,
    busy = false,
    ready = true,
    dirty = false,
    children,
    onConfirm,
    onClose,
  } = props;
  const [typed, setTyped] = useState('');
  const close = () => {
    setTyped('');
    onClose();
  };
  const matches = typed.trim().toLocaleLowerCase('en-GB') === name.toLocaleLowerCase('en-GB');
  return (
    <FormDialog opened={opened} onClose={close} title={title} dirty={dirty || typed !== ''} busy={busy}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!matches || !ready) return;
          setTyped('');
          onConfirm();
        }}
      >
        {children}
        <TextInput
          mt={12}
          label={<>To confirm, type: {ofPerson ? <Name>{name}</Name> : name}</>}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <div className="vsk-dialog-actions">
          <Button variant="filled" onClick={close}>
            Keep as it is
          </Button>
          <Button type="submit" variant="default" disabled={!matches || !ready} loading={busy}>
            {action}
          </Button>
        </div>
      </form>
    </FormDialog>
  );
}
