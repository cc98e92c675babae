import { RouterProvider } from '@tanstack/react-router';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { onShellEvent } from './api.ts';
import { blankWindow, lockState } from './data/lock.ts';
import { followScrolling, noteAddress, returnToPlace, scrollBack } from './data/place.ts';
import { askStatusAgain } from './data/queryClient.ts';
import { forgetAddresses, leavingState, startAfresh } from './data/startAfresh.ts';
import { useCall } from './data/useCall.ts';
import { useShellState } from './data/useShellState.ts';
import { LockedAway } from './frame/LockedAway.tsx';
import { PackFileWaits } from './frame/PackFileWaits.tsx';
import { ProcessFailed } from './frame/ProcessFailed.tsx';
import { BeforeClosing } from './jobs/BeforeClosing.tsx';
import { openPages } from './routes.tsx';
import { LockedDiagnostics } from './screens/diagnostics/LockedDiagnostics.tsx';
import { needsRecoveryKey } from './screens/store/needsRecoveryKey.ts';
import { StoreScreen } from './screens/store/StoreScreen.tsx';
import { ErrorState, LoadingSkeleton } from './ui/states.tsx';

/** The pages of one person, from where they were when they last had them open. */
function Pages() {
  const [router, setRouter] = useState<ReturnType<typeof openPages> | null>(null);
  useEffect(() => {
    let gone = false;
    let opened: ReturnType<typeof openPages> | null = null;
    void returnToPlace().then(() => {
      if (gone) return;
      opened = openPages();
      setRouter(opened);
    });
    return () => {
      gone = true;
      opened?.history.destroy();
    };
  }, []);
  useEffect(() => {
    if (router === null) return;
    const note = () => noteAddress(router.history.location.href, router.history.location.state.packChoice);
    const stops = [router.subscribe('onResolved', note), followScrolling(), scrollBack()];
    return () => {
      for (const stop of stops) stop();
    };
  }, [router]);
  return router === null ? <LoadingSkeleton lines={10} label="Opening" /> : <RouterProvider router={router} />;
}

const diagnosticsAddress = '#/diagnostics';

/** What stands before the pages: a store to make or to unlock, or the diagnostics, which need no open store. */
function Gate({ children }: { children: React.ReactNode }) {
  const [hash, setHash] = useState(window.location.hash);
  useEffect(() => {
    const follow = () => setHash(window.location.hash);
    window.addEventListener('hashchange', follow);
    // A page of whoever was here before is no business of whoever unlocks next.
    if (window.location.hash !== diagnosticsAddress) void forgetAddresses().then(follow);
    return () => window.removeEventListener('hashchange', follow);
  }, []);
  return hash === diagnosticsAddress ? <LockedDiagnostics /> : children;
}

/** Locks end everything the window knows, whatever locked: the person, the clock, sleep, or the other side. */
function useLocks(open: boolean): void {
  const wasOpen = useRef(false);
  useEffect(() => {
    if (open) wasOpen.current = true;
    else if (wasOpen.current) void startAfresh();
  }, [open]);
  useEffect(
    () =>
      onShellEvent((event) => {
        if (event.kind === 'locking' && wasOpen.current) blankWindow();
        if (event.kind === 'locked') void (wasOpen.current ? startAfresh() : askStatusAgain());
        if (event.kind === 'menu' && event.command === 'diagnostics' && !wasOpen.current)
          window.location.hash = diagnosticsAddress;
      }),
    [],
  );
}

/**
 * The gate: the pages exist only while a store is open and has its recovery key; otherwise a store is made, unlocked or put
 * right, and how a rescue went stays on screen until it was read.
 */
export function App() {
  const status = useCall('store.status', {});
  const [held, setHeld] = useState(false);
  const leaving = useSyncExternalStore(leavingState.subscribe, leavingState.get);
  const locking = useSyncExternalStore(lockState.subscribe, lockState.get);
  const process = useShellState();
  const known = status.data;
  const open = known?.state === 'open' && known.preparing === null;
  // Nothing is known yet is no lock.
  useLocks(known === undefined ? false : open);
  if (leaving) return null;
  if (locking.state !== 'no') return <LockedAway locking={locking} />;
  if (process === 'failed') return <ProcessFailed />;
  if (known === undefined) {
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
  if (held || !open || needsRecoveryKey(known))
    return (
      <Gate>
        <StoreScreen status={known} onHold={setHeld} />
        <PackFileWaits />
      </Gate>
    );
  return (
    <>
      <Pages key={known.user?.id ?? null} />
      <BeforeClosing />
    </>
  );
}
