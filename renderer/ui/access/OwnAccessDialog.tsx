import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import './access.css';
import { ChangePassphrase } from './ChangePassphrase.tsx';
import { ThisComputer } from './ThisComputer.tsx';
import { WaysIn } from './WaysIn.tsx';

/**
 * 'Your passphrase and computers', for every role: changes the passphrase, and remembers or forgets computers.
 * @example <OwnAccessDialog opened={opened} onClose={() => setOpened(false)} />
 */
export function OwnAccessDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size="lg"
      title="Your passphrase and computers"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Body />
    </Modal>
  );
}

function Body() {
  const [changing, setChanging] = useState(false);
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
