import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { CallFailure, chooseFolder } from '#renderer/api.ts';

/** Where else backups may lie; null for the store's own folder. */
export function BackupFolder(props: {
  folder: string | null;
  onFolder: (folder: string | null) => void;
  description: string;
}) {
  const { folder, onFolder, description } = props;
  const [problem, setProblem] = useState<string | null>(null);
  return (
    <div className="vsk-folder-row">
      <TextInput
        label="Folder of the backups"
        description={description}
        value={folder ?? ''}
        onChange={(event) => onFolder(event.currentTarget.value === '' ? null : event.currentTarget.value)}
        error={problem ?? undefined}
        spellCheck={false}
      />
      <Button
        size="sm"
        variant="default"
        aria-label="Choose: Folder of the backups"
        onClick={() => {
          setProblem(null);
          chooseFolder().then(
            (chosen) => chosen !== null && onFolder(chosen),
            (reason) => setProblem(reason instanceof CallFailure ? reason.detail.message : String(reason)),
          );
        }}
      >
        Choose
      </Button>
    </div>
  );
}
