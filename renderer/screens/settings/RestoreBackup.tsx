import { Button, Textarea } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { Backup } from '#contract/backups.ts';
import { useDraft } from '#renderer/data/useDraft.ts';
import { useJobOf } from '#renderer/jobs/useJobOf.ts';
import { ConfirmByName } from '#renderer/ui/ConfirmByName.tsx';
import { FormDialog } from '#renderer/ui/FormDialog.tsx';
import { timeInTable } from '#renderer/ui/format.ts';
import { JobProgress } from '#renderer/ui/JobProgress.tsx';
import { ErrorState } from '#renderer/ui/states.tsx';
import { RestoreChanges } from './RestoreChanges.tsx';

/** Restores a backup: checked and compared first, then a reason, its name typed, and how to undo it. */
export function RestoreBackup({ backup, onClose }: { backup: Backup; onClose: () => void }) {
  const made = timeInTable(backup.madeAt);
  const { backupId } = backup;
  const looking = useJobOf('backups.preview', backupId);
  const restoring = useJobOf('backups.restore', backupId);
  const [confirming, setConfirming] = useState(false);
  const [reason, setReason, draft] = useDraft(`settings:restore:${backupId}`, '');
  const asked = useRef(false);
  const { start: look } = looking;
  useEffect(() => {
    if (asked.current) return;
    asked.current = true;
    look({ backupId });
  }, [look, backupId]);
  const found = looking.result;
  const busy = restoring.running;
  const done = restoring.state === 'done';
  const problem = looking.failure ?? restoring.failure;
  const close = () => {
    looking.cancel();
    looking.forget();
    draft.clear();
    onClose();
  };
  return (
    <>
      <FormDialog
        opened={!confirming}
        onClose={close}
        dirty={draft.dirty}
        busy={busy}
        size="lg"
        title={done ? 'The backup is restored' : `Restore the backup of ${made}`}
      >
        <div className="vsk-form">
          {found === null && problem === null && <JobProgress job={looking.job} onCancel={close} />}
          {busy && <JobProgress job={restoring.job} onCancel={restoring.cancel} />}
          {problem && <ErrorState failure={problem} />}
          {done ? (
            <p role="status" className="vsk-prose">
              The store is as it was on {made}. To undo this, restore the backup ‘Before a restore’ that was made just
              now: it is kept for ever.
            </p>
          ) : (
            found !== null &&
            !busy && (
              <>
                {looking.stale && (
                  <p role="status" className="vsk-prose">
                    The store has changed since this was compared. Close this and look again for exact numbers.
                  </p>
                )}
                <RestoreChanges preview={found} made={made} />
              </>
            )
          )}
          {found !== null && !done && !busy && (
            <Textarea
              label="Why is it restored?"
              description="Stands in the audit"
              autosize
              minRows={2}
              required
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
          )}
          {!busy && (
            <div className="vsk-dialog-actions">
              <Button variant="filled" onClick={close}>
                {done ? 'Close' : 'Keep the store as it is'}
              </Button>
              {!done && found?.verified && (
                <Button variant="default" disabled={reason.trim() === ''} onClick={() => setConfirming(true)}>
                  Restore this backup
                </Button>
              )}
            </div>
          )}
        </div>
      </FormDialog>
      <ConfirmByName
        opened={confirming}
        title="Restore this backup"
        name={made}
        action="Restore the backup"
        onClose={() => setConfirming(false)}
        onConfirm={() => {
          restoring.start({ backupId, reason });
          draft.clear();
          setConfirming(false);
        }}
      >
        <p className="vsk-prose">
          The store as it is now is backed up first and kept, so that this can be undone. People, audit and the
          registers of exports stay as they are now.
        </p>
      </ConfirmByName>
    </>
  );
}
