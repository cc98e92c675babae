import { Button, Radio } from '@mantine/core';
import { useState } from 'react';
import type { StoreStatus } from '#contract/store.ts';
import { useCommand } from '#renderer/data/useCommand.ts';
import { type CheckedFolder, FolderField, useFolderChoice } from '#renderer/ui/access/FolderField.tsx';
import { ErrorState } from '#renderer/ui/states.tsx';
import { CreateStore } from './CreateStore.tsx';
import { GateHeading } from './GateHeading.tsx';

const kinds = [
  {
    kind: 'own',
    label: 'Make a store for our children',
    words: 'New and empty: an encrypted file on this computer. Nothing is sent anywhere.',
    folder: 'Folder for the store',
  },
  {
    kind: 'demonstration',
    label: 'Open a demonstration',
    words: 'About 3,000 synthetic children, made in about a minute. It never takes real data.',
    folder: 'Folder for the demonstration',
  },
  {
    kind: 'open',
    label: 'Open a store in another folder',
    words: 'One that was made before, with its key file beside it.',
    folder: 'Folder of the store',
  },
  {
    kind: 'bringBack',
    label: 'Bring a store back from a backup',
    words: 'On a new computer, or after a disk broke. You need a passphrase of that store.',
    folder: 'Folder to put the store in',
  },
] as const;
type Kind = (typeof kinds)[number]['kind'];

/** Why the chosen folder does not do for what was chosen; null when it does, or is not known yet. */
function folderProblem(kind: Kind, checked: CheckedFolder | null): string | null {
  if (checked === null) return null;
  if (kind === 'open')
    return checked.holdsStore
      ? null
      : 'There is no store in this folder: no children.vsk with its key file children.vskkey.';
  return checked.holdsStore
    ? 'This folder has a store already. Choose another folder, or ‘Open a store in another folder’ to open that one.'
    : null;
}

/** First run: what to make or open, and in which folder; then who and with which passphrase. */
export function FirstRun({ status, onBringBack }: { status: StoreStatus; onBringBack: () => void }) {
  const [kind, setKind] = useState<Kind>('own');
  const [step, setStep] = useState<'what' | 'who'>('what');
  const choice = useFolderChoice(status.folder);
  const choose = useCommand('store.chooseFolder');
  const problem = folderProblem(kind, choice.checked);
  const cannot = kind !== 'open' && choice.checked !== null && choice.checked.cannotWrite !== null;
  const ready = choice.ready && problem === null && !cannot;

  function goOn(): void {
    if (kind === 'bringBack') onBringBack();
    else if (kind !== 'open') setStep('who');
  }

  if (step === 'who' && kind !== 'open' && kind !== 'bringBack')
    return <CreateStore kind={kind} folder={status.folder} onBack={() => setStep('what')} />;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!ready) return;
        const folder = choice.checked?.folder ?? choice.folder;
        if (folder === status.folder && kind !== 'open') goOn();
        else choose.mutate({ folder }, { onSuccess: goOn });
      }}
    >
      <GateHeading>Create a store</GateHeading>
      <Radio.Group
        aria-label="What would you like to do?"
        value={kind}
        onChange={(value) => setKind(value as Kind)}
        className="vsk-kinds"
      >
        {kinds.map((each) => (
          <Radio key={each.kind} value={each.kind} label={each.label} description={each.words} />
        ))}
      </Radio.Group>
      <FolderField
        choice={choice}
        label={kinds.find((each) => each.kind === kind)?.folder ?? ''}
        problem={problem}
        toWrite={kind !== 'open'}
      />
      {choose.error && <ErrorState failure={choose.error} />}
      <Button type="submit" size="sm" disabled={!ready} loading={choose.isPending}>
        {kind === 'open' ? 'Open this folder' : 'Continue'}
      </Button>
    </form>
  );
}
