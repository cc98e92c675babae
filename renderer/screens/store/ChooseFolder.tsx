import { Button } from '@mantine/core';
import type { StoreStatus } from '#contract/store.ts';
import { useCommand } from '#renderer/data/useCommand.ts';
import { FolderField, useFolderChoice } from '#renderer/ui/access/FolderField.tsx';
import { ErrorState } from '#renderer/ui/states.tsx';
import { GateHeading } from './GateHeading.tsx';

/** Opens the store of another folder, now and at the next start; where there is none, one can be made there. */
export function ChooseFolder({ status, onBack }: { status: StoreStatus; onBack: () => void }) {
  const choice = useFolderChoice('');
  const choose = useCommand('store.chooseFolder');
  const { checked } = choice;
  const empty = checked !== null && !checked.holdsStore;
  const same = checked?.folder === status.folder;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (checked !== null && choice.ready) choose.mutate({ folder: checked.folder });
      }}
    >
      <GateHeading>Choose another folder</GateHeading>
      <p className="vsk-muted vsk-prose">The store in {status.folder} stays where it is.</p>
      <FolderField choice={choice} label="Folder of the store" toWrite={empty} />
      {empty && checked.cannotWrite === null && (
        <p className="vsk-gate-note">There is no store in this folder. You can make one there, or bring one back.</p>
      )}
      {choose.error && <ErrorState failure={choose.error} />}
      <div className="vsk-ways">
        <Button
          type="submit"
          size="sm"
          disabled={!choice.ready || same || (empty && checked.cannotWrite !== null)}
          loading={choose.isPending}
        >
          Use this folder
        </Button>
        <Button variant="subtle" size="sm" onClick={onBack}>
          Back
        </Button>
      </div>
    </form>
  );
}
