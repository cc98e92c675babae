import { notifications } from '@mantine/notifications';
import { useEffect } from 'react';
import { onShellEvent } from '#renderer/api.ts';
import { queryClient } from './queryClient.ts';

const id = 'data-process';

/** Says when the data process is restarting, serving again, or gone; once it serves again everything on screen is re-read. */
export function useShellState(): void {
  useEffect(
    () =>
      onShellEvent((event) => {
        if (event.kind !== 'dataProcess') return;
        notifications.hide(id);
        if (event.state === 'restarting') {
          const message =
            'The data process stopped and is starting again. What you last asked for may not have been saved.';
          notifications.show({ id, color: 'yellow', autoClose: false, message });
        } else if (event.state === 'ready') {
          void queryClient.invalidateQueries();
        } else {
          const message =
            'The data process stopped several times. Close VSK Tracker and open it again; nothing saved is lost.';
          notifications.show({ id, color: 'red', autoClose: false, message });
        }
      }),
    [],
  );
}
