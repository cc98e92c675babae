import { Textarea } from '@mantine/core';
import { useDraft } from '#renderer/data/useDraft.ts';
import { ConfirmByName } from '#renderer/ui/ConfirmByName.tsx';
import { Name } from '#renderer/ui/Name.tsx';
import type { User } from './user.ts';

/** Asks for a reason and the person's name; the work itself is watched by the list of people. */
export function RemoveUser(props: { user: User; onRemove: (reason: string) => void; onClose: () => void }) {
  const { user, onRemove, onClose } = props;
  const [reason, setReason, draft] = useDraft(`settings:remove:${user.userId}`, '');
  const close = () => {
    draft.clear();
    onClose();
  };
  return (
    <ConfirmByName
      opened
      title={
        <>
          Remove <Name>{user.name}</Name>
        </>
      }
      name={user.name}
      ofPerson
      action="Remove the person"
      ready={reason.trim() !== ''}
      dirty={draft.dirty}
      onClose={close}
      onConfirm={() => {
        onRemove(reason);
        close();
      }}
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
    </ConfirmByName>
  );
}
