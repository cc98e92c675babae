import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { CallInput } from '#contract/calls.ts';
import { FormDialog } from '#renderer/ui/FormDialog.tsx';
import { JobProgress } from '#renderer/ui/JobProgress.tsx';
import { ErrorState } from '#renderer/ui/states.tsx';
import type { SettingsChange } from './makeChange.tsx';
import { useChange } from './useChange.ts';

/** A form in a dialog that makes one change; it stays open, with what was typed, until the change is in the store. */
export function ChangeDialog<Name extends SettingsChange>(props: {
  title: string;
  action: string;
  change: Name;
  /** What to send and what to say afterwards, or null while a field is wrong (the fields say how). */
  input: () => { send: CallInput<Name>; said: string } | null;
  /** What was typed is back from an earlier session. */
  draft?: { restored: boolean; dirty: boolean; clear: () => void };
  size?: 'md' | 'lg' | 'xl';
  onClose: () => void;
  /** The change is in the store; the dialog closes by itself. */
  onDone?: () => void;
  children: ReactNode;
}) {
  const { title, action, change, input, draft, size = 'md', onClose, onDone, children } = props;
  const { run, busy, failure, job, cancel } = useChange(change);
  const close = () => {
    if (busy) return;
    draft?.clear();
    onClose();
  };
  return (
    <FormDialog opened onClose={close} title={title} size={size} dirty={draft?.dirty} busy={busy}>
      <form
        noValidate
        className="vsk-form"
        onSubmit={(event) => {
          event.preventDefault();
          const made = input();
          if (made === null) return;
          run(made.send, made.said, () => {
            draft?.clear();
            onDone?.();
            onClose();
          });
        }}
      >
        {draft?.restored && <p className="vsk-small vsk-muted">What you typed before is here again.</p>}
        {children}
        {busy && job && <JobProgress job={job} onCancel={cancel} />}
        {failure && <ErrorState failure={failure} />}
        <div className="vsk-dialog-actions">
          <Button variant="default" onClick={close} disabled={busy}>
            Cancel
          </Button>
          <Button type="submit" loading={busy}>
            {action}
          </Button>
        </div>
      </form>
    </FormDialog>
  );
}
