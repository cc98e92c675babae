import { Button } from '@mantine/core';
import { useState } from 'react';
import type { CallInput, CallOutput } from '#contract/calls.ts';
import { useCall } from '#renderer/data/useCall.ts';
import { count, timeInTable } from '#renderer/ui/format.ts';
import { JobProgress } from '#renderer/ui/JobProgress.tsx';
import { FreeText, Name } from '#renderer/ui/Name.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { ScrollRegion } from '#renderer/ui/ScrollRegion.tsx';
import { Answered, EmptyState, ErrorState } from '#renderer/ui/states.tsx';
import { useChange } from './useChange.ts';

type Subject = NonNullable<CallInput<'settings.history'>['subject']>;
type Row = CallOutput<'settings.history'>['rows'][number];

const pageSize = 10;

/** Who changed what and when, newest first; the last change of a thing can be taken back here as long as the store lasts. */
export function History({ subject }: { subject: Subject }) {
  const [offset, setOffset] = useState(0);
  const query = useCall('settings.history', { subject, offset, limit: pageSize }, { keepPrevious: true });
  const { run, busy, failure, job, cancel } = useChange('settings.undo');
  const [undoing, setUndoing] = useState<string | null>(null);
  const undo = (row: Row) => {
    setUndoing(row.changeId);
    run({ changeId: row.changeId }, 'It is as it was before.', () => setOffset(0));
  };
  return (
    <Panel title="History of changes" flush>
      {busy && job && (
        <div className="vsk-panel-body">
          <JobProgress job={job} onCancel={cancel} />
        </div>
      )}
      {failure && <ErrorState failure={failure} />}
      <Answered query={query} lines={4}>
        {({ total, rows }) =>
          total === 0 ? (
            <EmptyState title="Nothing was changed yet">
              Everything here is as the store was made. Each change is kept with who made it and when.
            </EmptyState>
          ) : (
            <>
              <ScrollRegion label="Table of what was changed and by whom">
                <table className="vsk-plain-table">
                  <thead>
                    <tr>
                      <th scope="col">When</th>
                      <th scope="col">Who</th>
                      <th scope="col">What</th>
                      <th scope="col">
                        <span className="vsk-visually-hidden">Actions</span>
                      </th>
                    </tr>
                  </thead>
                  <tbody>
                    {rows.map((row) => (
                      <tr key={row.changeId}>
                        <td>{timeInTable(row.at)}</td>
                        <td>
                          <Name>{row.by}</Name>
                        </td>
                        <th scope="row" className="vsk-wrap">
                          <FreeText>{row.what}</FreeText>
                        </th>
                        <td className="vsk-end">
                          {row.undoable && (
                            <Button
                              variant="subtle"
                              color="gray"
                              loading={busy && undoing === row.changeId}
                              disabled={busy}
                              aria-label={`Undo: ${row.what}`}
                              onClick={() => undo(row)}
                            >
                              Undo
                            </Button>
                          )}
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </ScrollRegion>
              {total > pageSize && (
                <div className="vsk-settings-pages">
                  <span className="vsk-muted vsk-figures" role="status">
                    {count(offset + 1)} to {count(offset + rows.length)} of {count(total)}
                  </span>
                  <Button
                    variant="default"
                    disabled={offset === 0}
                    onClick={() => setOffset(Math.max(0, offset - pageSize))}
                  >
                    Newer
                  </Button>
                  <Button
                    variant="default"
                    disabled={offset + rows.length >= total}
                    onClick={() => setOffset(offset + pageSize)}
                  >
                    Older
                  </Button>
                </div>
              )}
            </>
          )
        }
      </Answered>
    </Panel>
  );
}
