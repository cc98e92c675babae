import { useEffect, useState } from 'react';
import type { StoreStatus } from '#contract/store.ts';
import { BringUpToDate, type UpgradeAsked } from './BringUpToDate.tsx';
import { FirstRun } from './FirstRun.tsx';
import { MakeRecoveryKey } from './MakeRecoveryKey.tsx';
import { MakingDemonstration } from './MakingDemonstration.tsx';
import { PutRight } from './PutRight.tsx';
import './store.css';
import { Unlock } from './Unlock.tsx';

/**
 * What stands before the pages: a store to make, to unlock, to put right, or its recovery key to be made. `onHold` says
 * whether it must stay although the store is open, because it still shows how a rescue went.
 */
export function StoreScreen({ status, onHold }: { status: StoreStatus; onHold: (held: boolean) => void }) {
  const [puttingRight, setPuttingRight] = useState<{ passphrase: string } | null>(null);
  const [upgrade, setUpgrade] = useState<UpgradeAsked | null>(null);
  const upgrading = status.state === 'locked' && (upgrade !== null || status.preparing !== null);
  const held = puttingRight !== null;
  useEffect(() => {
    onHold(held);
    return () => onHold(false);
  }, [held, onHold]);
  return (
    <main className="vsk-gate">
      <div className={`vsk-gate-panel vsk-panel ${held ? 'vsk-gate-wide' : ''}`}>
        <p className="vsk-gate-brand vsk-noprint">VSK Tracker</p>
        {puttingRight !== null ? (
          <PutRight status={status} passphrase={puttingRight.passphrase} onLeave={() => setPuttingRight(null)} />
        ) : upgrading ? (
          <BringUpToDate asked={upgrade} onLeave={() => setUpgrade(null)} />
        ) : status.preparing !== null ? (
          <MakingDemonstration />
        ) : status.state === 'open' ? (
          <MakeRecoveryKey status={status} />
        ) : status.state === 'none' ? (
          <FirstRun status={status} onBringBack={() => setPuttingRight({ passphrase: '' })} />
        ) : (
          <Unlock
            key={status.folder}
            status={status}
            onPutRight={(passphrase) => setPuttingRight({ passphrase })}
            onUpgrade={setUpgrade}
          />
        )}
      </div>
    </main>
  );
}
