import { Link } from '@tanstack/react-router';
import { useCall } from '#renderer/data/useCall.ts';
import { AnswerSecret } from '#renderer/ui/AnswerSecret.tsx';
import { dateInText } from '#renderer/ui/format.ts';
import { FreeText, Name } from '#renderer/ui/Name.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';

/** Children whose secret placement is over: each stays secret until somebody answers. Nothing where there is nobody. */
export function StillSecret() {
  const query = useCall('secrets.asked', {});
  const rows = query.data?.rows ?? [];
  if (rows.length === 0) return null;
  return (
    <Panel title="Still secret?">
      <p className="vsk-muted">
        The secret placement of these children is over. Each stays secret until you answer, with a reason.
      </p>
      <ul className="vsk-still-secret">
        {rows.map(({ childId, secretId, listName, reason, saidBy, from, askedSince, careEnded }) => (
          <li key={secretId}>
            <p>
              <Link to="/children/$childId" params={{ childId }} search={(search) => search}>
                <Name>{listName}</Name>
              </Link>
              : secret since {dateInText(from)} (
              <FreeText>
                {reason}; said by {saidBy}
              </FreeText>
              ). {careEnded ? 'Care ended' : 'The child moved'} on {dateInText(askedSince)}.
            </p>
            <AnswerSecret childId={childId} secretId={secretId} of={listName} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
