import { Textarea } from '@mantine/core';
import type { ReactNode } from 'react';
import type { CallInput } from '#contract/calls.ts';
import { useDraft } from '#renderer/data/useDraft.ts';
import { ConfirmByName } from '#renderer/ui/ConfirmByName.tsx';
import { JobProgress } from '#renderer/ui/JobProgress.tsx';
import { ErrorState } from '#renderer/ui/states.tsx';
import type { SettingsChange } from './makeChange.tsx';
import { useChange } from './useChange.ts';

/** Removes or ends something after a reason and its name typed; the history keeps it, and it can be put back. */
export function RemoveDialog<Name extends SettingsChange>(props: {
  title: string;
  name: string;
  action: string;
  change: Name;
  /** What it is about, for the draft of the reason: an id. */
  of: string;
  input: (reason: string) => { send: CallInput<Name>; said: string };
  ready?: boolean;
  onClose: () => void;
  /** It is gone; the dialog closes by itself. */
  onDone?: () => void;
  children: ReactNode;
}) {
  const { title, name, action, change, of, input, ready = true, onClose, onDone, children } = props;
  const { run, busy, failure, job, cancel } = useChange(change);
  const [reason, setReason, draft] = useDraft(`settings:reason:${of}`, '');
  const close = () => {
    if (busy) return;
    draft.clear();
    onClose();
  };
  return (
    <ConfirmByName
      opened
      title={title}
      name={name}
      action={action}
      ready={ready && reason.trim() !== ''}
      busy={busy}
      dirty={draft.dirty}
      onClose={close}
      onConfirm={() => {
        const { send, said } = input(reason.trim());
        run(send, said, () => {
          draft.clear();
          onDone?.();
          onClose();
        });
      }}
    >
      {children}
      <Textarea
        mt={12}
        label="Why?"
        description="Stands in the history and in the audit"
        autosize
        minRows={2}
        maxLength={500}
        required
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {busy && job && <JobProgress job={job} onCancel={cancel} />}
      {failure && <ErrorState failure={failure} />}
    </ConfirmByName>
  );
}
