import { utilityProcess } from 'electron';
import { type DataProcessLauncher, type DataProcessStart, dataProcessEnvironment } from './launcher.ts';

/** The product's launcher: the data process is Electron's utility process, and the window's port goes straight to it. */
export function utilityLauncher(start: DataProcessStart): DataProcessLauncher {
  return {
    start() {
      const child = utilityProcess.fork(start.script, start.arguments, {
        serviceName: 'VSK Tracker data',
        stdio: 'inherit',
        env: dataProcessEnvironment(),
      });
      return {
        connect: (port) => child.postMessage({ kind: 'connect' }, [port]),
        tell: (message) => child.postMessage(message),
        onMessage: (listener) => child.on('message', listener),
        onEnd: (listener) => child.once('exit', listener),
        stop: () => child.kill(),
        // child.kill() is SIGTERM, which a process that hangs does not hear.
        kill: () => child.pid !== undefined && process.kill(child.pid, 'SIGKILL'),
      };
    },
  };
}
