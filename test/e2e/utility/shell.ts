// A shell of one line, for utilityLauncher.test.ts: the product's launcher in a real Electron, without a window.
import { join } from 'node:path';
import { app, MessageChannelMain } from 'electron';
import type { DataToShell, ShellToData } from '#contract/session.ts';
import { utilityLauncher } from '#shell/utilityLauncher.ts';

export type Trial = {
  /** Tells it something besides calls and answers what it says to that. */
  tell(message: ShellToData): Promise<DataToShell>;
  /** Has it hang, then ends it by force. */
  killHanging(): Promise<number | null>;
  /** Sends one request to a fresh data process and answers its reply. */
  ask(request: unknown): Promise<unknown>;
  /** Ends the data process and answers its exit code. */
  end(): Promise<number | null>;
};

// Not awaited at the top level: Electron is ready only once this module has loaded.
void app.whenReady().then(() => {
  const launcher = utilityLauncher({
    script: join(import.meta.dirname, 'echo.js'),
    arguments: ['--home', app.getPath('userData')],
  });
  const dataProcess = launcher.start();
  const { port1, port2 } = new MessageChannelMain();
  dataProcess.connect(port1);
  port2.start();
  const ended = new Promise<number | null>((resolve) => dataProcess.onEnd(resolve));

  const trial: Trial = {
    tell: (message) =>
      new Promise((resolve) => {
        dataProcess.onMessage(resolve);
        dataProcess.tell(message);
      }),
    killHanging: () => {
      port2.postMessage({ id: 0, name: 'any', input: 'hang' });
      setTimeout(() => dataProcess.kill(), 500);
      return ended;
    },
    ask: (request) =>
      new Promise((resolve) => {
        port2.once('message', ({ data }) => resolve(data));
        port2.postMessage(request);
      }),
    end: () => {
      dataProcess.stop();
      return ended;
    },
  };
  (globalThis as unknown as { trial: Trial }).trial = trial;
});
