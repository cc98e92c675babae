import { Button, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type FormEvent, useState } from 'react';
import { CallFailure, chooseFolder } from '#renderer/api.ts';
import { useCommand } from '#renderer/data/useCommand.ts';

/** The folder or share in which the council puts updates. It need not be reachable while it is set. */
export function UpdateFolder({ folder }: { folder: string | null }) {
  const [typed, setTyped] = useState(folder ?? '');
  const [failure, setFailure] = useState<string | null>(null);
  const set = useCommand('updates.setFolder');
  const wanted = typed.trim() === '' ? null : typed.trim();

  const save = (event: FormEvent) => {
    event.preventDefault();
    set.mutate(
      { folder: wanted },
      {
        onSuccess: () =>
          notifications.show({
            message: wanted === null ? 'Updates are looked for nowhere.' : 'The folder for updates is set.',
          }),
      },
    );
  };
  const choose = () => {
    setFailure(null);
    chooseFolder().then(
      (chosen) => chosen !== null && setTyped(chosen),
      (reason) => setFailure(reason instanceof CallFailure ? reason.detail.message : String(reason)),
    );
  };
  return (
    <form className="vsk-updates-folder" onSubmit={save}>
      <TextInput
        label="Folder or share"
        description="As whoever looks after computers at the council says. Leave it empty to look nowhere."
        value={typed}
        onChange={(event) => {
          set.reset();
          setTyped(event.currentTarget.value);
        }}
        error={set.error?.detail.message ?? failure}
        spellCheck={false}
      />
      <div className="vsk-updates-actions">
        <Button variant="default" onClick={choose}>
          Choose folder
        </Button>
        <Button type="submit" variant="default" loading={set.isPending} disabled={wanted === folder}>
          Set this folder
        </Button>
      </div>
    </form>
  );
}
