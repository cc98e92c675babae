import type { ParsedInput } from '#contract/calls.ts';
import type { jobCalls } from '#contract/jobs.ts';
import type { storeCalls } from '#contract/store.ts';
import { readRecoveryKey } from '#db/keys/recoveryKey.ts';
import { CallFailure } from '../callFailure.ts';
import type { StoreHost } from '../storeHost.ts';
import { checkFolder, readFolder } from './folderChoice.ts';

/** Calls that need no open store. */
export type HostCall = keyof typeof storeCalls | keyof typeof jobCalls;
export type HostCalls = { [Name in HostCall]: (input: ParsedInput<Name>) => unknown };

/** What the host answers itself, whether the store is open or not. */
export function hostCalls(host: StoreHost): HostCalls {
  return {
    'store.status': () => host.status(),
    'store.create': async (input) => {
      await host.create(input);
      return {};
    },
    'store.createDemonstration': (input) => ({ jobId: host.startDemonstration(input) }),
    'store.unlock': async ({ passphrase }) => {
      await host.unlock(passphrase);
      return {};
    },
    'store.unlockRemembered': async ({ secret }) => {
      await host.unlock(secret, 'device');
      return {};
    },
    'store.recover': async ({ recoveryKey, newPassphrase }) => {
      const typed = readRecoveryKey(recoveryKey);
      if (typed === null)
        throw new CallFailure(
          'wrongPassphrase',
          'That is not a recovery key: it has eight groups of four letters and digits, and one of them is mistyped. Compare it group by group.',
          { field: 'recoveryKey' },
        );
      await host.recover(typed, newPassphrase);
      return {};
    },
    'store.checkFolder': ({ folder }) => checkFolder(readFolder(folder)),
    'store.chooseFolder': ({ folder }) => {
      host.chooseFolder(folder);
      return {};
    },
    'store.touch': () => {
      host.touch();
      return {};
    },
    'store.lock': () => {
      host.lock();
      return {};
    },
    'jobs.get': ({ jobId }) => host.jobs.get(jobId),
    'jobs.cancel': ({ jobId }) => {
      host.jobs.cancel(jobId);
      return {};
    },
  };
}
