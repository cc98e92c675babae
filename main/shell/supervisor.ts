import type { MessagePortMain } from 'electron';
import type { ShellEvent } from '#contract/bridge.ts';
import type { DataToShell, LockReason, SessionKey } from '#contract/session.ts';
import type { DataProcess, DataProcessLauncher } from './launcher.ts';

/** What the supervisor needs of the window, so that it can be tested without one. */
export interface Connection {
  /** A fresh channel: one end for the data process, the other to be handed to the window by `give`. */
  channel(): { forDataProcess: MessagePortMain; give: () => void };
  tell(event: ShellEvent): void;
}

export interface Supervisor {
  /** Connects a window that has just loaded its page. */
  connect(connection: Connection): void;
  /** Locks the store, whatever the window and the data process are doing. */
  lock(reason: LockReason): void;
  /** Ends the data process for good and forgets the session. */
  stop(): void;
}

/** Milliseconds to wait before the first, second and third restart. */
export const restartDelays = [250, 1_000, 4_000] as const;

/** A process that served this long without ending starts again with a full set of restarts. */
const healthyAfter = 60_000;

/** Milliseconds a data process may take to lock; one that hangs longer is ended, which locks as well. */
export const lockPatience = 10_000;

export type SupervisorOptions = {
  /** Called with every lock, however it came about, once the key is gone from here. */
  onLocked?: () => void;
  now?: () => number;
};

/**
 * Keeps one data process running: when it ends unexpectedly it is started again after a growing pause, three times,
 * and then the window is told that it failed. The window is connected anew after each restart.
 *
 * While a store is open it also keeps what a restarted process needs to go on as the same person (`SessionKey`): in
 * memory only, handed to the new process before the window is, and overwritten with noughts at every lock.
 */
export function superviseDataProcess(launcher: DataProcessLauncher, options: SupervisorOptions = {}): Supervisor {
  const { onLocked = () => undefined, now = Date.now } = options;
  let current: DataProcess | null = null;
  let window: Connection | null = null;
  let session: SessionKey | null = null;
  let restarts = 0;
  let failed = false;
  let stopping = false;

  const join = (connection: Connection, dataProcess: DataProcess) => {
    const { forDataProcess, give } = connection.channel();
    dataProcess.connect(forDataProcess);
    give();
  };

  const wipe = () => {
    session?.key.fill(0);
    session = null;
  };

  const locked = (reason: LockReason | null) => {
    wipe();
    onLocked();
    // A person who locks in the window knows, and a store that was never open has nothing to say.
    if (reason !== null && reason !== 'person') window?.tell({ kind: 'locked', reason });
  };

  const hear = (message: DataToShell) => {
    if (message.kind !== 'session') return;
    if (message.session === null) return locked(message.reason);
    wipe();
    session = message.session;
  };

  const start = () => {
    const startedAt = now();
    const started = launcher.start();
    current = started;
    started.onMessage((message) => started === current && hear(message));
    if (session !== null) started.tell({ kind: 'resume', session });
    if (window !== null) join(window, started);
    started.onEnd((code) => {
      current = null;
      if (stopping) return;
      if (now() - startedAt >= healthyAfter) restarts = 0;
      const delay = restartDelays[restarts];
      console.error(`The data process ended with code ${code}; restarts so far: ${restarts}`);
      if (delay === undefined) {
        failed = true;
        wipe();
        return window?.tell({ kind: 'dataProcess', state: 'failed' });
      }
      restarts += 1;
      window?.tell({ kind: 'dataProcess', state: 'restarting' });
      setTimeout(() => {
        if (stopping) return;
        start();
        window?.tell({ kind: 'dataProcess', state: 'ready' });
      }, delay);
    });
  };

  start();
  return {
    connect(connection) {
      window = connection;
      if (current !== null) join(connection, current);
      // A page loaded anew after the last restart failed is a person's 'Try again'.
      else if (failed) {
        failed = false;
        restarts = 0;
        start();
      } else connection.tell({ kind: 'dataProcess', state: 'restarting' });
    },
    lock(reason) {
      const told = current;
      told?.tell({ kind: 'lock', reason });
      const open = session;
      if (open === null) return;
      // Between two processes there is nobody to ask: forgetting the session is the lock.
      if (told === null) return locked(reason);
      setTimeout(() => {
        if (session !== open) return;
        console.error('The data process did not lock in time; it is ended');
        locked(reason);
        told.kill();
      }, lockPatience);
    },
    stop() {
      stopping = true;
      wipe();
      current?.stop();
    },
  };
}
