import { Button, Radio, SegmentedControl, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { CallOutput } from '#contract/calls.ts';
import { useCall } from '#renderer/data/useCall.ts';
import { useCommand } from '#renderer/data/useCommand.ts';
import { plural, withDays } from './format.ts';
import { Name } from './Name.tsx';
import { ScrollRegion } from './ScrollRegion.tsx';
import { Answered, ErrorState } from './states.tsx';

type Preview = CallOutput<'children.mergePreview'>;
/** A record that may be of the same child. */
export type OtherRecord = { childId: string; listName: string; detail: string };

/** What making two records one does, and which of them holds where they differ; `onOther` goes back to where the other was chosen. */
export function MergeTwo(props: {
  childId: string;
  of: string;
  other: OtherRecord;
  onOther: (() => void) | null;
  onClose: () => void;
}) {
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
      { ...asked, seen: query.data?.seen ?? '', reason },
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
              <Button variant="default" onClick={onOther ?? onClose} disabled={merge.isPending}>
                {onOther === null ? 'Not now' : 'Choose another'}
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

function Differing({ preview, onDecide }: { preview: Preview; onDecide: (id: string, holds: string) => void }) {
  const { problem, collisions, moved, madeTwice, marksThatDiffer } = preview;
  if (problem !== null) return <p role="alert">{problem}.</p>;
  return (
    <>
      <p className="vsk-differing">
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
