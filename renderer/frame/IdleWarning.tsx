import { notifications } from '@mantine/notifications';
import { useEffect, useState } from 'react';
import { useIdle, WARN_BEFORE_MS } from '#renderer/data/useIdle.ts';
import { useStatus } from '#renderer/data/useStatus.ts';

const id = 'idle';

/** Warns 30 seconds before the store locks by itself; any key or move of the mouse keeps it open. */
export function IdleWarning() {
  const { lockAfterMinutes } = useStatus();
  const locksAt = useIdle(lockAfterMinutes);
  useEffect(() => {
    if (locksAt === null) return;
    notifications.show({
      id,
      color: 'yellow',
      autoClose: false,
      withCloseButton: false,
      title: `Locks in ${WARN_BEFORE_MS / 1000} seconds`,
      message: <Countdown locksAt={locksAt} />,
    });
    return () => {
      notifications.hide(id);
    };
  }, [locksAt]);
  return null;
}

/** The seconds left are for the eye: read aloud each second they would drown what to do. */
function Countdown({ locksAt }: { locksAt: number }) {
  const [left, setLeft] = useState(() => locksAt - Date.now());
  useEffect(() => {
    const timer = setInterval(() => setLeft(locksAt - Date.now()), 250);
    return () => clearInterval(timer);
  }, [locksAt]);
  return (
    <>
      Move the mouse or press a key to stay.{' '}
      <span aria-hidden="true" className="vsk-figures">
        {Math.max(0, Math.ceil(left / 1000))} s
      </span>
    </>
  );
}
