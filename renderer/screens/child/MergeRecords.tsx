import { Button, Radio, SegmentedControl, Textarea, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { CallOutput } from '#contract/calls.ts';
import { useCall } from '#renderer/data/useCall.ts';
import { useCommand } from '#renderer/data/useCommand.ts';
import { useMay } from '#renderer/data/useMay.ts';
import { useScope } from '#renderer/frame/scope.tsx';
import { FormDialog } from '#renderer/ui/FormDialog.tsx';
import { dateInTable, plural } from '#renderer/ui/format.ts';
import { Name } from '#renderer/ui/Name.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { ScrollRegion } from '#renderer/ui/ScrollRegion.tsx';
import { Answered, ErrorState } from '#renderer/ui/states.tsx';
import classes from './child.module.css';

type Preview = CallOutput<'children.mergePreview'>;
type Found = { childId: string; listName: string; detail: string };

/** Where a child was made twice: the other record is looked for, and the two are made one. For whoever brings data in. */
export function MergeRecords({ childId, of }: { childId: string; of: string }) {
  const may = useMay();
  const [opened, setOpened] = useState(false);
  if (!may('imports')) return null;
  return (
    <Panel title="The same child twice?" className="vsk-noprint">
      <p className="vsk-muted">
        Where a mistyped number made a second record of this child, the two can be made one. Nothing is lost, and it can
        be undone.
      </p>
      <Button variant="default" size="xs" mt={8} onClick={() => setOpened(true)}>
        Make two records one…
      </Button>
      {opened && <Merging childId={childId} of={of} onClose={() => setOpened(false)} />}
    </Panel>
  );
}

function Merging({ childId, of, onClose }: { childId: string; of: string; onClose: () => void }) {
  const { asAt } = useScope();
  const [search, setSearch] = useState('');
  const [text] = useDebouncedValue(search.trim(), 180);
  const [other, setOther] = useState<Found | null>(null);
  const found = useCall('search.all', { text, asAt }, { enabled: text.length >= 2 });
  const children = text.length >= 2 ? (found.data?.children ?? []).filter((child) => child.childId !== childId) : [];
  return (
    <FormDialog opened size="xl" title="Make two records one" dirty={other !== null} onClose={onClose}>
      {other === null ? (
        <>
          <TextInput
            label="The other record"
            description="Search by name, UPN or local id"
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
            data-autofocus
          />
          <ul className={classes.found} aria-label="Records found">
            {children.map((child) => (
              <li key={child.childId}>
                <Button variant="default" size="xs" onClick={() => setOther(child)}>
                  <Name>{child.listName}</Name>
                </Button>{' '}
                <span className="vsk-muted">
                  <Name>{child.detail}</Name>
                </span>
              </li>
            ))}
          </ul>
          {text.length >= 2 && !found.isFetching && children.length === 0 && (
            <p className="vsk-muted">No other record is found by these words.</p>
          )}
        </>
      ) : (
        <Decide childId={childId} of={of} other={other} onOther={() => setOther(null)} onClose={onClose} />
      )}
    </FormDialog>
  );
}

function Decide(props: { childId: string; of: string; other: Found; onOther: () => void; onClose: () => void }) {
  const { childId, of, other, onOther, onClose } = props;
  const navigate = useNavigate();
  const [staysId, setStaysId] = useState(childId);
  const [fromGoes, setFromGoes] = useState<readonly string[]>([]);
  const [reason, setReason] = useState('');
  const merge = useCommand('children.merge');
  const goesId = staysId === childId ? other.childId : childId;
  const asked = { staysId, goesId, fromGoes: [...fromGoes] };
  const query = useCall('children.mergePreview', asked, { keepPrevious: true });
  const send = () =>
    merge.mutate(
      { ...asked, reason },
      {
        onSuccess: () => {
          notifications.show({ message: 'The two records are one. It can be undone under Data.' });
          onClose();
          void navigate({ to: '/children/$childId', params: { childId: staysId }, search: (search) => search });
        },
      },
    );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Radio.Group
        label="Which record stays?"
        description="The other goes: all that is held of it is then held of the one that stays"
        value={staysId}
        onChange={(id) => {
          setStaysId(id);
          setFromGoes([]);
        }}
      >
        <Radio mt={6} value={childId} label={<Name>{of}, this record</Name>} />
        <Radio mt={6} value={other.childId} label={<Name>{`${other.listName}, ${other.detail}`}</Name>} />
      </Radio.Group>
      <Answered query={query} lines={4}>
        {(preview) => (
          <>
            <Differing
              preview={preview}
              onDecide={(id, holds) =>
                setFromGoes(holds === 'goes' ? [...fromGoes, id] : fromGoes.filter((each) => each !== id))
              }
            />
            <Textarea
              mt={12}
              label="Why are they one child?"
              description="Stands in the history"
              autosize
              minRows={1}
              required
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
            {merge.error && <ErrorState failure={merge.error} />}
            <div className="vsk-dialog-actions">
              <Button variant="default" onClick={onOther} disabled={merge.isPending}>
                Choose another
              </Button>
              <Button
                type="submit"
                loading={merge.isPending}
                disabled={preview.problem !== null || query.held || reason.trim().length < 5}
              >
                Make one record
              </Button>
            </div>
          </>
        )}
      </Answered>
    </form>
  );
}

/** A day within what is said, as tables write it. */
const withDays = (text: string): string => text.replace(/\d{4}-\d{2}-\d{2}/g, (day) => dateInTable(day));

function Differing({ preview, onDecide }: { preview: Preview; onDecide: (id: string, holds: string) => void }) {
  const { problem, collisions, moved, madeTwice, marksThatDiffer } = preview;
  if (problem !== null) return <p role="alert">{problem}.</p>;
  return (
    <>
      <p className={classes.differing}>
        {plural(moved, 'row moves', 'rows move')} over; {plural(madeTwice, 'row', 'rows')} stand in both and become one.
        {marksThatDiffer > 0 &&
          ` ${plural(marksThatDiffer, 'session has', 'sessions have')} two marks that differ: that of the record that stays holds.`}
      </p>
      {collisions.length === 0 ? (
        <p className="vsk-muted">The two differ in nothing.</p>
      ) : (
        <ScrollRegion label="Where the two records differ">
          <table className="vsk-plain-table">
            <thead>
              <tr>
                <th scope="col">Where they differ</th>
                <th scope="col">The one that stays says</th>
                <th scope="col">The one that goes says</th>
                <th scope="col">Whose holds</th>
              </tr>
            </thead>
            <tbody>
              {collisions.map(({ id, title, stays, goes, holds }) => (
                <tr key={id}>
                  <th scope="row">{withDays(title)}</th>
                  <td className="vsk-wrap">
                    <Name>{withDays(stays)}</Name>
                  </td>
                  <td className="vsk-wrap">
                    <Name>{withDays(goes)}</Name>
                  </td>
                  <td>
                    <SegmentedControl
                      size="xs"
                      aria-label={`Whose holds: ${withDays(title)}`}
                      value={holds}
                      onChange={(chosen) => onDecide(id, chosen)}
                      data={[
                        { value: 'stays', label: 'Stays' },
                        { value: 'goes', label: 'Goes' },
                      ]}
                    />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      )}
    </>
  );
}
