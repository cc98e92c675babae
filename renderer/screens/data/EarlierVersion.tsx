import { Button, Group, Select, Textarea } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { CallInput, CallOutput } from '#contract/calls.ts';
import { useCall } from '#renderer/data/useCall.ts';
import { useCommand } from '#renderer/data/useCommand.ts';
import { ChooseMany, useChosen } from '#renderer/ui/ChooseMany.tsx';
import { FormDialog } from '#renderer/ui/FormDialog.tsx';
import { plural, withDays } from '#renderer/ui/format.ts';
import { MergeTwo } from '#renderer/ui/MergeTwo.tsx';
import { Name } from '#renderer/ui/Name.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { EmptyState, ErrorState } from '#renderer/ui/states.tsx';

type Found = CallOutput<'earlierVersion.list'>['rows'][number];
type Decision = CallInput<'earlierVersion.decide'>['decision'];

const kinds: Readonly<Record<Found['kind'], string>> = {
  startMoved: 'First days moved',
  targetOverwritten: 'Targets overwritten',
  resultTurnedBack: 'Results turned back',
  blanked: 'Values emptied',
  placementForgotten: 'Placements forgotten',
  pepLeftEmpty: 'PEPs made twice',
  madeTwice: 'Children made twice',
  birthSplit: 'Dates of birth made two of',
  nameSplit: 'Names made two of',
  datedOnImport: 'Dated on the day of the import',
  turnedBack: 'Turned back by an older list',
  careBegunTwice: 'Episodes begun twice',
  closedStill: 'Records closed still',
  pepTargetLost: 'PEP targets lost',
};
/** What version 0.2 did to facts without a word: somebody decides about each, or many at once. Nothing where 0.2 never was. */
export function EarlierVersion() {
  const { data, error } = useCall('earlierVersion.list', {});
  if (error) return <ErrorState failure={error} />;
  if (!data?.wasEarlier) return null;
  return (
    <Panel title="What version 0.2 changed" flush>
      {data.rows.length === 0 ? (
        <EmptyState title="Nothing is left to decide">
          Version 0.2 had this store. Whatever it moved, overwrote or emptied without a word is decided or put right.
        </EmptyState>
      ) : (
        <Waiting all={data.rows} />
      )}
    </Panel>
  );
}

function Waiting({ all }: { all: Found[] }) {
  const [kind, setKind] = useState<string | null>(null);
  const [leaving, setLeaving] = useState(false);
  const [merging, setMerging] = useState<Found | null>(null);
  const decide = useCommand('earlierVersion.decide');
  const rows = all.filter((row) => kind === null || row.kind === kind);
  const chosen = useChosen(rows, ({ findingId }) => findingId);
  const { picked } = chosen;
  const send = (decision: Decision) =>
    decide.mutate(
      { findingIds: picked.map(({ findingId }) => findingId), decision },
      {
        onSuccess: () => {
          chosen.clear();
          setLeaving(false);
        },
      },
    );
  const none = picked.length === 0 || decide.isPending;
  const counts = Map.groupBy(all, (row) => row.kind);
  return (
    <>
      <p className="vsk-muted vsk-leaver-actions">
        Version 0.2 changed these facts without a word. Put each right, or leave it as it is, with the reason. What you
        decide stands among the imports and can be undone there; what you leave open waits.
      </p>
      <Group gap="xs" className="vsk-leaver-actions">
        <Select
          size="xs"
          aria-label="Which of them"
          placeholder={`All ${all.length}`}
          clearable
          data={[...counts].map(([value, of]) => ({ value, label: `${kinds[value]} (${of.length})` }))}
          value={kind}
          onChange={(value) => {
            setKind(value);
            chosen.clear();
          }}
        />
        <span role="status">{plural(picked.length, 'finding')} chosen:</span>
        <Button
          size="xs"
          disabled={none || picked.some(({ canPutRight }) => !canPutRight)}
          loading={decide.isPending && !leaving}
          onClick={() => send({ as: 'putRight' })}
        >
          Put right
        </Button>
        <Button size="xs" variant="default" disabled={none} onClick={() => setLeaving(true)}>
          Leave as it is…
        </Button>
      </Group>
      {!leaving && decide.error && <ErrorState failure={decide.error} />}
      <ChooseMany
        chosen={chosen}
        label="Table of what version 0.2 changed"
        labelOfAll="Choose all findings"
        headings={['Child', 'What', 'It was', 'It is', 'Put right']}
        nameOf={({ listName, what }) => `${listName}: ${withDays(what)}`}
        keyOf={({ findingId }) => findingId}
      >
        {(row) => <FoundCells row={row} onMerge={() => setMerging(row)} />}
      </ChooseMany>
      {leaving && (
        <Leave
          of={plural(picked.length, 'finding')}
          busy={decide.isPending}
          failure={decide.error}
          onSend={send}
          onClose={() => {
            decide.reset();
            setLeaving(false);
          }}
        />
      )}
      {merging?.other && (
        <FormDialog opened size="xl" title="Make two records one" onClose={() => setMerging(null)}>
          <MergeTwo
            childId={merging.childId}
            of={`${merging.listName}, ${withDays(merging.was)}`}
            other={{ ...merging.other, detail: withDays(merging.is) }}
            onOther={null}
            onClose={() => setMerging(null)}
          />
        </FormDialog>
      )}
    </>
  );
}

function FoundCells({ row, onMerge }: { row: Found; onMerge: () => void }) {
  const { childId, listName, what, schoolName, was, is, mend, other } = row;
  const record = (id: string, name: string) => (
    <Link to="/children/$childId" params={{ childId: id }} search={(search) => search}>
      <Name>{name}</Name>
    </Link>
  );
  return (
    <>
      <th scope="row">
        {record(childId, listName)}
        {other && <> and {record(other.childId, other.listName)}</>}
      </th>
      <td className="vsk-wrap">
        <Name>{withDays(what)}</Name>
        {schoolName !== null && <span className="vsk-muted">, {schoolName}</span>}
      </td>
      <td className="vsk-wrap">
        <Name>{withDays(was)}</Name>
      </td>
      <td className="vsk-wrap">
        <Name>{withDays(is)}</Name>
      </td>
      <td className="vsk-wrap">
        {other === null ? (
          <Name>{withDays(mend)}</Name>
        ) : (
          <Button size="xs" variant="default" onClick={onMerge}>
            Make one…
          </Button>
        )}
      </td>
    </>
  );
}

function Leave(props: {
  of: string;
  busy: boolean;
  failure: ReturnType<typeof useCommand<'earlierVersion.decide'>>['error'];
  onSend: (decision: Decision) => void;
  onClose: () => void;
}) {
  const { of, busy, failure, onSend, onClose } = props;
  const [reason, setReason] = useState('');
  const ready = reason.trim().length >= 5;
  return (
    <FormDialog opened title={`Leave as it is: ${of}`} busy={busy} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (ready && !busy) onSend({ as: 'leave', reason });
        }}
      >
        <Textarea
          label="Why is it right as it is?"
          description="Stands in the history. It can be undone among the imports"
          autosize
          minRows={2}
          required
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {failure && <ErrorState failure={failure} />}
        <div className="vsk-dialog-actions">
          <Button variant="default" onClick={onClose} disabled={busy}>
            Leave it open
          </Button>
          <Button type="submit" disabled={!ready} loading={busy}>
            Leave as it is
          </Button>
        </div>
      </form>
    </FormDialog>
  );
}
