import { notifications } from '@mantine/notifications';
import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { onShellEvent, packFile } from '#renderer/api.ts';
import { holdPackFile, usePackFile } from '#renderer/data/packFile.ts';
import { useStatus } from '#renderer/data/useStatus.ts';

/** Takes the review packs that a person opened from outside, one after another, to the Packs page, which asks for the password. */
export function PackFilesFromOutside() {
  const navigate = useNavigate();
  const user = useStatus().user;
  const role = user === null ? null : user.may.includes('figures') ? 'team' : 'other';
  const free = usePackFile() === null;
  useEffect(() => {
    if (role === null || !free) return;
    let gone = false;
    let asking = false;
    const take = async () => {
      if (asking || gone) return;
      asking = true;
      try {
        const file = await packFile.take();
        if (file === null || gone) return;
        if (role === 'other') {
          const message = `Your role does not allow opening ${file.name}. Ask an administrator.`;
          notifications.show({ color: 'yellow', autoClose: false, message });
          return;
        }
        holdPackFile(file);
        await navigate({ to: '/packs' });
      } catch (failure) {
        const message = failure instanceof Error ? failure.message : 'The review pack could not be read.';
        notifications.show({ color: 'red', autoClose: false, message });
      } finally {
        asking = false;
      }
    };
    void take();
    const stop = onShellEvent((event) => {
      if (event.kind === 'packFile') void take();
    });
    return () => {
      gone = true;
      stop();
    };
  }, [role, free, navigate]);
  return null;
}
