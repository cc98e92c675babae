import { notifications } from '@mantine/notifications';
import { useEffect } from 'react';
import { call, onFileSaved } from '#renderer/api.ts';
import { savedFileWords } from '#renderer/ui/exportWarnings.ts';

/** Says it when a file was saved in a folder that others can read, or on a disk that can be carried away, and what to do. */
export function SavedFileWarnings() {
  useEffect(
    () =>
      onFileSaved((path) => {
        const folder = /^(.+)[\\/][^\\/]*$/.exec(path)?.[1] ?? path;
        void call('store.checkFolder', { folder }).then(
          ({ warnings }) => {
            if (warnings.length === 0) return;
            notifications.show({
              color: 'yellow',
              autoClose: false,
              title: 'Look where the file was saved',
              message: warnings.map(({ kind }) => savedFileWords[kind]).join(' '),
            });
          },
          // The file is saved all the same; nothing is known against its folder.
          () => undefined,
        );
      }),
    [],
  );
  return null;
}
