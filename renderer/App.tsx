import { RouterProvider } from '@tanstack/react-router';
import { useCall } from './data/useCall.ts';
import { useShellState } from './data/useShellState.ts';
import { router } from './routes.tsx';
import { StoreScreen } from './screens/store/StoreScreen.tsx';
import { ErrorState, LoadingSkeleton } from './ui/states.tsx';

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
  return <RouterProvider router={router} />;
}
