import { Button, Checkbox, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import type { CallOutput } from '#contract/calls.ts';
import { CallFailure, chooseFolder } from '#renderer/api.ts';
import { useCall } from '#renderer/data/useCall.ts';
import { FolderWarnings } from './FolderWarnings.tsx';

export type CheckedFolder = CallOutput<'store.checkFolder'>;

/** A folder as it stands in the field: what is known of it, and whether its warnings were read. */
export interface FolderChoice {
  folder: string;
  setFolder: (folder: string) => void;
  checked: CheckedFolder | null;
  failure: CallFailure | null;
  understood: boolean;
  setUnderstood: (understood: boolean) => void;
  /** Checked, and every warning ticked. */
  ready: boolean;
}

/** Keeps a folder that a person chooses or types, and asks the service what it would be like for a store. */
export function useFolderChoice(first: string): FolderChoice {
  const [folder, setFolder] = useState(first);
  const [understoodFor, setUnderstoodFor] = useState<string | null>(null);
  const [asked] = useDebouncedValue(folder.trim(), 250);
  const query = useCall('store.checkFolder', { folder: asked }, { enabled: asked !== '', fresh: true });
  const checked = asked === folder.trim() ? (query.data ?? null) : null;
  const understood = understoodFor === folder.trim();
  return {
    folder,
    setFolder,
    checked,
    failure: asked === folder.trim() ? query.error : null,
    understood,
    setUnderstood: (yes) => setUnderstoodFor(yes ? folder.trim() : null),
    ready: checked !== null && (checked.warnings.length === 0 || understood),
  };
}

const gigabytes = (bytes: number) => `${(bytes / 1e9).toLocaleString('en-GB', { maximumFractionDigits: 1 })} GB free`;

/**
 * Chooses a folder by the dialog or by typing its path; says what is wrong or unwise about it. `problem` is the caller's own
 * reason, e.g. that there is no store in it; `toWrite`: it matters whether it can be written to; `quiet`: nothing is said
 * of the folder, because it is the one in use.
 */
export function FolderField(props: {
  choice: FolderChoice;
  label: string;
  description?: string;
  problem?: string | null;
  toWrite?: boolean;
  quiet?: boolean;
}) {
  const { choice, label, description, problem = null, toWrite = true, quiet = false } = props;
  const [failure, setFailure] = useState<string | null>(null);
  const checked = quiet ? null : choice.checked;
  const cannot = toWrite ? (checked?.cannotWrite ?? null) : null;
  const error = problem ?? cannot ?? (quiet ? null : choice.failure?.detail.message) ?? failure ?? undefined;
  return (
    <div className="vsk-folder">
      <div className="vsk-folder-row">
        <TextInput
          label={label}
          description={description}
          value={choice.folder}
          onChange={(event) => choice.setFolder(event.currentTarget.value)}
          error={error}
          spellCheck={false}
          required
        />
        <Button
          size="sm"
          variant="default"
          aria-label={`Choose: ${label}`}
          onClick={() => {
            setFailure(null);
            chooseFolder().then(
              (chosen) => chosen !== null && choice.setFolder(chosen),
              (reason) => setFailure(reason instanceof CallFailure ? reason.detail.message : String(reason)),
            );
          }}
        >
          Choose
        </Button>
      </div>
      {checked !== null && checked.freeBytes !== null && error === undefined && (
        <p className="vsk-small vsk-muted vsk-figures">{gigabytes(checked.freeBytes)}</p>
      )}
      {checked !== null && checked.warnings.length > 0 && (
        <>
          <FolderWarnings warnings={checked.warnings} />
          <Checkbox
            mt={8}
            label="I have read this, and use this folder all the same"
            checked={choice.understood}
            onChange={(event) => choice.setUnderstood(event.currentTarget.checked)}
          />
        </>
      )}
    </div>
  );
}
