import { Button } from '@mantine/core';
import { useState } from 'react';
import type { CallOutput } from '#contract/calls.ts';
import { backupReasonWords, sizeWords } from '#renderer/ui/backupWords.ts';
import { timeInTable } from '#renderer/ui/format.ts';
import { ScrollRegion } from '#renderer/ui/ScrollRegion.tsx';

export type FoundBackup = CallOutput<'recovery.inspect'>['backups'][number];

/** The backups that the passphrase opens, newest first; restoring asks once, saying what is not in the copy. */
export function FoundBackups(props: { backups: readonly FoundBackup[]; onRestore: (backup: FoundBackup) => void }) {
  const { backups, onRestore } = props;
  const [asking, setAsking] = useState<FoundBackup | null>(null);
  if (backups.length === 0)
    return (
      <p className="vsk-prose">
        No backup that this passphrase opens was found. Plug the backup disk in and look there.
      </p>
    );
  return (
    <>
      <ScrollRegion label="Table of backups found">
        <table className="vsk-plain-table vsk-row-actions">
          <thead>
            <tr>
              <th scope="col">Made</th>
              <th scope="col">Why</th>
              <th scope="col">Where</th>
              <th scope="col" className="vsk-end">
                Size
              </th>
              <th scope="col">
                <span className="vsk-visually-hidden">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {backups.map((backup, index) => (
              <tr key={`${backup.folder} ${backup.backupId}`}>
                <th scope="row">{timeInTable(backup.madeAt)}</th>
                <td className="vsk-wrap">
                  {backupReasonWords[backup.reason]}
                  {backup.kept ? ', kept' : ''}
                </td>
                <td className="vsk-wrap vsk-path">{backup.folder}</td>
                <td className="vsk-end">{sizeWords(backup.bytes)}</td>
                <td className="vsk-end">
                  <Button
                    variant={index === 0 ? 'filled' : 'default'}
                    aria-label={`Restore the backup of ${timeInTable(backup.madeAt)}`}
                    onClick={() => setAsking(backup)}
                  >
                    Restore
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      {asking !== null && (
        <div className="vsk-gate-note" role="alert">
          <p>
            The store becomes as it was on {timeInTable(asking.madeAt)}: what was entered later is not in this copy. The
            present files are moved aside, not deleted.
          </p>
          <div className="vsk-ways vsk-remedies">
            <Button onClick={() => onRestore(asking)}>Restore it now</Button>
            <Button variant="default" onClick={() => setAsking(null)}>
              Not yet
            </Button>
          </div>
        </div>
      )}
    </>
  );
}
