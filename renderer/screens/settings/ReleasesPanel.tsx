import { Button, Modal, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { CallOutput } from '#contract/calls.ts';
import { useCall } from '#renderer/data/useCall.ts';
import { useCommand } from '#renderer/data/useCommand.ts';
import { timeInTable } from '#renderer/ui/format.ts';
import { FreeText, Name } from '#renderer/ui/Name.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { type RecordColumn, RecordTable } from '#renderer/ui/RecordTable.tsx';
import { Answered, ErrorState } from '#renderer/ui/states.tsx';

type Release = CallOutput<'releases.list'>['rows'][number];

const stateWords: Record<Release['state'], string> = {
  leaving: 'Counts as left: the app ended before it was said',
  left: 'Left the team',
  notWritten: 'Not written',
  neverSent: 'Never sent',
};

/** Tables that left the team, which every later one is compared with; one that was never sent can be taken out. */
export function ReleasesPanel() {
  const query = useCall('releases.list', {}, { fresh: true });
  const [chosen, setChosen] = useState<Release | null>(null);
  const columns: RecordColumn<Release>[] = [
    { header: 'When', cell: (release) => timeInTable(release.at), keep: true },
    { header: 'Who', cell: (release) => <Name>{release.by}</Name> },
    { header: 'Table', cell: (release) => release.fileName },
    {
      header: 'What became of it',
      cell: (release) => (
        <>
          {stateWords[release.state]}
          {release.reason !== null && (
            <div className="vsk-small vsk-muted">
              <FreeText>
                {release.settledBy}: {release.reason}
              </FreeText>
            </div>
          )}
          {!release.comparable && (release.state === 'left' || release.state === 'leaving') && (
            <div className="vsk-small">What it showed can no longer be read: nothing may leave while it counts.</div>
          )}
        </>
      ),
    },
    {
      header: '',
      end: true,
      cell: (release) =>
        (release.state === 'left' || release.state === 'leaving') && (
          <Button variant="default" size="xs" onClick={() => setChosen(release)}>
            Never sent
          </Button>
        ),
    },
  ];
  return (
    <Panel title="Releases" flush>
      <p className="vsk-prose vsk-panel-body">
        Each export of a gap report or of the overview is entered here before its file is written. A later table is
        compared with all of them, so that no two of them tell of single children. Only what was not written, or was
        never sent, is left out of that.
      </p>
      <Answered query={query} lines={6}>
        {({ rows }) => (
          <RecordTable
            label="Releases"
            rows={rows}
            columns={columns}
            rowKey={(release) => release.releaseId}
            empty="Nothing has left the team."
          />
        )}
      </Answered>
      {chosen !== null && <NeverSent release={chosen} onClose={() => setChosen(null)} />}
    </Panel>
  );
}

function NeverSent({ release, onClose }: { release: Release; onClose: () => void }) {
  const mark = useCommand('releases.neverSent');
  const [reason, setReason] = useState('');
  return (
    <Modal
      opened
      onClose={onClose}
      title={`${release.fileName} was never sent`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          mark.mutate({ releaseId: release.releaseId, reason }, { onSuccess: onClose });
        }}
      >
        <p className="vsk-prose">
          Say this only if nobody outside the team has the table, on paper, by e-mail or in a shared folder, and its
          file is deleted. Later tables are then no longer compared with it.
        </p>
        <Textarea
          mt={12}
          label="How do you know?"
          description="Stands in the register and in the audit; at least 10 letters"
          autosize
          minRows={2}
          required
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {mark.error && <ErrorState failure={mark.error} />}
        <div className="vsk-dialog-actions">
          <Button variant="filled" onClick={onClose}>
            Keep as it is
          </Button>
          <Button type="submit" variant="default" disabled={reason.trim().length < 10} loading={mark.isPending}>
            It was never sent
          </Button>
        </div>
      </form>
    </Modal>
  );
}
