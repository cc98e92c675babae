import { fork } from 'node:child_process';
import type { MessagePortMain } from 'electron';
import type { DataToShell } from '#contract/session.ts';
import type { WireReply, WireRequest } from '#contract/wire.ts';
import { type DataProcessLauncher, type DataProcessStart, dataProcessEnvironment } from './launcher.ts';

/**
 * The launcher for an Electron whose own Node cannot load the SQLite driver (tests on an older one): the data process
 * is a child of the Node 24 at `node`, which cannot hold a message port, so the shell passes the messages on. Left out
 * of release builds (`__CHILD_LAUNCHER__` in electron.vite.config.ts).
 */
export function childLauncher(start: DataProcessStart, node: string): DataProcessLauncher {
  return {
    start() {
      const child = fork(start.script, start.arguments, {
        execPath: node,
        execArgv: [],
        serialization: 'advanced',
        env: dataProcessEnvironment(),
      });
      child.on('error', (error: NodeJS.ErrnoException) =>
        console.error(`The data process could not be reached (${error.code ?? 'unknown reason'})`),
      );
      let window: MessagePortMain | null = null;
      let listen: (message: DataToShell) => void = () => undefined;
      // One channel carries both: what has a `kind` is for the shell, everything else answers a call of the window.
      child.on('message', (message) => {
        if (isForShell(message)) listen(message);
        else window?.postMessage(message as WireReply);
      });
      return {
        // One window at a time: a page that was loaded anew brings a new port, and the old one's replies have no reader.
        connect(port) {
          window?.close();
          window = port;
          port.on('message', ({ data }) => child.connected && child.send(data as WireRequest));
          port.start();
        },
        tell: (message) => child.connected && child.send(message),
        onMessage: (listener) => {
          listen = listener;
        },
        onEnd: (listener) => child.once('exit', listener),
        stop: () => child.kill(),
        kill: () => child.kill('SIGKILL'),
      };
    },
  };
}

function isForShell(message: unknown): message is DataToShell {
  return typeof message === 'object' && message !== null && 'kind' in message;
}
