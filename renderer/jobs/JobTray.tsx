import { Button, Progress } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { jobAmount, jobPart } from '#renderer/ui/jobAmount.ts';
import { adoptRunning, cancelJob, isWatched, jobCentre, type Work } from './jobs.ts';
import { endNotice } from './jobWords.ts';
import './jobs.css';

/** Says how each piece of work ended, whatever page is shown; those that ended before are not told again. */
function useEndsSaid(works: readonly Work[]): void {
  const said = useRef<Set<number> | null>(null);
  useEffect(() => {
    const ended = works.filter(({ state }) => state !== 'running');
    if (said.current === null) {
      said.current = new Set(ended.map(({ key }) => key));
      return;
    }
    for (const work of ended) {
      if (said.current.has(work.key)) continue;
      said.current.add(work.key);
      const notice = endNotice(work, isWatched(work));
      if (notice === null) continue;
      const loud = notice.bad ? { color: 'red', autoClose: false as const, title: 'Not done' } : { autoClose: 12_000 };
      notifications.show({ ...loud, message: notice.words });
    }
  }, [works]);
}

/**
 * The long work that no screen shows just now: what runs, how far it is, and Cancel, above the health line of every page.
 * After a reload it finds what is still under way.
 */
export function JobTray() {
  const works = useSyncExternalStore(jobCentre.subscribe, jobCentre.get);
  useEffect(() => {
    // What cannot be asked for now is answered by the status, which says what is the matter.
    adoptRunning().catch(() => undefined);
  }, []);
  useEndsSaid(works);
  const shown = works.filter((work) => work.state === 'running' && !isWatched(work));
  if (shown.length === 0) return null;
  return (
    <section className="vsk-tray vsk-noprint" aria-label="Work under way">
      {shown.map((work) => (
        <TrayRow key={work.key} work={work} />
      ))}
    </section>
  );
}

function TrayRow({ work }: { work: Work }) {
  const [asked, setAsked] = useState(false);
  const { job } = work;
  const part = jobPart(job);
  const title = job?.title ?? 'Starting';
  return (
    <div className="vsk-tray-row">
      <span className="vsk-strong vsk-tray-title">{title}</span>
      <Progress
        className="vsk-tray-bar"
        value={part ?? 100}
        animated={part === null}
        striped={part === null}
        aria-label={title}
        size="sm"
      />
      <span className="vsk-small vsk-muted vsk-figures">{jobAmount(job)}</span>
      {job?.cancellable && (
        <Button
          variant="default"
          size="compact-xs"
          disabled={asked}
          aria-label={`Cancel: ${title}`}
          onClick={() => {
            setAsked(true);
            void cancelJob(work.key);
          }}
        >
          {asked ? 'Cancelling' : 'Cancel'}
        </Button>
      )}
    </div>
  );
}
