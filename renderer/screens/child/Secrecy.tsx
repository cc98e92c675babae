import { Button, Textarea } from '@mantine/core';
import type { ChildRecord } from '#contract/children.ts';
import { useCommand } from '#renderer/data/useCommand.ts';
import { useDraft } from '#renderer/data/useDraft.ts';
import { AnswerSecret } from '#renderer/ui/AnswerSecret.tsx';
import { dateInText } from '#renderer/ui/format.ts';
import { FreeText, Name } from '#renderer/ui/Name.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { ErrorState } from '#renderer/ui/states.tsx';

/** Why a placement is secret, who said so, and the question whether it still is; the last answer can be taken back. */
export function Secrecy(props: { childId: string; secrecy: ChildRecord['secrecy']; of: string }) {
  const { childId, secrecy, of } = props;
  const takeBack = useCommand('secrets.takeBack');
  return (
    <div className="vsk-noprint">
      {secrecy
        .filter(({ to }) => to === null)
        .map((each) => (
          <div key={each.id}>
            <p>
              <FreeText>{each.reason}</FreeText>, since {dateInText(each.from)}; said by <Name>{each.saidBy}</Name>.
              {each.checkedOn !== null && (
                <>
                  {' '}
                  Still secret, as <Name>{each.answeredBy ?? 'somebody'}</Name> said on {dateInText(each.checkedOn)}:{' '}
                  <FreeText>{each.checkedReason ?? ''}</FreeText>
                </>
              )}
            </p>
            {each.askedSince !== null && <p>The secret placement was over on {dateInText(each.askedSince)}.</p>}
            <AnswerSecret childId={childId} secretId={each.id} of={of} />
            {each.checkedOn !== null && (
              <Button
                variant="subtle"
                disabled={takeBack.isPending}
                onClick={() => takeBack.mutate({ childId, secretId: each.id })}
              >
                Take the last answer back
              </Button>
            )}
          </div>
        ))}
    </div>
  );
}

/** Secrecy that was ended, each of which can be taken back; and making the placement secret, where it is not. */
export function PastSecrecy({ childId, secrecy }: { childId: string; secrecy: ChildRecord['secrecy'] }) {
  const takeBack = useCommand('secrets.takeBack');
  const mark = useCommand('secrets.mark');
  const [reason, setReason, draft] = useDraft(`placement:mark:${childId}`, '');
  const ended = secrecy.filter(({ to }) => to !== null);
  if (ended.length < secrecy.length && ended.length === 0) return null;
  return (
    <Panel title="Secret placements" className="vsk-noprint">
      {ended.map(({ id, kind, from, to, reason: why, endedReason, answeredBy }) => (
        <p key={id}>
          Secret from {dateInText(from)} to {to === null ? '' : dateInText(to)}: <FreeText>{why}</FreeText>.{' '}
          {kind === 'sibling' && answeredBy === null ? (
            `${endedReason}.`
          ) : (
            <>
              Ended by <Name>{answeredBy ?? 'somebody'}</Name>: <FreeText>{endedReason}</FreeText>.{' '}
              <Button
                variant="subtle"
                disabled={takeBack.isPending}
                onClick={() => takeBack.mutate({ childId, secretId: id })}
              >
                Take this back
              </Button>
            </>
          )}
        </p>
      ))}
      {ended.length === secrecy.length && (
        <>
          <Textarea
            label="Make the placement secret: why?"
            description="Its place, carer and type then leave the team in no pack and no file until somebody ends it."
            autosize
            minRows={1}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Button
            mt={8}
            variant="default"
            disabled={reason.trim().length < 5 || mark.isPending}
            onClick={() => mark.mutate({ childId, reason }, { onSuccess: () => draft.clear() })}
          >
            Make it secret
          </Button>
        </>
      )}
      {mark.error !== null && <ErrorState failure={mark.error} />}
    </Panel>
  );
}
