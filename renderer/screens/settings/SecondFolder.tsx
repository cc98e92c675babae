import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { CallOutput } from '#contract/calls.ts';
import { useCommand } from '#renderer/data/useCommand.ts';
import '#renderer/ui/access/access.css';
import { FolderField, useFolderChoice } from '#renderer/ui/access/FolderField.tsx';
import { FolderWarnings } from '#renderer/ui/access/FolderWarnings.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { ErrorState } from '#renderer/ui/states.tsx';

/** The folder that each backup is copied to as well, so that a broken or lost computer does not take them with it. */
export function SecondFolder({ list }: { list: CallOutput<'backups.list'> }) {
  const { secondFolder, secondFolderProblem, secondFolderWarnings } = list;
  const set = useCommand('backups.setSecondFolder');
  const choice = useFolderChoice(secondFolder ?? '');
  const typed = choice.folder.trim();
  const unchanged = typed === (secondFolder ?? '');
  return (
    <Panel title="Second folder">
      <form
        className="vsk-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!choice.ready || choice.checked === null || choice.checked.cannotWrite !== null || unchanged) return;
          set.mutate(
            { folder: choice.checked.folder },
            { onSuccess: () => notifications.show({ message: 'Each backup is copied there from now on.' }) },
          );
        }}
      >
        <p className="vsk-muted vsk-prose">
          A copy of each backup goes there too: an external disk, or a share of the council. The store’s own folder is
          lost with the computer.
        </p>
        {secondFolderProblem !== null && (
          <p className="vsk-problem" role="alert">
            {secondFolderProblem}
          </p>
        )}
        {unchanged ? <FolderWarnings warnings={secondFolderWarnings} /> : null}
        <FolderField choice={choice} label="Second folder for backups" quiet={unchanged} />
        {set.error && <ErrorState failure={set.error} />}
        <div className="vsk-ways">
          <Button
            type="submit"
            variant="default"
            disabled={unchanged || !choice.ready || choice.checked?.cannotWrite !== null}
            loading={set.isPending}
          >
            Use this folder
          </Button>
          {secondFolder !== null && (
            <Button
              variant="subtle"
              color="gray"
              onClick={() => set.mutate({ folder: null }, { onSuccess: () => choice.setFolder('') })}
            >
              Stop copying there
            </Button>
          )}
        </div>
      </form>
    </Panel>
  );
}
