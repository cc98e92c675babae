import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Backup } from '#contract/backups.ts';
import { useCall } from '#renderer/data/useCall.ts';
import { useCommand } from '#renderer/data/useCommand.ts';
import { useStatus } from '#renderer/data/useStatus.ts';
import { useJobOf } from '#renderer/jobs/useJobOf.ts';
import { backupReasonWords, sizeWords } from '#renderer/ui/backupWords.ts';
import { timeInTable } from '#renderer/ui/format.ts';
import { JobProgress } from '#renderer/ui/JobProgress.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { Answered, EmptyState, ErrorState } from '#renderer/ui/states.tsx';
import { RestoreBackup } from './RestoreBackup.tsx';
import './security.css';
import { ScrollRegion } from '#renderer/ui/ScrollRegion.tsx';
import { SecondFolder } from './SecondFolder.tsx';

/** Where a backup lies, in words. */
function places(backup: Backup): string {
  if (backup.inStoreFolder && backup.inSecondFolder) return 'both folders';
  return backup.inSecondFolder ? 'second folder' : 'store’s folder';
}

/** The backups of this store: made, kept, copied to a second folder, and restored after a look at what would change. */
export function BackupsPanel() {
  const { backup: health } = useStatus();
  const query = useCall('backups.list', {}, { fresh: true });
  const make = useJobOf('backups.make');
  const keep = useCommand('backups.keep');
  const [restoring, setRestoring] = useState<Backup | null>(null);
  const problem = make.failure ?? keep.error;
  return (
    <div className="vsk-panels">
      <Panel
        title="Backups"
        aside={
          <Button disabled={make.running} onClick={() => make.start({})}>
            Back up now
          </Button>
        }
        flush
      >
        {health.problem !== null && (
          <p className="vsk-panel-body vsk-problem" role="alert">
            {health.problem}
          </p>
        )}
        {make.running && (
          <div className="vsk-panel-body">
            <JobProgress job={make.job} onCancel={make.cancel} />
          </div>
        )}
        {problem && (
          <div className="vsk-panel-body">
            <ErrorState failure={problem} />
          </div>
        )}
        <Answered query={query} lines={5}>
          {({ rows }) =>
            rows.length === 0 ? (
              <EmptyState title="No backup yet">
                One is made once a day while the store is open, and before anything that changes much.
              </EmptyState>
            ) : (
              <ScrollRegion label="Table of backups made">
                <table className="vsk-plain-table vsk-row-actions">
                  <thead>
                    <tr>
                      <th scope="col">Made</th>
                      <th scope="col">Why</th>
                      <th scope="col">Where</th>
                      <th scope="col" className="vsk-end">
                        Size
                      </th>
                      <th scope="col">Kept</th>
                      <th scope="col">
                        <span className="vsk-visually-hidden">Actions</span>
                      </th>
                    </tr>
                  </thead>
                  <tbody>
                    {rows.map((backup) => {
                      const made = timeInTable(backup.madeAt);
                      return (
                        <tr key={backup.backupId}>
                          <th scope="row">{made}</th>
                          <td>{backupReasonWords[backup.reason]}</td>
                          <td>{places(backup)}</td>
                          <td className="vsk-end">{sizeWords(backup.bytes)}</td>
                          <td>{backup.kept ? 'for ever' : 'in turn'}</td>
                          <td className="vsk-end">
                            <Button
                              variant="subtle"
                              disabled={keep.isPending}
                              aria-label={`${backup.kept ? 'Let go of' : 'Keep'} the backup of ${made}`}
                              onClick={() => keep.mutate({ backupId: backup.backupId, kept: !backup.kept })}
                            >
                              {backup.kept ? 'Let go' : 'Keep'}
                            </Button>
                            <Button
                              variant="subtle"
                              color="gray"
                              aria-label={`Restore the backup of ${made}`}
                              onClick={() => setRestoring(backup)}
                            >
                              Restore
                            </Button>
                          </td>
                        </tr>
                      );
                    })}
                  </tbody>
                </table>
              </ScrollRegion>
            )
          }
        </Answered>
        <div className="vsk-panel-notes">
          <p>
            Kept in turn: three of today, one a day, ten in all. Those kept for ever stay until you let them go. A
            backup is encrypted like the store and opens with the passphrases that are good now; one on a disk that is
            not connected keeps those of before until it is connected and you back up again.
          </p>
        </div>
      </Panel>
      {query.data && <SecondFolder list={query.data} />}
      {restoring !== null && <RestoreBackup backup={restoring} onClose={() => setRestoring(null)} />}
    </div>
  );
}
