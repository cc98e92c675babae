import { RouterProvider } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useCall } from './data/useCall.ts';
import { useShellState } from './data/useShellState.ts';
import { openPages } from './routes.tsx';
import { StoreScreen } from './screens/store/StoreScreen.tsx';
import { ErrorState, LoadingSkeleton } from './ui/states.tsx';

/** Who had the pages open last in this window. */
let lastUserId: string | null = null;

/**
 * The pages of one person. Whoever unlocks after somebody else starts on their own first page and in their own scope: a
 * scope left in the address would show one locality's figures to the assistant head of another.
 */
function Pages({ userId }: { userId: string | null }) {
  const [router] = useState(() => {
    if (lastUserId !== null && userId !== lastUserId) window.history.replaceState(null, '', '#/');
    lastUserId = userId;
    return openPages();
  });
  useEffect(() => () => router.history.destroy(), [router]);
  return <RouterProvider router={router} />;
}

/** The gate: the pages exist only while a store is open; otherwise a store is made or unlocked. */
export function App() {
  const status = useCall('store.status', {});
  useShellState();
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
  const userId = status.data.user?.id ?? null;
  return <Pages key={userId} userId={userId} />;
}
