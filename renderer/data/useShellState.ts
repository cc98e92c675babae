import { notifications } from '@mantine/notifications';
import { useEffect, useState } from 'react';
import { onShellEvent } from '#renderer/api.ts';
import { queryClient } from './queryClient.ts';

const id = 'data-process';

const restartedWords =
  'The part of the app that keeps the store stopped and was started again. What was saved is safe; check your last change.';

/**
 * Follows the process that keeps the store: `failed` after it ended too often. While it is started again the window says
 * so; once it serves, everything on screen is asked again, and what was done meanwhile is for the person to check.
 */
export function useShellState(): 'serving' | 'failed' {
  const [state, setState] = useState<'serving' | 'failed'>('serving');
  useEffect(
    () =>
      onShellEvent((event) => {
        if (event.kind !== 'dataProcess') return;
        notifications.hide(id);
        setState(event.state === 'failed' ? 'failed' : 'serving');
        if (event.state === 'restarting') {
          const message = 'The part of the app that keeps the store stopped. It is being started again.';
          notifications.show({ id, color: 'yellow', autoClose: false, message });
        } else if (event.state === 'ready') {
          notifications.show({ id, color: 'yellow', autoClose: 20_000, message: restartedWords });
          void queryClient.invalidateQueries();
        }
      }),
    [],
  );
  return state;
}
