import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import { useJobOf } from '#renderer/jobs/useJobOf.ts';
import { JobProgress } from '#renderer/ui/JobProgress.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { ErrorState } from '#renderer/ui/states.tsx';

/** Gives the store a new key of its own, wrapped for every way in. */
export function Rekey() {
  const rekey = useJobOf('keys.rekey');
  const [asking, setAsking] = useState(false);
  return (
    <Panel title="The store’s own key">
      <p className="vsk-prose vsk-muted">
        Passphrases only unlock the key that the store is encrypted with. Give the store a new one when somebody may
        have copied an unlocked store or the key itself. Removing a person does it too.
      </p>
      {rekey.running && <JobProgress job={rekey.job} onCancel={rekey.cancel} />}
      {rekey.state === 'done' && (
        <p role="status" className="vsk-strong">
          The store has a new key. Everybody’s passphrase opens it as before.
        </p>
      )}
      {rekey.failure && <ErrorState failure={rekey.failure} />}
      {!rekey.running && (
        <Button mt={8} variant="default" onClick={() => setAsking(true)}>
          Give the store a new key
        </Button>
      )}
      <Modal
        opened={asking}
        onClose={() => setAsking(false)}
        title="Give the store a new key"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <p className="vsk-prose">
          Everything is written anew, after a backup. It takes about as long as a backup; the app can be closed or
          killed at any moment and loses nothing. Passphrases, remembered computers and the recovery key stay as they
          are.
        </p>
        <div className="vsk-dialog-actions">
          <Button variant="filled" onClick={() => setAsking(false)}>
            Keep the key
          </Button>
          <Button
            variant="default"
            onClick={() => {
              rekey.start({});
              setAsking(false);
            }}
          >
            Write a new key
          </Button>
        </div>
      </Modal>
    </Panel>
  );
}
