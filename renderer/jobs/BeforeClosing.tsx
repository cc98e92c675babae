import { Button, Modal } from '@mantine/core';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { calls } from '#contract/calls.ts';
import { isDesktop } from '#renderer/api.ts';
import { leavingState } from '#renderer/data/startAfresh.ts';
import { cancelJob, jobCentre, type Work } from './jobs.ts';

/** Work whose end would be missed: what only reads (a preview) may go with the window. */
const matters = (work: Work): boolean => work.state === 'running' && calls[work.name].changes.length > 0;

/**
 * Asks before the window closes under long work: wait, or stop it and close. The desktop's window asks its page before it
 * closes, by its button, by Exit and by Ctrl+Q; a browser's tab may close, for the preview host goes on without it.
 */
export function BeforeClosing() {
  const works = useSyncExternalStore(jobCentre.subscribe, jobCentre.get);
  const running = works.filter(matters);
  const [asking, setAsking] = useState<'no' | 'asking' | 'stopping'>('no');
  const now = useRef({ busy: false, close: false });
  now.current.busy = running.length > 0;
  useEffect(() => {
    if (!isDesktop()) return;
    const hold = (event: BeforeUnloadEvent) => {
      if (!now.current.busy || now.current.close || leavingState.get()) return;
      event.preventDefault();
      setAsking((before) => (before === 'no' ? 'asking' : before));
    };
    window.addEventListener('beforeunload', hold);
    return () => window.removeEventListener('beforeunload', hold);
  }, []);
  const close = () => {
    now.current.close = true;
    window.close();
  };
  const none = running.length === 0;
  useEffect(() => {
    if (none && asking === 'stopping') window.close();
    if (none) setAsking('no');
  }, [none, asking]);
  const stop = () => {
    setAsking('stopping');
    for (const work of running) void cancelJob(work.key);
  };
  const [first] = running;
  return (
    <Modal
      opened={asking !== 'no' && !none}
      onClose={() => setAsking('no')}
      title={running.length === 1 ? 'Work is under way' : `${running.length} pieces of work are under way`}
      zIndex={500}
      withCloseButton={false}
      closeOnClickOutside={false}
    >
      <ul className="vsk-closing">
        {running.map((work) => (
          <li key={work.key}>{work.job?.title ?? 'Starting'}</li>
        ))}
      </ul>
      <p className="vsk-prose">
        {asking === 'stopping'
          ? first?.job?.cancellable === false
            ? 'It is at its last step, which cannot be stopped. The window closes when it has ended.'
            : 'It is being stopped. The window closes when it has ended.'
          : 'Stopped now, nothing of it is kept. What was saved before is safe either way.'}
      </p>
      <div className="vsk-dialog-actions">
        {asking === 'stopping' ? (
          <Button variant="default" onClick={close}>
            Close without waiting
          </Button>
        ) : (
          <Button variant="default" onClick={stop}>
            Stop it and close
          </Button>
        )}
        <Button data-autofocus onClick={() => setAsking('no')}>
          Wait
        </Button>
      </div>
    </Modal>
  );
}
