import { notifications } from '@mantine/notifications';
import { useEffect } from 'react';
import { onShellEvent, packFile } from '#renderer/api.ts';

const id = 'pack-file-waits';

/** Before unlocking: says that a review pack opened from outside waits, so that nobody thinks the double click was lost. */
export function PackFileWaits() {
  useEffect(() => {
    let gone = false;
    const look = async () => {
      const name = await packFile.waiting().catch(() => null);
      if (gone || name === null) return;
      notifications.hide(id);
      notifications.show({
        id,
        autoClose: false,
        title: 'A review pack waits',
        message: `Unlock the store, and VSK Tracker asks for the password of ${name}.`,
      });
    };
    void look();
    const stop = onShellEvent((event) => {
      if (event.kind === 'packFile') void look();
    });
    return () => {
      gone = true;
      stop();
      notifications.hide(id);
    };
  }, []);
  return null;
}
