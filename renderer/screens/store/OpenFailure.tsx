import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ErrorCode } from '#contract/wire.ts';
import type { CallFailure } from '#renderer/api.ts';
import { ErrorState } from '#renderer/ui/states.tsx';

type Remedy = 'putRight' | 'tryAgain' | 'otherFolder';

/** What each failure of opening is called, what to do about it, and the buttons that do it, the likeliest first. */
const known: Partial<Record<ErrorCode, { title: string; toDo: string; remedies: readonly Remedy[] }>> = {
  storeDamaged: {
    title: 'The store is damaged',
    toDo: 'Find out what can be read, then restore a backup. Nothing is deleted.',
    remedies: ['putRight', 'tryAgain'],
  },
  storeMissing: {
    title: 'The store is not there',
    toDo: 'Plug the disk in or put the files back, or bring the store back from a backup.',
    remedies: ['putRight', 'tryAgain', 'otherFolder'],
  },
  storeNewer: {
    title: 'A newer version made this store',
    toDo: 'Nothing was changed. Install the newer version of VSK Tracker and open the store with it.',
    remedies: ['otherFolder'],
  },
  storeInUse: {
    title: 'The store is open elsewhere',
    toDo: 'Close VSK Tracker there: in another window, for another person of this computer, or on another computer.',
    remedies: ['tryAgain', 'otherFolder'],
  },
  diskFull: {
    title: 'The disk is full',
    toDo: 'Nothing was changed. Empty the recycle bin or move large files away, then try again.',
    remedies: ['tryAgain'],
  },
  readOnly: {
    title: 'The folder is read-only',
    toDo: 'Ask for the right to write to it, or copy both files of the store to a folder of your own and open it there.',
    remedies: ['tryAgain', 'otherFolder'],
  },
  cannotWrite: {
    title: 'The folder cannot be written to',
    toDo: 'Ask for the right to write to it, or copy both files of the store to a folder of your own and open it there.',
    remedies: ['tryAgain', 'otherFolder'],
  },
};

const labels: Record<Remedy, string> = {
  putRight: 'Find out and put right',
  tryAgain: 'Try again',
  otherFolder: 'Choose another folder',
};

/** Why a store did not open, told apart, with what to do and a button for it. */
export function OpenFailure({ failure, on }: { failure: CallFailure; on: Record<Remedy, () => void> }) {
  const kind = known[failure.code];
  if (kind === undefined) return <ErrorState failure={failure} onRetry={on.tryAgain} />;
  return (
    <div className="vsk-error" role="alert">
      <IconAlertTriangle size={18} aria-hidden="true" />
      <div>
        <p className="vsk-strong">{kind.title}</p>
        <p>{failure.detail.message}</p>
        <p className="vsk-muted">{kind.toDo}</p>
        <div className="vsk-ways vsk-remedies">
          {kind.remedies.map((remedy, index) => (
            <Button key={remedy} variant={index === 0 ? 'filled' : 'default'} onClick={on[remedy]}>
              {labels[remedy]}
            </Button>
          ))}
        </div>
      </div>
    </div>
  );
}
