import { Button, Checkbox, Group } from '@mantine/core';
import { IconFolder } from '@tabler/icons-react';
import { useState } from 'react';
import { CallFailure, chooseFolder } from '#renderer/api.ts';
import { useCall } from '#renderer/data/useCall.ts';
import { FolderWarnings } from '#renderer/ui/access/FolderWarnings.tsx';
import { exportWarningWords } from '#renderer/ui/exportWarnings.ts';
import classes from './packs.module.css';

/** What is known of the folder that documents are to be written to. */
export interface CheckedExportFolder {
  /** Why nothing may be written there yet, in a sentence; null when it may. */
  hint: string | null;
  warnings: { kind: 'synchronised' | 'network' | 'removable'; words: string }[];
  understood: boolean;
  setUnderstood: (understood: boolean) => void;
}

/** Asks the service about a folder; each of its warnings must be read before anything is written there. */
export function useExportFolder(folder: string | null, what: string): CheckedExportFolder {
  const [understoodFor, setUnderstoodFor] = useState<string | null>(null);
  const query = useCall('store.checkFolder', { folder: folder ?? '' }, { enabled: folder !== null, fresh: true });
  const warnings = (query.data?.warnings ?? []).map(({ kind }) => ({ kind, words: exportWarningWords[kind] }));
  const understood = folder !== null && understoodFor === folder;
  return {
    warnings,
    understood,
    setUnderstood: (yes) => setUnderstoodFor(yes ? folder : null),
    hint:
      folder === null
        ? `Choose the folder ${what}.`
        : query.error !== null
          ? query.error.detail.message
          : query.data === undefined
            ? 'Looking at the folder.'
            : (query.data.cannotWrite ??
              (warnings.length > 0 && !understood ? 'Read the warning about the folder, or choose another.' : null)),
  };
}

/** The folder chosen, a button to choose one, and what is unwise about it with the choice to use it all the same. */
export function ExportFolder(props: {
  folder: string | null;
  onFolder: (folder: string) => void;
  checked: CheckedExportFolder;
  disabled: boolean;
}) {
  const { folder, onFolder, checked, disabled } = props;
  const [failure, setFailure] = useState<string | null>(null);
  const warned = checked.warnings.length > 0;
  return (
    <div className={classes.folder}>
      <Group gap="sm">
        <Button
          variant="default"
          leftSection={<IconFolder size={16} aria-hidden />}
          disabled={disabled}
          onClick={() => {
            setFailure(null);
            chooseFolder().then(
              (chosen) => chosen !== null && onFolder(chosen),
              (reason) => setFailure(reason instanceof CallFailure ? reason.detail.message : String(reason)),
            );
          }}
        >
          {warned ? 'Choose another folder' : 'Choose folder'}
        </Button>
        <span className={folder === null ? 'vsk-muted' : classes.path}>{folder ?? 'No folder chosen'}</span>
      </Group>
      {failure !== null && <p role="alert">{failure}</p>}
      {warned && (
        <>
          <FolderWarnings warnings={checked.warnings} />
          <Checkbox
            label="I have read this, and use this folder all the same"
            checked={checked.understood}
            disabled={disabled}
            onChange={(event) => checked.setUnderstood(event.currentTarget.checked)}
          />
        </>
      )}
    </div>
  );
}
