import { Button, Modal, type ModalProps } from '@mantine/core';
import { useState } from 'react';

/**
 * A dialog in which something is typed. Esc, the cross and a click beside it close it at once while nothing was typed;
 * otherwise they ask, and nothing is thrown away without a yes. A second Esc goes back to typing, so that Esc twice, which
 * hides names, never costs a form.
 *
 * `dirty` where the form knows it (a draft does); otherwise whatever was typed or chosen in the dialog counts.
 * `onClose` gives up what was typed.
 */
export function FormDialog(
  props: Omit<ModalProps, 'onClose'> & { dirty?: boolean | undefined; busy?: boolean; onClose: () => void },
) {
  const { dirty, busy = false, onClose, opened, children, ...modal } = props;
  const [typed, setTyped] = useState(false);
  const [asking, setAsking] = useState(false);
  const giveUp = () => {
    setAsking(false);
    setTyped(false);
    onClose();
  };
  const leave = () => {
    if (asking || busy) return;
    if (dirty ?? typed) setAsking(true);
    else giveUp();
  };
  if (!opened && (typed || asking)) {
    // Closed by its own form: the next time it opens, nothing was typed yet.
    setTyped(false);
    setAsking(false);
  }
  return (
    <>
      <Modal
        closeButtonProps={{ 'aria-label': 'Close' }}
        {...modal}
        opened={opened}
        onClose={leave}
        trapFocus={!asking}
        onInput={(event) => {
          setTyped(true);
          modal.onInput?.(event);
        }}
      >
        {children}
      </Modal>
      <Modal
        opened={opened && asking}
        onClose={() => setAsking(false)}
        title="Throw away what you typed?"
        size="sm"
        centered
        zIndex={400}
        withCloseButton={false}
        returnFocus
      >
        <p className="vsk-prose">It is not saved yet.</p>
        <div className="vsk-dialog-actions">
          <Button variant="default" onClick={giveUp}>
            Throw it away
          </Button>
          <Button data-autofocus onClick={() => setAsking(false)}>
            Keep typing
          </Button>
        </div>
      </Modal>
    </>
  );
}
