import { useStatus } from '#renderer/data/useStatus.ts';
import { dateInText } from '#renderer/ui/format.ts';
import { useScope } from './scope.tsx';

/** On paper only: marking, scope and date, which the top bar says on screen. Who prints true numbers keeps them in the team. */
export function PrintLine() {
  const { demonstration, today } = useStatus();
  const { words, asAt } = useScope();
  return (
    <p className="vsk-printline">
      <span className="vsk-strong">OFFICIAL-SENSITIVE: for the Virtual School team only.</span> {words}, as at{' '}
      {dateInText(asAt)}. Printed {dateInText(today)}.{demonstration ? ' Demonstration data: no real child.' : ''}
    </p>
  );
}
