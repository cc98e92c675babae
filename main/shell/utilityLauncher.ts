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
        onEnd: (listener) => child.once('exit', listener),
        stop: () => child.kill(),
      };
    },
  };
}
