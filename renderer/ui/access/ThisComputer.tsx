import { Button, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { CallFailure, call, keychain } from '#renderer/api.ts';
import { useCall } from '#renderer/data/useCall.ts';
import { useCommand } from '#renderer/data/useCommand.ts';
import { useKeychain } from '#renderer/data/useKeychain.ts';
import { useStatus } from '#renderer/data/useStatus.ts';
import { ErrorState } from '#renderer/ui/states.tsx';

/** Remembers a way in on this computer, where it has a real keychain; otherwise says why it cannot. */
export function ThisComputer() {
  const { folder, user } = useStatus();
  const ways = useCall('keys.list', {});
  const state = useKeychain(folder);
  const make = useCommand('keys.rememberDevice');
  const [label, setLabel] = useState('This computer');
  const [problem, setProblem] = useState<CallFailure | null>(null);
  const [busy, setBusy] = useState(false);
  if (state.error) return <ErrorState failure={state.error} />;
  if (state.data === undefined || ways.data === undefined) return null;
  const { available, why, slotId } = state.data;
  const own = ways.data.rows.some((way) => way.slotId === slotId && way.userId === user?.id);
  if (own)
    return (
      <p className="vsk-prose">
        This computer remembers you: the store opens without your passphrase for whoever is signed in to it as you.
      </p>
    );
  if (!available) return <p className="vsk-muted vsk-prose">This computer cannot remember you. {why}</p>;

  async function remember(): Promise<void> {
    setBusy(true);
    setProblem(null);
    try {
      const made = await make.mutateAsync({ label });
      try {
        await keychain.remember(folder, made.slotId, made.secret);
        notifications.show({ message: 'This computer can open the store for you now.' });
      } catch (reason) {
        // Without its secret the way in is of no use to anybody.
        await call('keys.forgetDevice', { slotId: made.slotId });
        throw reason;
      } finally {
        await ways.refetch();
      }
    } catch (reason) {
      setProblem(reason instanceof CallFailure ? reason : new CallFailure('failed', { message: String(reason) }));
    } finally {
      state.reread();
      setBusy(false);
    }
  }

  return (
    <form
      className="vsk-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (label.trim() !== '') void remember();
      }}
    >
      <p className="vsk-muted vsk-prose">
        The store then opens without your passphrase for whoever is signed in to this computer as you. Do this only on a
        computer of your own with an encrypted disk.
        {slotId === null ? '' : ' It now remembers somebody else, who will need their passphrase again.'}
      </p>
      <div className="vsk-folder-row">
        <TextInput
          label="Name of this computer"
          description="So that it is found in the list"
          value={label}
          onChange={(event) => setLabel(event.currentTarget.value)}
          maxLength={80}
          required
        />
        <Button type="submit" variant="default" disabled={label.trim() === ''} loading={busy}>
          Remember on this computer
        </Button>
      </div>
      {problem && <ErrorState failure={problem} />}
    </form>
  );
}
