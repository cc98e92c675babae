import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { StoreStatus } from '#contract/store.ts';
import { useCommand } from '#renderer/data/useCommand.ts';
import { isUsable, NewPassphrase, nothingTyped } from '#renderer/ui/access/NewPassphrase.tsx';
import { RecoveryKeyField } from '#renderer/ui/access/RecoveryKeySteps.tsx';
import type { UpgradeAsked } from './BringUpToDate.tsx';
import { GateHeading } from './GateHeading.tsx';
import { OpenFailure } from './OpenFailure.tsx';
import { useBackOff } from './useBackOff.ts';
import { Wait } from './Wait.tsx';

/** The passphrase is forgotten: the recovery key opens the store, with a new passphrase for its administrator. */
export function UseRecoveryKey(props: {
  status: StoreStatus;
  onBack: () => void;
  onPutRight: () => void;
  onUpgrade: (asked: UpgradeAsked) => void;
}) {
  const { status, onBack, onPutRight, onUpgrade } = props;
  const recover = useCommand('store.recover');
  const [recoveryKey, setRecoveryKey] = useState('');
  const [typed, setTyped] = useState(nothingTyped);
  const [tried, setTried] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const waiting = useBackOff(status, recover.error);
  useEffect(() => field.current?.focus(), []);
  const wrong = recover.error?.code === 'wrongPassphrase' || recover.error?.code === 'invalidInput';
  const missing = tried && recoveryKey.trim() === '' ? 'Enter the recovery key' : undefined;

  function tryIt(): void {
    setTried(true);
    if (recoveryKey.trim() === '' || !isUsable(typed) || waiting > 0) return;
    const secret = { recoveryKey, newPassphrase: typed.passphrase };
    recover.mutate(secret, {
      onError: ({ code, detail: { upgrade } }) => {
        if (code === 'upgradeNeeded' && upgrade)
          onUpgrade({ needs: upgrade, secret: { by: 'recoveryKey', ...secret } });
        else field.current?.focus();
      },
    });
  }

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        tryIt();
      }}
    >
      <GateHeading focus={false}>Use the recovery key</GateHeading>
      <p className="vsk-muted vsk-prose">
        It opens the store in {status.folder} as the administrator it was made for, and gives them a new passphrase. It
        works once: the next step makes a new one.
      </p>
      <RecoveryKeyField
        ref={field}
        label="Recovery key"
        value={recoveryKey}
        onValue={setRecoveryKey}
        error={missing ?? (wrong ? recover.error?.detail.message : undefined)}
      />
      <NewPassphrase value={typed} onChange={setTyped} tried={tried} label="New passphrase" />
      <Wait seconds={waiting} />
      {recover.error && !wrong && recover.error.code !== 'waitBeforeRetry' && (
        <OpenFailure failure={recover.error} on={{ tryAgain: tryIt, putRight: onPutRight, otherFolder: onBack }} />
      )}
      <div className="vsk-ways">
        <Button type="submit" size="sm" disabled={waiting > 0} loading={recover.isPending}>
          Open with the recovery key
        </Button>
        <Button variant="subtle" size="sm" onClick={onBack}>
          Back
        </Button>
      </div>
    </form>
  );
}
