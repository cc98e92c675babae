import type { ParsedInput } from '#contract/calls.ts';
import { CallFailure } from '../context/callFailure.ts';
import type { Progress } from '../context/progress.ts';
import type { Host } from './host.ts';
import { recoverStore, typedRecoveryKey, unlockStore } from './unlock.ts';

type Secret = ParsedInput<'store.upgrade'>;

async function openAs(host: Host, input: Secret, upgrade: Progress): Promise<void> {
  if (input.by === 'recoveryKey')
    await recoverStore(host, typedRecoveryKey(input.recoveryKey), input.newPassphrase, upgrade);
  else if (input.by === 'device') await unlockStore(host, input.secret, 'device', { upgrade });
  else await unlockStore(host, input.passphrase, 'passphrase', { upgrade });
}

/** Starts bringing the store up to date, which then is opened; answers the job's id. */
export function startUpgrade(host: Host, input: Secret): string {
  host.refuseWhenOpen();
  if (host.opening || host.preparing !== null)
    throw new CallFailure('conflict', 'Work on the store is under way already. Wait until it has ended.');
  const jobId = host.jobs.start({
    call: 'store.upgrade',
    title: 'Bringing the store up to date',
    unit: 'children',
    run: async (progress) => {
      try {
        await openAs(host, input, progress);
        return {};
      } finally {
        host.preparing = null;
      }
    },
  });
  host.preparing = jobId;
  return jobId;
}
