import { Button } from '@mantine/core';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { CallOutput, JobResult } from '#contract/calls.ts';
import type { StoreStatus } from '#contract/store.ts';
import { CallFailure, call } from '#renderer/api.ts';
import { useJobOf } from '#renderer/jobs/useJobOf.ts';
import { PassphraseField } from '#renderer/ui/access/PassphraseField.tsx';
import { timeInTable } from '#renderer/ui/format.ts';
import { JobProgress } from '#renderer/ui/JobProgress.tsx';
import { ScrollRegion } from '#renderer/ui/ScrollRegion.tsx';
import { ErrorState, LoadingSkeleton } from '#renderer/ui/states.tsx';
import { BackupFolder } from './BackupFolder.tsx';
import { type FoundBackup, FoundBackups } from './FoundBackups.tsx';
import { GateHeading } from './GateHeading.tsx';
import { NeedsAnother } from './NeedsAnother.tsx';
import { SalvageReportView } from './SalvageReportView.tsx';

type Found = CallOutput<'recovery.inspect'>;
type Work = { kind: 'restore'; backup: FoundBackup } | { kind: 'salvage' };

const stateWords: Record<Found['store'], (folder: string) => string> = {
  sound: () => 'The store is sound: all of it can be read. Go back and unlock it.',
  damaged: () => 'The store is damaged: it can be opened, but not all of it can be read.',
  unreadable: () =>
    'The store cannot be opened: the beginning of its file, or its key file, is damaged. Without that nothing can be read from it.',
  missing: (folder) => `There is no store in ${folder}.`,
};

/**
 * For a store that does not open or is not there, in this order: find out, restore a backup, rescue what can be read. The
 * passphrase stays in this component, and goes with it.
 */
