import type { StoreStatus } from '#contract/store.ts';
import { CreateStore } from './CreateStore.tsx';
import { MakingDemonstration } from './MakingDemonstration.tsx';
import './store.css';
import { Unlock } from './Unlock.tsx';

/** What stands before the pages: a store to make, or one to unlock. */
export function StoreScreen({ status }: { status: StoreStatus }) {
  return (
    <main className="vsk-gate">
      <div className="vsk-gate-panel vsk-panel">
        <p className="vsk-gate-brand">VSK Tracker</p>
        {status.preparing !== null ? (
          <MakingDemonstration jobId={status.preparing} />
        ) : status.state === 'none' ? (
          <CreateStore folder={status.folder} />
        ) : (
          <Unlock status={status} />
        )}
      </div>
    </main>
  );
}
