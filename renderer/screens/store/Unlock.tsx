import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { StoreStatus } from '#contract/store.ts';
import { CallFailure, keychain } from '#renderer/api.ts';
import { useCommand } from '#renderer/data/useCommand.ts';
import { useKeychain } from '#renderer/data/useKeychain.ts';
import { FolderWarnings } from '#renderer/ui/access/FolderWarnings.tsx';
import { PassphraseField } from '#renderer/ui/access/PassphraseField.tsx';
import { ErrorState } from '#renderer/ui/states.tsx';
import type { UpgradeAsked } from './BringUpToDate.tsx';
import { ChooseFolder } from './ChooseFolder.tsx';
import { GateHeading } from './GateHeading.tsx';
import { lockWords } from './lockWords.ts';
import { OpenFailure } from './OpenFailure.tsx';
import { UseRecoveryKey } from './UseRecoveryKey.tsx';
import { useBackOff } from './useBackOff.ts';
import { Wait } from './Wait.tsx';

type Way = 'passphrase' | 'recoveryKey' | 'otherFolder';

type OnUpgrade = (asked: UpgradeAsked) => void;

/** Asks for the passphrase of a locked store, and offers the other ways in and out. */
export function Unlock(props: {
  status: StoreStatus;
  onPutRight: (passphrase: string) => void;
  /** The secret is right, but the store is of an earlier version. */
  onUpgrade: OnUpgrade;
}) {
  const { status, onPutRight, onUpgrade } = props;
  const [way, setWay] = useState<Way>('passphrase');
  const back = () => setWay('passphrase');
  if (way === 'recoveryKey')
    return <UseRecoveryKey status={status} onBack={back} onPutRight={() => onPutRight('')} onUpgrade={onUpgrade} />;
  if (way === 'otherFolder') return <ChooseFolder status={status} onBack={back} />;
  return <WithPassphrase status={status} onWay={setWay} onPutRight={onPutRight} onUpgrade={onUpgrade} />;
}

function WithPassphrase(props: {
  status: StoreStatus;
  onWay: (way: Way) => void;
  onPutRight: (passphrase: string) => void;
  onUpgrade: OnUpgrade;
}) {
  const { status, onWay, onPutRight, onUpgrade } = props;
  const unlock = useCommand('store.unlock');
  const [passphrase, setPassphrase] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const waiting = useBackOff(status, unlock.error);
  const wrong = unlock.error?.code === 'wrongPassphrase';
  const slowedDown = unlock.error?.code === 'waitBeforeRetry';
  useEffect(() => field.current?.focus(), []);

  function tryIt(): void {
    if (passphrase === '' || waiting > 0) return;
    unlock.mutate(
      { passphrase },
      {
        onError: (failure) => {
          const { upgrade } = failure.detail;
          if (failure.code === 'upgradeNeeded' && upgrade) {
            onUpgrade({ needs: upgrade, secret: { by: 'passphrase', passphrase } });
            return;
          }
          // A right passphrase is kept for trying again, and for putting a damaged store right.
          if (failure.code === 'wrongPassphrase') setPassphrase('');
          // The button that was pressed is disabled now, and would take the focus with it.
          field.current?.focus();
        },
      },
    );
  }

  return (
    <>
      <GateHeading focus={false}>Unlock the store</GateHeading>
      <p className="vsk-muted vsk-gate-folder">Encrypted store in {status.folder}</p>
      {status.lastLock !== null && <p className="vsk-gate-note">{lockWords(status.lastLock)}</p>}
      <FolderWarnings warnings={status.folderWarnings} />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          tryIt();
        }}
      >
        <PassphraseField
          ref={field}
          label="Passphrase"
          value={passphrase}
          onValue={setPassphrase}
          error={wrong ? unlock.error?.detail.message : undefined}
          autoComplete="current-password"
        />
        <Wait seconds={waiting} />
        {unlock.error && !wrong && !slowedDown && (
          <OpenFailure
            failure={unlock.error}
            on={{
              tryAgain: tryIt,
              putRight: () => onPutRight(passphrase),
              otherFolder: () => onWay('otherFolder'),
            }}
          />
        )}
        <Button type="submit" size="sm" disabled={passphrase === '' || waiting > 0} loading={unlock.isPending}>
          Unlock
        </Button>
      </form>
      <Remembered folder={status.folder} onUpgrade={onUpgrade} />
      <div className="vsk-gate-ways">
        <Button variant="subtle" onClick={() => onWay('recoveryKey')}>
          Use the recovery key
        </Button>
        <Button variant="subtle" onClick={() => onWay('otherFolder')}>
          Choose another folder
        </Button>
        <Button variant="subtle" component="a" href="#/diagnostics">
          Diagnostics
        </Button>
        <Button variant="subtle" onClick={() => onPutRight('')}>
          Put a damaged store right
        </Button>
      </div>
    </>
  );
}

/** The way in that this computer's keychain remembers; nothing when it remembers none. */
function Remembered({ folder, onUpgrade }: { folder: string; onUpgrade: OnUpgrade }) {
  const { data, reread } = useKeychain(folder);
  const open = useCommand('store.unlockRemembered');
  const [problem, setProblem] = useState<CallFailure | null>(null);
  const [busy, setBusy] = useState(false);
  if (data === undefined || data.slotId === null) return null;

  async function go(): Promise<void> {
    setBusy(true);
    setProblem(null);
    try {
      const remembered = await keychain.recall(folder);
      if (remembered === null) {
        const message = 'The keychain of this computer no longer holds the way in. Enter your passphrase.';
        setProblem(new CallFailure('notFound', { message }));
        reread();
      } else {
        await open.mutateAsync(remembered).catch((failure: CallFailure) => {
          const { upgrade } = failure.detail;
          if (failure.code !== 'upgradeNeeded' || !upgrade) throw failure;
          onUpgrade({ needs: upgrade, secret: { by: 'device', ...remembered } });
        });
      }
    } catch (reason) {
      setProblem(reason instanceof CallFailure ? reason : new CallFailure('failed', { message: String(reason) }));
    } finally {
      setBusy(false);
    }
  }

  return (
    <div className="vsk-gate-remembered">
      <Button variant="default" size="sm" loading={busy} onClick={() => void go()}>
        Open with this computer
      </Button>
      {problem && <ErrorState failure={problem} />}
    </div>
  );
}