export function PutRight(props: { status: StoreStatus; passphrase: string; onLeave: () => void }) {
  const { status, onLeave } = props;
  const [passphrase, setPassphrase] = useState(props.passphrase);
  /** A second passphrase or the recovery key, where the first is not enough. */
  const [also, setAlso] = useState('');
  const [backupFolder, setBackupFolder] = useState<string | null>(null);
  const [found, setFound] = useState<Found | null>(null);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const [looking, setLooking] = useState(false);
  const [work, setWork] = useState<Work | null>(null);
  const restore = useJobOf('recovery.restore');
  const salvage = useJobOf('recovery.salvage');
  const current = work?.kind === 'salvage' ? salvage : restore;

  const attempt = useCallback(async (what: () => Promise<void>) => {
    setFailure(null);
    setLooking(true);
    try {
      await what();
    } catch (reason) {
      setFailure(reason instanceof CallFailure ? reason : new CallFailure('failed', { message: String(reason) }));
    } finally {
      setLooking(false);
    }
  }, []);

  const look = useCallback(
    (typed: string, folder: string | null) =>
      attempt(async () => setFound(await call('recovery.inspect', { passphrase: typed, backupFolder: folder }))),
    [attempt],
  );
  const lookedAtFirst = useRef(false);
  useEffect(() => {
    if (lookedAtFirst.current || props.passphrase === '') return;
    lookedAtFirst.current = true;
    void look(props.passphrase, null);
  }, [look, props.passphrase]);

  const begin = (next: Work) => {
    setFailure(null);
    setWork(next);
    if (next.kind === 'salvage') salvage.start({ passphrase, also: also || null });
    else restore.start({ passphrase, also: also || null, backupFolder, backupId: next.backup.backupId });
  };

  const isRefused = current.failure?.code === 'forbidden' || current.failure?.code === 'wrongPassphrase';
  const refusal = isRefused && found?.needs !== 'nothing' ? (current.failure?.detail.message ?? null) : null;
  if (current.state === 'done' && work !== null)
    return <PutRightDone status={status} work={work} job={current} onLeave={onLeave} />;
  if (current.running)
    return (
      <>
        <GateHeading>{work?.kind === 'salvage' ? 'Rescuing what can be read' : 'Restoring the backup'}</GateHeading>
        <JobProgress job={current.job} onCancel={current.cancel} />
      </>
    );
  const heading = status.state === 'none' ? 'Bring a store back' : 'Find out and put right';
  if (found === null)
    return (
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (passphrase !== '') void look(passphrase, backupFolder);
        }}
      >
        <GateHeading>{heading}</GateHeading>
        {looking ? (
          <LoadingSkeleton lines={3} label="Looking at the store and its backups" />
        ) : (
          <>
            <PassphraseField
              label="Passphrase of the store"
              description="Yours, or the recovery key"
              value={passphrase}
              onValue={setPassphrase}
              error={failure?.code === 'wrongPassphrase' ? failure.detail.message : undefined}
              autoComplete="current-password"
              required
            />
            <BackupFolder
              folder={backupFolder}
              onFolder={setBackupFolder}
              description="The backup disk, or the second folder of the backups; empty for the store’s own folder"
            />
            {failure && failure.code !== 'wrongPassphrase' && <ErrorState failure={failure} />}
            <div className="vsk-ways">
              <Button type="submit" size="sm" disabled={passphrase === ''}>
                Find out
              </Button>
              <Button variant="subtle" size="sm" onClick={onLeave}>
                Back
              </Button>
            </div>
          </>
        )}
      </form>
    );
  return (
    <div className="vsk-put-right">
      <GateHeading>{heading}</GateHeading>
      <section aria-labelledby="put-right-found">
        <h2 id="put-right-found">1. What was found</h2>
        <p role="status">{stateWords[found.store](status.folder)}</p>
        {found.problems.length > 0 && (
          <details className="vsk-problems">
            <summary>What the check found, for whoever looks after the app</summary>
            <ScrollRegion className="vsk-problems-scroll" label="What the check found">
              {found.problems.map((problem) => (
                <p key={problem}>{problem}</p>
              ))}
            </ScrollRegion>
          </details>
        )}
      </section>
      {failure && <ErrorState failure={failure} />}
      {current.failure && refusal === null && <ErrorState failure={current.failure} />}
      {found.store !== 'sound' && <NeedsAnother needs={found.needs} value={also} onValue={setAlso} refusal={refusal} />}
      {found.store !== 'sound' && (
        <section aria-labelledby="put-right-restore">
          <h2 id="put-right-restore">2. Restore a backup</h2>
          <FoundBackups backups={found.backups} onRestore={(backup) => begin({ kind: 'restore', backup })} />
          <form
            className="vsk-look-elsewhere"
            onSubmit={(event) => {
              event.preventDefault();
              void look(passphrase, backupFolder);
            }}
          >
            <BackupFolder folder={backupFolder} onFolder={setBackupFolder} description="A backup disk, for instance" />
            <Button type="submit" size="sm" variant="default" loading={looking}>
              Look there
            </Button>
          </form>
        </section>
      )}
      {found.store === 'damaged' && (
        <section aria-labelledby="put-right-salvage">
          <h2 id="put-right-salvage">3. Rescue what can still be read</h2>
          <p className="vsk-prose vsk-muted">
            When no backup is new enough. Every row that can be read goes into a new store, and a report says what is
            missing. The damaged files are moved aside, not deleted.
          </p>
          <Button
            mt={8}
            className="vsk-start"
            variant="default"
            loading={looking}
            onClick={() => begin({ kind: 'salvage' })}
          >
            Rescue what can be read
          </Button>
        </section>
      )}
      <Button variant="subtle" className="vsk-start" onClick={onLeave}>
        Back
      </Button>
    </div>
  );
}

function PutRightDone(props: {
  status: StoreStatus;
  work: Work;
  job: { result: JobResult<'recovery.restore' | 'recovery.salvage'> | null; job: { finishedAt: string | null } | null };
  onLeave: () => void;
}) {
  const { status, work, job, onLeave } = props;
  const report = job.result !== null && 'tables' in job.result ? job.result : null;
  return (
    <div className="vsk-put-right">
      <GateHeading>{work.kind === 'salvage' ? 'What was rescued' : 'The backup is restored'}</GateHeading>
      {work.kind === 'restore' && (
        <p className="vsk-prose">
          The store is as it was on {timeInTable(work.backup.madeAt)}. What was entered later has to be entered again.
          The damaged files were moved aside in {status.folder}.
        </p>
      )}
      {report !== null && (
        <SalvageReportView
          report={report}
          folder={status.folder}
          at={job.job?.finishedAt ?? new Date().toISOString()}
        />
      )}
      <Button size="sm" className="vsk-start vsk-noprint" onClick={onLeave}>
        {status.state === 'open' ? 'Open the pages' : 'Unlock the store'}
      </Button>
    </div>
  );
}
