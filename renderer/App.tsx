import { RouterProvider } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useCall } from './data/useCall.ts';
import { useShellState } from './data/useShellState.ts';
import { router } from './routes.tsx';
import { StoreScreen } from './screens/store/StoreScreen.tsx';
import { ErrorState, LoadingSkeleton } from './ui/states.tsx';

/**
 * Whoever unlocks after somebody else starts on their own first page and in their own scope, not where the other was: a
 * scope left in the address would show one locality's figures to the assistant head of another. True once that is so.
 */
function useOwnStart(userId: string | null): boolean {
  const [last, setLast] = useState<string | null>(null);
  const another = userId !== null && last !== null && userId !== last;
  useEffect(() => {
    if (userId === null || userId === last) return;
    if (last !== null) router.history.replace('/');
    setLast(userId);
  }, [userId, last]);
  return !another;
}

/** The gate: the pages exist only while a store is open; otherwise a store is made or unlocked. */
export function App() {
  const status = useCall('store.status', {});
  useShellState();
  const settled = useOwnStart(status.data?.user?.id ?? null);
  if (status.data === undefined) {
    return (
      <main className="vsk-gate">
        {status.error ? (
          <ErrorState failure={status.error} onRetry={() => void status.refetch()} />
        ) : (
          <LoadingSkeleton lines={4} label="Opening" />
        )}
      </main>
    );
  }
  if (status.data.state !== 'open' || status.data.preparing !== null) return <StoreScreen status={status.data} />;
  return settled ? <RouterProvider router={router} /> : <main className="vsk-gate" />;
}
