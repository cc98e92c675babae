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
  /**
   * Locks the store, whatever the window and the data process are doing: the key is forgotten here at once, so that nothing
   * can resume it. Resolves once it is locked.
   */
  lock(reason: LockReason): Promise<void>;
  /** Locks the store that is open now, unless it has been locked by then: for a window that was asked to and may hang. */
  lockWithin(milliseconds: number, reason: LockReason): void;
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
  /** A lock that the data process has been told of and has not carried out. */
  let locking: { reason: LockReason; done: Promise<void>; end: () => void } | null = null;
  let openings = 0;
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
    const waiting = locking;
    locking = null;
    // A store that was never open has nothing to say.
    if (reason !== null) window?.tell({ kind: 'locked', reason });
    waiting?.end();
  };

  const hear = (message: DataToShell) => {
    if (message.kind !== 'session') return;
    if (message.session === null) return locked(locking?.reason ?? message.reason);
    // Keys that changed on the way to a lock are not for keeping.
    if (locking !== null) return void message.session.key.fill(0);
    if (session === null) openings += 1;
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
      // Ended on the way to a lock: it is locked.
      if (locking !== null) locked(locking.reason);
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

  const lock = async (reason: LockReason): Promise<void> => {
    const told = current;
    told?.tell({ kind: 'lock', reason });
    if (locking !== null) return locking.done;
    if (session === null) return;
    wipe();
    window?.tell({ kind: 'locking' });
    // Between two processes there is nobody to ask: forgetting the session is the lock.
    if (told === null) return locked(reason);
    const { promise, resolve } = Promise.withResolvers<void>();
    const mine = { reason, done: promise, end: resolve };
    locking = mine;
    setTimeout(() => {
      if (locking !== mine) return;
      console.error('The data process did not lock in time; it is ended');
      locked(reason);
      told.kill();
    }, lockPatience);
    return promise;
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
    lock,
    lockWithin(milliseconds, reason) {
      const opening = openings;
      if (session === null) return;
      setTimeout(() => {
        if (session !== null && openings === opening) void lock(reason);
      }, milliseconds);
    },
    stop() {
      stopping = true;
      wipe();
      current?.stop();
    },
  };
}
