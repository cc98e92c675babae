import { type BrowserWindow, powerMonitor } from 'electron';
import type { ShellEvent } from '#contract/bridge.ts';
import type { LockReason } from '#contract/session.ts';
import { handleFromOwnWindow } from './senderCheck.ts';
import type { Supervisor } from './supervisor.ts';

/** Seconds between two looks at the screen lock, where the system does not tell of it. */
const lookEvery = 10;

/** Milliseconds the window has to save what was typed and to ask for the lock itself; one that hangs is not waited for. */
const windowPatience = 2_500;

/**
 * The person's own lock. In the window (button, Ctrl+L) it asks by `vsk:lock`; answers what the menu's entry does: the window
 * is told, which goes blank, saves what was typed and asks, and the store is locked even if it does not.
 */
export function lockByThePerson(window: () => BrowserWindow | null, supervisor: Supervisor): () => void {
  handleFromOwnWindow(
    'vsk:lock',
    () => window()?.webContents ?? null,
    async () => {
      await supervisor.lock('person');
      return { ok: true, value: null };
    },
  );
  return () => {
    const contents = window()?.webContents;
    if (contents === undefined) return void supervisor.lock('person');
    const event: ShellEvent = { kind: 'menu', command: 'lock' };
    contents.send('vsk:event', event);
    supervisor.lockWithin(windowPatience, 'person');
  };
}

/**
 * Locks the store when the computer goes to sleep or its screen is locked, without asking the page: one that hangs must
 * not keep a store open. Idle time is the data process's own matter.
 */
export function lockWithTheSystem(lock: (reason: LockReason) => Promise<void>): void {
  powerMonitor.on('suspend', () => void lock('sleep'));
  powerMonitor.on('lock-screen', () => void lock('screenLock'));
  if (process.platform !== 'linux') return;
  // Linux desktops have no such event in Electron; its idle state says 'locked' where the desktop tells.
  let before = false;
  setInterval(() => {
    const locked = powerMonitor.getSystemIdleState(60) === 'locked';
    if (locked && !before) void lock('screenLock');
    before = locked;
  }, lookEvery * 1000);
}
