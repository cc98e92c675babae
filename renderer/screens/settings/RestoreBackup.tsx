import { Button, Modal, Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { type Backup, type RestorePreview, restorePreview } from '#contract/backups.ts';
import { isUnderWay, whyStopped } from '#renderer/data/jobState.ts';
import { useCommand } from '#renderer/data/useCommand.ts';
import { useDraft } from '#renderer/data/useDraft.ts';
import { useEnded } from '#renderer/data/useEnded.ts';
import { useJob } from '#renderer/data/useJob.ts';
import { ConfirmByName } from '#renderer/ui/ConfirmByName.tsx';
import { timeInTable } from '#renderer/ui/format.ts';
import { JobProgress } from '#renderer/ui/JobProgress.tsx';
import { ErrorState } from '#renderer/ui/states.tsx';
import { RestoreChanges } from './RestoreChanges.tsx';

/** Restores a backup: checked and compared first, then a reason, its name typed, and how to undo it. */
export function RestoreBackup({ backup, onClose }: { backup: Backup; onClose: () => void }) {
  const made = timeInTable(backup.madeAt);
  const preview = useCommand('backups.preview');
  const restore = useCommand('backups.restore');
  const client = useQueryClient();
  const [previewId, setPreviewId] = useState<string | null>(null);
  const [restoreId, setRestoreId] = useState<string | null>(null);
  const [confirming, setConfirming] = useState(false);
  const [reason, setReason] = useDraft(`settings:restore:${backup.backupId}`, '');
  const looking = useJob(previewId);
  const restoring = useJob(restoreId);
  const { backupId } = backup;
  const asked = useRef(false);
  const { mutate: look } = preview;
  useEffect(() => {
    if (asked.current) return;
    asked.current = true;
    look({ backupId }, { onSuccess: (started) => setPreviewId(started.jobId) });
  }, [look, backupId]);
  // Everything on every screen may be another now; a store that locked for it says so itself.
  useEnded(restoring.job, (ended) => {
    if (ended.state === 'done') void client.invalidateQueries();
  });
  const seen = looking.job?.state === 'done' ? restorePreview.safeParse(looking.job.result) : null;
  const found: RestorePreview | null = seen?.success ? seen.data : null;
  const busy = isUnderWay(restoreId, restoring.job, restoring.failure);
  const done = restoring.job?.state === 'done';
  const problem =
    preview.error ??
    whyStopped(looking.job, looking.failure) ??
    restore.error ??
    whyStopped(restoring.job, restoring.failure);
  return (
    <>
      <Modal
        opened={!confirming}
        onClose={() => !busy && onClose()}
        size="lg"
        title={done ? 'The backup is restored' : `Restore the backup of ${made}`}
        closeOnClickOutside={!busy}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <div className="vsk-form">
          {found === null && problem === null && (
            <JobProgress
              job={looking.job}
              onCancel={() => {
                looking.cancel();
                onClose();
              }}
            />
          )}
          {busy && <JobProgress job={restoring.job} onCancel={restoring.cancel} />}
          {problem && <ErrorState failure={problem} />}
          {done ? (
            <p role="status" className="vsk-prose">
              The store is as it was on {made}. To undo this, restore the backup ‘Before a restore’ that was made just
              now: it is kept for ever.
            </p>
          ) : (
            found !== null && !busy && <RestoreChanges preview={found} made={made} />
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
              <Button variant="filled" onClick={onClose}>
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
      </Modal>
      <ConfirmByName
        opened={confirming}
        title="Restore this backup"
        name={made}
        action="Restore the backup"
        busy={restore.isPending}
        onClose={() => setConfirming(false)}
        onConfirm={() =>
          restore.mutate(
            { backupId, reason },
            {
              onSuccess: (started) => setRestoreId(started.jobId),
              onSettled: () => setConfirming(false),
            },
          )
        }
      >
        <p className="vsk-prose">
          The store as it is now is backed up first and kept, so that this can be undone. People, audit and the
          registers of exports stay as they are now.
        </p>
      </ConfirmByName>
    </>
  );
}
