import type { MessagePortMain } from 'electron';
import type { DataProcess, DataProcessLauncher } from './launcher.ts';

/** What the supervisor needs of the window, so that it can be tested without one. */
export interface Connection {
  /** A fresh channel: one end for the data process, the other to be handed to the window by `give`. */
  channel(): { forDataProcess: MessagePortMain; give: () => void };
  tell(state: 'restarting' | 'ready' | 'failed'): void;
}

export interface Supervisor {
  /** Connects a window that has just loaded its page. */
  connect(connection: Connection): void;
  /** Ends the data process for good. */
  stop(): void;
}

/** Milliseconds to wait before the first, second and third restart. */
export const restartDelays = [250, 1_000, 4_000] as const;

/** A process that served this long without ending starts again with a full set of restarts. */
const healthyAfter = 60_000;

/**
 * Keeps one data process running: when it ends unexpectedly it is started again after a growing pause, three times,
 * and then the window is told that it failed. The window is connected anew after each restart.
 */
export function superviseDataProcess(launcher: DataProcessLauncher, now: () => number = Date.now): Supervisor {
  let current: DataProcess | null = null;
  let window: Connection | null = null;
  let restarts = 0;
  let stopping = false;

  const join = (connection: Connection, dataProcess: DataProcess) => {
    const { forDataProcess, give } = connection.channel();
    dataProcess.connect(forDataProcess);
    give();
  };

  const start = () => {
    const startedAt = now();
    const started = launcher.start();
    current = started;
    if (window !== null) join(window, started);
    started.onEnd((code) => {
      current = null;
      if (stopping) return;
      if (now() - startedAt >= healthyAfter) restarts = 0;
      const delay = restartDelays[restarts];
      console.error(`The data process ended with code ${code}; restarts so far: ${restarts}`);
      if (delay === undefined) return window?.tell('failed');
      restarts += 1;
      window?.tell('restarting');
      setTimeout(() => {
        if (stopping) return;
        start();
        window?.tell('ready');
      }, delay);
    });
  };

  start();
  return {
    connect(connection) {
      window = connection;
      if (current !== null) join(connection, current);
      else connection.tell(restarts < restartDelays.length ? 'restarting' : 'failed');
    },
    stop() {
      stopping = true;
      current?.stop();
    },
  };
}
