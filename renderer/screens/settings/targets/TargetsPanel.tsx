import { Button } from '@mantine/core';
import { useState } from 'react';
import { useCall } from '#renderer/data/useCall.ts';
import { oneDecimal } from '#renderer/ui/format.ts';
import { Panel } from '#renderer/ui/Panel.tsx';
import { ScrollRegion } from '#renderer/ui/ScrollRegion.tsx';
import { Answered, EmptyState, ErrorState } from '#renderer/ui/states.tsx';
import { History } from '../changes/History.tsx';
import { RemoveDialog } from '../changes/RemoveDialog.tsx';
import { useChange } from '../changes/useChange.ts';
import { MinimumToRate } from './MinimumToRate.tsx';
import { TargetForm } from './TargetForm.tsx';
import { kindWords, type Target, unitWords } from './targetWords.ts';

/** What the authority wants to reach, by year: figures are rated green, amber and red against it. */
export function TargetsPanel() {
  const query = useCall('settings.targets', {});
  const [adding, setAdding] = useState(false);
  const [changing, setChanging] = useState<Target | null>(null);
  const [removing, setRemoving] = useState<Target | null>(null);
  const strategy = useChange('settings.addStrategyTargets');
  const addStrategy = query.data?.strategyOffered && (
    <Button
      variant="default"
      loading={strategy.busy}
      onClick={() =>
        strategy.run({}, 'The targets of the 2011-2014 strategy are added: read the source of each.', () => undefined)
      }
    >
      Add the targets of the 2011-2014 strategy
    </Button>
  );
  return (
    <div className="vsk-settings-panels">
      <Panel
        title="Targets"
        aside={
          <div className="vsk-actions">
            {addStrategy}
            <Button onClick={() => setAdding(true)} disabled={query.data === undefined}>
              Add a target
            </Button>
          </div>
        }
        flush
      >
        {strategy.failure && <ErrorState failure={strategy.failure} />}
        <Answered query={query} lines={8}>
          {({ rows, peers, geography }) => (
            <>
              {rows.length === 0 ? (
                <EmptyState title="No targets yet">Figures are shown without a rating until there is one.</EmptyState>
              ) : (
                <TargetTable rows={rows} onChange={setChanging} onRemove={setRemoving} />
              )}
              <div className="vsk-panel-notes">
                <p>
                  Targets of {geography}. Green: the target is met. Amber: only the floor is. Red: the floor is missed.
                  A target without a floor is met or missed.
                </p>
              </div>
              {adding && <TargetForm target={null} peers={peers} onClose={() => setAdding(false)} />}
              {changing && <TargetForm target={changing} peers={peers} onClose={() => setChanging(null)} />}
            </>
          )}
        </Answered>
      </Panel>
      <MinimumToRate />
      <History subject="targets" />
      {removing && (
        <RemoveDialog
          title="Remove a target"
          name={`${removing.measureName} ${removing.academicYear}`}
          action="Remove the target"
          change="settings.removeTarget"
          of={removing.targetId}
          onClose={() => setRemoving(null)}
          input={(reason) => ({ send: { targetId: removing.targetId, reason }, said: 'The target is removed.' })}
        >
          <p className="vsk-prose">The figure of that year is shown without a rating from now on.</p>
        </RemoveDialog>
      )}
    </div>
  );
}

function TargetTable(props: {
  rows: readonly Target[];
  onChange: (target: Target) => void;
  onRemove: (target: Target) => void;
}) {
  const { rows, onChange, onRemove } = props;
  return (
    <ScrollRegion label="Table of what is aimed at">
      <table className="vsk-plain-table">
        <thead>
          <tr>
            <th scope="col">Measure</th>
            <th scope="col">Year</th>
            <th scope="col">Target</th>
            <th scope="col">Floor</th>
            <th scope="col">Peer</th>
            <th scope="col">Source</th>
            <th scope="col">
              <span className="vsk-visually-hidden">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((target) => {
            const unit = unitWords(target.unit, target.kind);
            const named = `${target.measureName} ${target.academicYear}, ${kindWords[target.kind].before}`;
            return (
              <tr key={target.targetId}>
                <th scope="row">{target.measureName}</th>
                <td>{target.academicYear}</td>
                <td>
                  {kindWords[target.kind].before} {oneDecimal(target.value)} {unit}
                </td>
                <td>
                  {target.floor === null ? (
                    <span className="vsk-muted">none</span>
                  ) : (
                    `${oneDecimal(target.floor)} ${unit}`
                  )}
                </td>
                <td>{target.peer ?? <span className="vsk-muted">none</span>}</td>
                <td className="vsk-wrap vsk-small">{target.source}</td>
                <td className="vsk-end">
                  <Button variant="subtle" aria-label={`Change ${named}`} onClick={() => onChange(target)}>
                    Change
                  </Button>
                  <Button variant="subtle" color="gray" aria-label={`Remove ${named}`} onClick={() => onRemove(target)}>
                    Remove
                  </Button>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
