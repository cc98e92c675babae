import { IconAlertTriangle } from '@tabler/icons-react';
import type { FolderWarning } from '#contract/store.ts';

/** What is unwise about a folder, each with what to do; nothing when nothing is. */
export function FolderWarnings({ warnings }: { warnings: readonly FolderWarning[] }) {
  if (warnings.length === 0) return null;
  return (
    <ul className="vsk-warnings" aria-label="About this folder">
      {warnings.map((warning) => (
        <li key={warning.kind}>
          <IconAlertTriangle size={16} aria-hidden="true" />
          <span>{warning.words}</span>
        </li>
      ))}
    </ul>
  );
}
