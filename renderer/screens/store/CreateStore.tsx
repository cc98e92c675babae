import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useCommand } from '#renderer/data/useCommand.ts';
import { useJobOf } from '#renderer/jobs/useJobOf.ts';
import { isUsable, NewPassphrase, nothingTyped } from '#renderer/ui/access/NewPassphrase.tsx';
import { ErrorState } from '#renderer/ui/states.tsx';
import { GateHeading } from './GateHeading.tsx';
import { MakingDemonstration } from './MakingDemonstration.tsx';

/** Who makes the store, and with which passphrase; `kind` is an own store or a demonstration of synthetic children. */
export function CreateStore(props: { kind: 'own' | 'demonstration'; folder: string; onBack: () => void }) {
  const { kind, folder, onBack } = props;
  const [userName, setUserName] = useState('');
  const [typed, setTyped] = useState(nothingTyped);
  const [tried, setTried] = useState(false);
  const create = useCommand('store.create');
  const demonstration = useJobOf('store.createDemonstration');

  function submit(): void {
    setTried(true);
    if (userName.trim() === '' || !isUsable(typed)) return;
    const { passphrase } = typed;
    if (kind === 'own') create.mutate({ passphrase, userName });
    else demonstration.start({ passphrase, userName });
  }

  if (demonstration.running || demonstration.state === 'done') return <MakingDemonstration />;
  const problem = demonstration.failure ?? create.error;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <GateHeading>
        {kind === 'own' ? 'Your name and passphrase' : 'A name and passphrase for the demonstration'}
      </GateHeading>
      <p className="vsk-muted vsk-prose">The store is made in {folder}.</p>
      <TextInput
        label="Your name"
        description="Stands in the audit beside what you do"
        value={userName}
        onChange={(event) => setUserName(event.currentTarget.value)}
        error={tried && userName.trim() === '' ? 'Enter your name' : undefined}
        autoComplete="name"
        required
      />
      <NewPassphrase value={typed} onChange={setTyped} tried={tried} />
      <p className="vsk-small vsk-gate-warning">
        Nobody can reset the passphrase, not even us. Keep it in your password manager or in a sealed envelope.
        {kind === 'own' ? ' The recovery key, made next, is the only other way in.' : ''}
      </p>
      {problem && <ErrorState failure={problem} />}
      <div className="vsk-ways">
        <Button type="submit" size="sm" loading={create.isPending || create.isSuccess}>
          {kind === 'own' ? 'Create the store' : 'Make the demonstration'}
        </Button>
        <Button variant="subtle" size="sm" onClick={onBack}>
          Back
        </Button>
      </div>
    </form>
  );
}
