import { Button } from '@mantine/core';
import { useState } from 'react';
import { FormDialog } from '#renderer/ui/FormDialog.tsx';
import './access.css';
import { ChangePassphrase } from './ChangePassphrase.tsx';
import { ThisComputer } from './ThisComputer.tsx';
import { WaysIn } from './WaysIn.tsx';

/**
 * 'Your passphrase and computers', for every role: changes the passphrase, and remembers or forgets computers.
 * @example <OwnAccessDialog opened={opened} onClose={() => setOpened(false)} />
 */
export function OwnAccessDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const [changing, setChanging] = useState(false);
  return (
    <FormDialog
      opened={opened}
      onClose={() => {
        setChanging(false);
        onClose();
      }}
      size="lg"
      title="Your passphrase and computers"
      dirty={changing ? undefined : false}
    >
      <Body changing={changing} onChanging={setChanging} />
    </FormDialog>
  );
}

function Body(props: { changing: boolean; onChanging: (changing: boolean) => void }) {
  const { changing, onChanging: setChanging } = props;
  if (changing) return <ChangePassphrase onDone={() => setChanging(false)} />;
  return (
    <div className="vsk-form">
      <WaysIn of="own" />
      <Button variant="default" className="vsk-start" onClick={() => setChanging(true)}>
        Change my passphrase
      </Button>
      <h2>This computer</h2>
      <ThisComputer />
    </div>
  );
}
