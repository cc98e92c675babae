import type { MessagePortMain } from 'electron';
import type { DataToShell, ShellToData } from '#contract/session.ts';

/** How the shell starts the process that owns the database. */
export interface DataProcessLauncher {
  start(): DataProcess;
}

/** One running data process. It serves `WireRequest`s and answers each with a `WireReply`. */
export interface DataProcess {
  /** Gives it one end of a window's channel. */
  connect(port: MessagePortMain): void;
  /** Sends it what is not a call: a session to resume, or the order to lock. Arrives before whatever is sent later. */
  tell(message: ShellToData): void;
  /** Calls `listener` with everything it says besides replies. */
  onMessage(listener: (message: DataToShell) => void): void;
  /** Calls `listener` once when it has ended, with its exit code. */
  onEnd(listener: (code: number | null) => void): void;
  /** Asks it to close the store and end. */
  stop(): void;
  /** Ends it at once, even when it hangs. A store survives this at any moment: every write is one transaction. */
  kill(): void;
}

/** What a data process is started with. The store's key is never among it: it goes over the channel, in memory only. */
export type DataProcessStart = {
  /** The bundled `main/service/dataProcess.ts`. */
  script: string;
  arguments: string[];
};

/**
 * The environment a data process gets: only what Node and the C library need, so that nothing the person's shell
 * happens to hold (NODE_OPTIONS among it) reaches the process that has the key. A day for tests is not in a release:
 * whoever starts the app could misdate the audit.
 */
export function dataProcessEnvironment(): Record<string, string> {
  const wanted = ['PATH', 'HOME', 'USERPROFILE', 'SYSTEMROOT', 'TEMP', 'TMP', 'TMPDIR', 'LANG', 'LC_ALL'];
  if (__CHILD_LAUNCHER__) wanted.push('VSK_TODAY');
  return Object.fromEntries(wanted.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
}
