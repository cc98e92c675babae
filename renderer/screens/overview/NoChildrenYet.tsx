import { Link } from '@tanstack/react-router';
import { dateInText } from '#renderer/ui/format.ts';
import { EmptyState } from '#renderer/ui/states.tsx';

/** A store without a looked-after child on the date: says how children come in. */
export function NoChildrenYet({ asAt }: { asAt: string }) {
  return (
    <div className="vsk-panel">
      <EmptyState
        title={`No child is looked after on ${dateInText(asAt)} in this store`}
        action={<Link to="/data">Go to Data</Link>}
      >
        Bring in the current looked-after list or an SSDA903 return on the Data page, or choose another ‘as at’ date
        above.
      </EmptyState>
    </div>
  );
}
