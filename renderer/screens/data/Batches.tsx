import { Button, Textarea } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { CallOutput } from '#contract/calls.ts';
import { useCall } from '#renderer/data/useCall.ts';
import { useDraft } from '#renderer/data/useDraft.ts';
import { useJobOf } from '#renderer/jobs/useJobOf.ts';
import { ConfirmByName } from '#renderer/ui/ConfirmByName.tsx';
import { DraftNote } from '#renderer/ui/DraftNote.tsx';
import { count, timeInTable } from '#renderer/ui/format.ts';
import { JobProgress } from '#renderer/ui/JobProgress.tsx';
import { Name } from '#renderer/ui/Name.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { Tag } from '#renderer/ui/RagTag.tsx';
import { ScrollRegion } from '#renderer/ui/ScrollRegion.tsx';
import { Answered, EmptyState, ErrorState } from '#renderer/ui/states.tsx';
import { FileOutcomes } from './FileOutcomes.tsx';

type Batch = CallOutput<'imports.batches'>['rows'][number];

const total = (batch: Batch, part: 'added' | 'changed' | 'refused') =>
  batch.files.reduce((sum, file) => sum + file[part], 0);

/** The imports so far; the last ones can be undone as a whole, with a reason. */
export function Batches() {
  const query = useCall('imports.batches', {});
  const undo = useJobOf('imports.undo');
  const [asking, setAsking] = useState<Batch | null>(null);
  const [shown, setShown] = useState<string | null>(null);
  const [reason, setReason, draft] = useDraft(`undo:reason:${asking?.batchId ?? ''}`, '');
  return (
    <Panel title="Imports so far" flush>
      {undo.running && (
        <div className="vsk-batch-job">
          <JobProgress job={undo.job} onCancel={undo.cancel} />
        </div>
      )}
      {undo.failure && <ErrorState failure={undo.failure} />}
      <Answered query={query} lines={3}>
        {({ rows }) =>
          rows.length === 0 ? (
            <EmptyState title="No imports yet">
              Choose files above: the first is usually the current looked-after list.
            </EmptyState>
          ) : (
            <ScrollRegion label="Table of what was imported">
              <table className="vsk-plain-table">
                <thead>
                  <tr>
                    <th scope="col">When</th>
                    <th scope="col">What</th>
                    <th scope="col">By</th>
                    <th scope="col" className="vsk-end">
                      Added
                    </th>
                    <th scope="col" className="vsk-end">
                      Changed
                    </th>
                    <th scope="col" className="vsk-end">
                      Refused
                    </th>
                    <th scope="col">State</th>
                    <th scope="col">
                      <span className="vsk-visually-hidden">Actions</span>
                    </th>
                  </tr>
                </thead>
                {rows.map((batch) => (
                  <tbody key={batch.batchId}>
                    <tr>
                      <td>{timeInTable(batch.at)}</td>
                      <th scope="row">
                        {batch.title}
                        {batch.ofChild && (
                          <>
                            {': '}
                            <Link
                              to="/children/$childId"
                              params={{ childId: batch.ofChild.childId }}
                              search={(search) => search}
                            >
                              {batch.ofChild.localId || 'the child'}
                            </Link>
                          </>
                        )}
                      </th>
                      <td>
                        <Name>{batch.by}</Name>
                      </td>
                      <td className="vsk-end">{count(total(batch, 'added'))}</td>
                      <td className="vsk-end">{count(total(batch, 'changed'))}</td>
                      <td className="vsk-end">{count(total(batch, 'refused'))}</td>
                      <td>
                        <Tag tone={batch.state === 'committed' ? 'green' : 'neutral'}>
                          {batch.state === 'committed' ? 'In the store' : 'Undone'}
                        </Tag>
                      </td>
                      <td className="vsk-end">
                        <Button
                          variant="subtle"
                          aria-expanded={shown === batch.batchId}
                          aria-label={`${shown === batch.batchId ? 'Hide files' : 'Show files'} of ${batch.title}, ${timeInTable(batch.at)}`}
                          onClick={() => setShown(shown === batch.batchId ? null : batch.batchId)}
                        >
                          {shown === batch.batchId ? 'Hide files' : 'Show files'}
                        </Button>
                        {batch.undoable && (
                          <Button
                            variant="subtle"
                            color="gray"
                            aria-label={`Undo ${batch.title}, ${timeInTable(batch.at)}`}
                            onClick={() => setAsking(batch)}
                          >
                            Undo
                          </Button>
                        )}
                      </td>
                    </tr>
                    {shown === batch.batchId && (
                      <tr>
                        <td colSpan={8} className="vsk-batch-files">
                          <FileOutcomes files={batch.files} of={batch.batchId} />
                        </td>
                      </tr>
                    )}
                  </tbody>
                ))}
              </table>
            </ScrollRegion>
          )
        }
      </Answered>
      <ConfirmByName
        opened={asking !== null}
        title="Undo this import"
        name={asking?.title ?? ''}
        action="Undo the import"
        ready={reason.trim() !== ''}
        busy={undo.running}
        dirty={draft.dirty}
        onClose={() => {
          draft.clear();
          setAsking(null);
        }}
        onConfirm={() => {
          if (asking === null) return;
          undo.start({ batchId: asking.batchId, reason });
          draft.clear();
          setAsking(null);
        }}
      >
        <p className="vsk-prose">
          Everything this import added goes, and everything it changed is as it was before. The history keeps both.
        </p>
        <Textarea
          mt={12}
          label="Why is it undone?"
          description="Stands in the audit"
          autosize
          minRows={2}
          required
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <DraftNote draft={draft} />
      </ConfirmByName>
    </Panel>
  );
}
