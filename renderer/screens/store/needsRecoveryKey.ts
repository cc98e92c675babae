import type { StoreStatus } from '#contract/store.ts';

/**
 * Whether an administrator must make (or confirm) a recovery key before the pages open: a forgotten passphrase must not
 * mean lost data. A demonstration holds nothing that could be lost.
 */
export function needsRecoveryKey(status: StoreStatus): boolean {
  return (
    status.state === 'open' &&
    !status.demonstration &&
    status.user?.roles.some(({ role, to }) => role === 'administrator' && to === null) === true &&
    status.recoveryKey?.confirmed !== true
  );
}
