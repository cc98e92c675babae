import { notifications } from '@mantine/notifications';
import { useEffect } from 'react';
import type { FolderWarning } from '#contract/store.ts';
import { call, onFileSaved, type SavedFile } from '#renderer/api.ts';
import { invalidateTopics } from '#renderer/data/queryClient.ts';
import { savedFileWords } from '#renderer/ui/exportWarnings.ts';

/** What is unwise about where a file lies; in the audit too while a store is open, which it need not be for every file. */
async function warningsOf({ path, suggestedName, about }: SavedFile): Promise<FolderWarning[]> {
  const folder = /^(.+)[\\/][^\\/]*$/.exec(path)?.[1] ?? path;
  // Names are suggested by the app as `children-2025-03-31…`: the first word is what it is, and the rest stays out.
  const what = about === 'key' ? 'recoverykey' : (/^[a-z]{1,30}/.exec(suggestedName.toLowerCase())?.[0] ?? 'file');
  try {
    const { warnings } = await call('exports.noteSaved', { what, folder });
    invalidateTopics(['audit']);
    return warnings;
  } catch {
    return (await call('store.checkFolder', { folder })).warnings;
  }
}

async function tell(file: SavedFile): Promise<void> {
  const found = await warningsOf(file).catch(() => []);
  // A recovery key is better off on a disk of its own.
  const warnings = found.filter(({ kind }) => file.about === 'children' || kind !== 'removable');
  if (warnings.length === 0) return;
  notifications.show({
    color: 'yellow',
    autoClose: false,
    title: 'Look where the file was saved',
    message: warnings.map(({ kind }) => savedFileWords[kind]).join(' '),
  });
}

/** Says it when a file was saved in a folder that others can read, or on a disk that can be carried away, and what to do. */
export function SavedFileWarnings() {
  useEffect(() => onFileSaved((file) => void tell(file)), []);
  return null;
}
