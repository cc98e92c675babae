import type { ParsedInput } from '#contract/calls.ts';
import type { diagnosticsCalls } from '#contract/diagnostics.ts';
import type { jobCalls } from '#contract/jobs.ts';
import type { recoveryCalls } from '#contract/recovery.ts';
import type { storeCalls } from '#contract/store.ts';
import { CallFailure } from '../context/callFailure.ts';
import { readDiagnostics } from './diagnostics/readDiagnostics.ts';
import { checkFolder, readFolder } from './folderChoice.ts';
import type { Host } from './host.ts';
import { cancelJob, jobShown } from './jobsShown.ts';
import { makeStore, startDemonstration } from './makeStore.ts';
import { inspectStore, startRestore, startSalvage } from './recovery/recoveryCalls.ts';
import { startUpgrade } from './startUpgrade.ts';
import { recoverStore, typedRecoveryKey, unlockStore } from './unlock.ts';

/** Calls that need no open store. */
export type HostCall =
  | keyof typeof storeCalls
  | keyof typeof jobCalls
  | keyof typeof recoveryCalls
  | keyof typeof diagnosticsCalls;
export type HostCalls = { [Name in HostCall]: (input: ParsedInput<Name>) => unknown };

function chooseFolder(host: Host, typed: string): void {
  host.refuseWhenOpen();
  if (host.opening || host.preparing !== null || host.jobs.running.length > 0)
    throw new CallFailure('conflict', 'Work on the present folder is under way. Wait until it has ended.');
  const folder = readFolder(typed);
  const { cannotWrite } = checkFolder(folder);
  if (cannotWrite !== null) throw new CallFailure('readOnly', cannotWrite, { field: 'folder' });
  host.options.onFolderChosen?.(folder);
  host.folder = folder;
}

const done = async (work: unknown): Promise<Record<string, never>> => {
  await work;
  return {};
};

/** What the host answers itself, whether the store is open or not. */
export function hostCalls(host: Host): HostCalls {
  return {
    'store.status': () => host.status(),
    'store.create': (input) => done(makeStore(host, input)),
    'store.createDemonstration': (input) => ({ jobId: startDemonstration(host, input) }),
    'store.unlock': ({ passphrase }) => done(unlockStore(host, passphrase, 'passphrase')),
    'store.unlockRemembered': ({ secret }) => done(unlockStore(host, secret, 'device')),
    'store.recover': async ({ recoveryKey, newPassphrase }) =>
      done(recoverStore(host, typedRecoveryKey(recoveryKey), newPassphrase)),
    'store.upgrade': (input) => ({ jobId: startUpgrade(host, input) }),
    'store.checkFolder': ({ folder }) => checkFolder(readFolder(folder)),
    'store.chooseFolder': ({ folder }) => done(chooseFolder(host, folder)),
    'store.touch': () => done(host.touch()),
    'store.lock': () => done(host.lock()),
    'jobs.get': ({ jobId }) => jobShown(host, jobId),
    'jobs.running': () => ({ rows: host.jobs.running.map(({ id }) => jobShown(host, id)) }),
    'jobs.cancel': ({ jobId }) => done(cancelJob(host, jobId)),
    'recovery.inspect': (input) => inspectStore(host, input),
    'recovery.restore': (input) => startRestore(host, input),
    'recovery.salvage': (input) => startSalvage(host, input),
    'diagnostics.read': async (input) => {
      await host.session?.whenFree();
      const { session, folder, options } = host;
      const open = session && {
        reader: session.service.context.reader,
        lockAfterMinutes: session.lockAfterMinutes,
        copyKey: () => Buffer.from(session.ring.key),
        lastAuditCheck: () => session.watch.last,
        checkAudit: () => session.watch.check(),
      };
      return readDiagnostics({ folder, appVersion: options.appVersion, clock: options.clock, open }, input);
    },
  };
}
