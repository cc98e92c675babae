import { Button, PasswordInput, Radio, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useCall } from '#renderer/data/useCall.ts';
import { useCommand } from '#renderer/data/useCommand.ts';
import { useDraft } from '#renderer/data/useDraft.ts';
import { FormDialog } from '#renderer/ui/FormDialog.tsx';
import { Name } from '#renderer/ui/Name.tsx';
import { Answered, ErrorState } from '#renderer/ui/states.tsx';

/** A record that adoption closed is opened again only as closed by mistake, by two people: one says why, another confirms. */
export function OpenClosed({ childId }: { childId: string }) {
  const [opened, setOpened] = useState(false);
  return (
    <div className="vsk-noprint">
      <Button variant="default" size="xs" mt={8} onClick={() => setOpened(true)}>
        It was closed by mistake…
      </Button>
      {opened && <Opening childId={childId} onClose={() => setOpened(false)} />}
    </div>
  );
}

function Opening({ childId, onClose }: { childId: string; onClose: () => void }) {
  const [reason, setReason, draft] = useDraft(`child:open-closed:${childId}`, '');
  const [confirmedBy, setConfirmedBy] = useState<string | null>(null);
  const [passphrase, setPassphrase] = useState('');
  const query = useCall('children.whoCanConfirm', { childId });
  const open = useCommand('children.openClosed');
  const isWrong = open.error?.code === 'wrongPassphrase';
  const send = () => {
    if (confirmedBy === null) return;
    open.mutate(
      { childId, reason, confirmedBy, passphrase },
      {
        onSuccess: () => {
          draft.clear();
          notifications.show({ message: 'The record is open again. It can be undone under Data.' });
          onClose();
        },
        onError: () => setPassphrase(''),
      },
    );
  };
  return (
    <FormDialog
      opened
      title="Closed by mistake"
      dirty={reason !== '' || passphrase !== ''}
      onClose={() => {
        draft.clear();
        onClose();
      }}
    >
      <p style={{ marginBottom: 12 }}>
        A record that adoption closed hides the child’s names, UPN and schools. Open it only where there was no adoption
        order. Two people do that together, one of them an administrator; both stand in the history.
      </p>
      <Answered query={query} lines={4}>
        {({ people }) =>
          people.length === 0 ? (
            <p className="vsk-muted">
              Nobody who can confirm has a passphrase for this store. An administrator adds them under Settings, Users.
            </p>
          ) : (
            <form
              onSubmit={(event) => {
                event.preventDefault();
                send();
              }}
            >
              <Textarea
                label="Why was it a mistake?"
                description="Stands in the history"
                autosize
                minRows={2}
                required
                data-autofocus
                value={reason}
                onChange={(event) => setReason(event.currentTarget.value)}
              />
              <Radio.Group
                mt={12}
                label="Who confirms it?"
                description="Somebody else, who sits beside you now"
                required
                value={confirmedBy}
                onChange={setConfirmedBy}
              >
                {people.map(({ userId, name }) => (
                  <Radio key={userId} mt={6} value={userId} label={<Name>{name}</Name>} />
                ))}
              </Radio.Group>
              <PasswordInput
                mt={12}
                label="Their passphrase"
                description="Typed by them. It opens nothing else"
                required
                autoComplete="off"
                value={passphrase}
                error={isWrong ? open.error?.message : undefined}
                onChange={(event) => setPassphrase(event.currentTarget.value)}
              />
              {open.error && !isWrong && <ErrorState failure={open.error} />}
              <div className="vsk-dialog-actions">
                <Button variant="default" onClick={onClose} disabled={open.isPending}>
                  Leave it closed
                </Button>
                <Button
                  type="submit"
                  loading={open.isPending}
                  disabled={reason.trim().length < 5 || confirmedBy === null || passphrase === ''}
                >
                  Open the record
                </Button>
              </div>
            </form>
          )
        }
      </Answered>
    </FormDialog>
  );
}
