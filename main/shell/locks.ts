import { powerMonitor } from 'electron';
import type { LockReason } from '#contract/session.ts';

/** Seconds between two looks at the screen lock, where the system does not tell of it. */
const lookEvery = 10;

/**
 * Locks the store when the computer goes to sleep or its screen is locked, without asking the page: one that hangs must
 * not keep a store open. Idle time is the data process's own matter.
 */
export function lockWithTheSystem(lock: (reason: LockReason) => void): void {
  powerMonitor.on('suspend', () => lock('sleep'));
  powerMonitor.on('lock-screen', () => lock('screenLock'));
  if (process.platform !== 'linux') return;
  // Linux desktops have no such event in Electron; its idle state says 'locked' where the desktop tells.
  let before = false;
  setInterval(() => {
    const locked = powerMonitor.getSystemIdleState(60) === 'locked';
    if (locked && !before) lock('screenLock');
    before = locked;
  }, lookEvery * 1000);
}
