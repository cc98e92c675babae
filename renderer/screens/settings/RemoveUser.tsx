import { Textarea } from '@mantine/core';
import { useCommand } from '#renderer/data/useCommand.ts';
import { useDraft } from '#renderer/data/useDraft.ts';
import { ConfirmByName } from '#renderer/ui/ConfirmByName.tsx';
import { ErrorState } from '#renderer/ui/states.tsx';
import type { User } from './user.ts';

/** Removes a person after a reason and their name typed; the work itself is watched by the list of people. */
export function RemoveUser(props: { user: User; onStarted: (jobId: string) => void; onClose: () => void }) {
  const { user, onStarted, onClose } = props;
  const remove = useCommand('users.remove');
  const [reason, setReason, draft] = useDraft(`settings:remove:${user.userId}`, '');
  return (
    <ConfirmByName
      opened
      title={`Remove ${user.name}`}
      name={user.name}
      action="Remove the person"
      ready={reason.trim() !== ''}
      busy={remove.isPending}
      onClose={() => {
        draft.clear();
        onClose();
      }}
      onConfirm={() =>
        remove.mutate(
          { userId: user.userId, reason },
          {
            onSuccess: (started) => {
              draft.clear();
              onStarted(started.jobId);
              onClose();
            },
          },
        )
      }
    >
      <p className="vsk-prose">
        Their passphrase and computers no longer open the store, which is written anew with a new key, so that nothing
        they kept opens it either. Copies and backups from before still open with the passphrase they had: keep those
        from them. What they did stays in the history under their name.
      </p>
      <Textarea
        mt={12}
        label="Why are they removed?"
        description="Stands in the audit"
        autosize
        minRows={2}
        required
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {remove.error && <ErrorState failure={remove.error} />}
    </ConfirmByName>
  );
}
