import { Button, Group, Select, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { CallInput, CallOutput } from '#contract/calls.ts';
import { useCall } from '#renderer/data/useCall.ts';
import { useCommand } from '#renderer/data/useCommand.ts';
import { ChooseMany, useChosen } from '#renderer/ui/ChooseMany.tsx';
import { codeAndWords } from '#renderer/ui/codeWords.ts';
import { DateField, dateProblem } from '#renderer/ui/DateField.tsx';
import { FormDialog } from '#renderer/ui/FormDialog.tsx';
import { dateInTable, plural } from '#renderer/ui/format.ts';
import { Name } from '#renderer/ui/Name.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { Answered, EmptyState, ErrorState } from '#renderer/ui/states.tsx';

type Leaver = CallOutput<'leavers.list'>['rows'][number];
type Decision = CallInput<'leavers.decide'>['decision'];
type Asking = 'left' | 'turned18' | 'notOurs' | 'otherAuthority';

/** Reasons for ceasing that a person can give; an adoption comes with the return, and closes the record. */
const REASONS = ['E4A', 'E4B', 'E5', 'E6', 'E7', 'E8', 'E9', 'E13', 'E14', 'E2'];

/** Children missing from the last full list: somebody says what has become of each, of several at once. */
export function Leavers() {
  const query = useCall('leavers.list', {});
  return (
    <Panel title="Not on the list" flush>
      <Answered query={query} lines={2}>
        {({ rows }) =>
          rows.length === 0 ? (
            <EmptyState title="Nobody is missing">
              Whoever is in care here and not on a full looked-after list waits here for your decision. Nothing closes
              by itself.
            </EmptyState>
          ) : (
            <Waiting rows={rows} />
          )
        }
      </Answered>
    </Panel>
  );
}

function Waiting({ rows }: { rows: Leaver[] }) {
  const chosen = useChosen(rows, ({ leaverId }) => leaverId);
  const { picked } = chosen;
  const [asking, setAsking] = useState<Asking | null>(null);
  const decide = useCommand('leavers.decide');
  const adults = rows.filter(({ turned18On }) => turned18On !== null);
  const send = (decision: Decision) =>
    decide.mutate(
      { leaverIds: picked.map(({ leaverId }) => leaverId), decision },
      {
        onSuccess: () => {
          chosen.clear();
          setAsking(null);
        },
      },
    );
  const none = picked.length === 0 || decide.isPending;
  return (
    <>
      <Group gap="xs" className="vsk-leaver-actions">
        <span role="status">{plural(picked.length, 'child', 'children')} chosen:</span>
        <Button size="xs" variant="default" disabled={none} onClick={() => setAsking('left')}>
          Left care…
        </Button>
        <Button
          size="xs"
          variant="default"
          disabled={none || picked.some(({ turned18On }) => turned18On === null)}
          onClick={() => setAsking('turned18')}
        >
          Turned 18…
        </Button>
        <Button size="xs" variant="default" disabled={none} onClick={() => send({ as: 'stillWithUs' })}>
          Still with us
        </Button>
        <Button size="xs" variant="default" disabled={none} onClick={() => setAsking('notOurs')}>
          Not ours…
        </Button>
        <Button size="xs" variant="default" disabled={none} onClick={() => setAsking('otherAuthority')}>
          In another authority’s care…
        </Button>
        {adults.length > 0 && (
          <Button size="xs" variant="subtle" onClick={() => chosen.choose(adults, true)}>
            Choose the {adults.length} who turned 18
          </Button>
        )}
      </Group>
      {asking === null && decide.error && <ErrorState failure={decide.error} />}
      <ChooseMany
        chosen={chosen}
        label="Table of children not on the list"
        labelOfAll="Choose all"
        headings={['Child', 'Birth date', 'School', 'In the care of', 'Missing from the list of']}
        nameOf={({ listName }) => listName}
        keyOf={({ leaverId }) => leaverId}
      >
        {({ childId, listName, dateOfBirth, turned18On, schoolName, laCode, noticedOn }) => (
          <>
            <th scope="row">
              <Link to="/children/$childId" params={{ childId }} search={(search) => search}>
                <Name>{listName}</Name>
              </Link>
            </th>
            <td>
              <Name>{dateOfBirth === null ? 'not known' : dateInTable(dateOfBirth)}</Name>
              {turned18On !== null && <span className="vsk-muted"> (18 on {dateInTable(turned18On)})</span>}
            </td>
            <td>{schoolName ?? <span className="vsk-muted">none</span>}</td>
            <td>{laCode ?? <span className="vsk-muted">not known</span>}</td>
            <td>{dateInTable(noticedOn)}</td>
          </>
        )}
      </ChooseMany>
      {asking !== null && (
        <Decide
          asking={asking}
          of={plural(picked.length, 'child', 'children')}
          busy={decide.isPending}
          failure={decide.error}
          onSend={send}
          onClose={() => {
            decide.reset();
            setAsking(null);
          }}
        />
      )}
    </>
  );
}

const titles: Readonly<Record<Asking, string>> = {
  left: 'Left care',
  turned18: 'Turned 18',
  notOurs: 'Not ours',
  otherAuthority: 'In another authority’s care',
};
const explained: Readonly<Record<Asking, string>> = {
  left: 'Care ends on this day by the episode in force.',
  turned18: 'Care ends on each child’s 18th birthday.',
  notOurs: 'The child was in the care of another authority all along: this is put right for the whole time.',
  otherAuthority: 'Our care ends on this day, and from then the child is in the care of the other authority.',
};

function Decide(props: {
  asking: Asking;
  of: string;
  busy: boolean;
  failure: ReturnType<typeof useCommand<'leavers.decide'>>['error'];
  onSend: (decision: Decision) => void;
  onClose: () => void;
}) {
  const { asking, of, busy, failure, onSend, onClose } = props;
  const [on, setOn] = useState('');
  const [reason, setReason] = useState<string | null>(null);
  const [laCode, setLaCode] = useState('');
  const hasDay = asking === 'left' || asking === 'otherAuthority';
  const hasAuthority = asking === 'notOurs' || asking === 'otherAuthority';
  const hasReason = asking === 'left' || asking === 'turned18';
  const ready = (!hasDay || dateProblem(on) === undefined) && (!hasAuthority || /^\d{3}$/.test(laCode));
  const decision = (): Decision => {
    if (asking === 'left') return { as: 'left', on, reason };
    if (asking === 'turned18') return { as: 'turned18', reason };
    if (asking === 'notOurs') return { as: 'notOurs', laCode };
    return { as: 'otherAuthority', on, laCode };
  };
  return (
    <FormDialog opened title={`${titles[asking]}: ${of}`} busy={busy} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (ready && !busy) onSend(decision());
        }}
      >
        <p className="vsk-prose">{explained[asking]} It can be undone among the imports.</p>
        {hasDay && (
          <DateField
            label="Day care ceased"
            description="As DEC: the day on which the child is no longer looked after by us"
            value={on}
            onChange={setOn}
          />
        )}
        {hasReason && (
          <Select
            label="Reason"
            description="As REC; leave it empty where the return will say. An adoption comes with the return"
            clearable
            data={REASONS.map((code) => ({ value: code, label: codeAndWords('ceased', code) }))}
            value={reason}
            onChange={setReason}
          />
        )}
        {hasAuthority && (
          <TextInput
            label="Authority"
            description="Its number of three digits, such as 887 for Medway"
            inputMode="numeric"
            value={laCode}
            onChange={(event) => setLaCode(event.currentTarget.value.trim())}
            required
          />
        )}
        {failure && <ErrorState failure={failure} />}
        <div className="vsk-dialog-actions">
          <Button variant="default" onClick={onClose} disabled={busy}>
            Leave it open
          </Button>
          <Button type="submit" disabled={!ready} loading={busy}>
            {titles[asking]}
          </Button>
        </div>
      </form>
    </FormDialog>
  );
}
