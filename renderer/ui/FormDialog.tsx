import { Button, Modal, type ModalProps } from '@mantine/core';
import { useRef, useState } from 'react';

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
  const { dirty, busy = false, onClose, opened, title, children, ...modal } = props;
  const [typed, setTyped] = useState(false);
  const [asking, setAsking] = useState(false);
  const before = useRef<Element | null>(null);
  const giveUp = () => {
    setAsking(false);
    setTyped(false);
    onClose();
  };
  const goBack = () => {
    setAsking(false);
    const field = before.current;
    // Once it is drawn again.
    if (field instanceof HTMLElement) requestAnimationFrame(() => field.focus());
  };
  const leave = () => {
    if (asking) return goBack();
    if (busy) return;
    if (!(dirty ?? typed)) return giveUp();
    before.current = document.activeElement;
    setAsking(true);
  };
  if (!opened && (typed || asking)) {
    // Closed by its own form: the next time it opens, nothing was typed yet.
    setTyped(false);
    setAsking(false);
  }
  return (
    <Modal
      closeButtonProps={{ 'aria-label': 'Close' }}
      {...modal}
      title={asking ? 'Throw away what you typed?' : title}
      opened={opened}
      onClose={leave}
      onInput={() => setTyped(true)}
    >
      {asking && (
        <>
          <p className="vsk-prose">It is not saved yet.</p>
          <div className="vsk-dialog-actions">
            <Button variant="default" onClick={giveUp}>
              Throw it away
            </Button>
            <Button ref={(button) => button?.focus()} onClick={goBack}>
              Keep typing
            </Button>
          </div>
        </>
      )}
      <div hidden={asking}>{children}</div>
    </Modal>
  );
}
