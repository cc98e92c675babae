import { Button } from '@mantine/core';
import { useEffect } from 'react';
import type { CallInput } from '#contract/calls.ts';
import type { UpgradeNeeds } from '#contract/wire.ts';
import { askStatusAgain } from '#renderer/data/queryClient.ts';
import { adoptRunning } from '#renderer/jobs/jobs.ts';
import { useJobOf } from '#renderer/jobs/useJobOf.ts';
import { sizeWords } from '#renderer/ui/backupWords.ts';
import { JobProgress } from '#renderer/ui/JobProgress.tsx';
import { ErrorState } from '#renderer/ui/states.tsx';
import { GateHeading } from './GateHeading.tsx';

/** What an unlocking was refused for, and the secret it was tried with; it goes with the page. */
export type UpgradeAsked = { needs: UpgradeNeeds; secret: CallInput<'store.upgrade'> };

/** A store of an earlier version: says what bringing it up to date takes, and does it only when somebody says yes. */
export function BringUpToDate({ asked, onLeave }: { asked: UpgradeAsked | null; onLeave: () => void }) {
  const work = useJobOf('store.upgrade');
  const { state } = work;
  const underWay = work.running || state === 'done' || asked === null;
  useEffect(() => {
    if (asked !== null || state !== 'none') return;
    // Begun before the page was loaded; or it has ended meanwhile, and then the status says how things are.
    adoptRunning()
      .catch(() => undefined)
      .then(askStatusAgain);
  }, [asked, state]);
  if (underWay) {
    return (
      <div className="vsk-gate-upgrade">
        <GateHeading>Bringing the store up to date</GateHeading>
        <p className="vsk-muted vsk-prose">
          Until it is finished nothing is changed: cancelled, or switched off meanwhile, the store is as it was.
        </p>
        {work.failure === null ? (
          <JobProgress job={work.job} onCancel={work.cancel} />
        ) : (
          <ErrorState failure={work.failure} />
        )}
      </div>
    );
  }
  const { needs, secret } = asked;
  const { bytesFree } = needs;
  const tooLittle = bytesFree !== null && bytesFree < needs.bytesNeeded;
  return (
    <div className="vsk-gate-upgrade">
      <GateHeading>Bring the store up to date?</GateHeading>
      <p className="vsk-prose">
        This store was last opened by an earlier version of VSK Tracker. Before this version can open it, it is brought
        to a new form.
      </p>
      <ul className="vsk-upgrade-facts">
        <li>A backup is made first, in the folder of the store. With it you can go back to the earlier version.</li>
        <li>
          It needs {sizeWords(needs.bytesNeeded)} on the disk
          {bytesFree === null ? '.' : `; ${sizeWords(bytesFree)} are free.`}
        </li>
        <li>It takes about {needs.seconds} seconds, and can be cancelled.</li>
        <li>Afterwards earlier versions can no longer open the store: everybody who uses it needs this version.</li>
      </ul>
      {tooLittle && <p className="vsk-gate-warning">Not enough space: free some first, then unlock the store again.</p>}
      {state === 'cancelled' && (
        <p className="vsk-gate-note" role="status">
          Cancelled. The store is as it was. A backup that was finished stays.
        </p>
      )}
      {state === 'failed' && work.failure !== null && <ErrorState failure={work.failure} />}
      <div className="vsk-ways">
        <Button size="sm" disabled={tooLittle} onClick={() => work.start(secret)}>
          Bring it up to date
        </Button>
        <Button variant="default" size="sm" onClick={onLeave}>
          Not now
        </Button>
      </div>
    </div>
  );
}
