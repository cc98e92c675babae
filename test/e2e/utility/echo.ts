import type { DataToShell, ShellToData } from '#contract/session.ts';

// A data process that needs no SQLite driver, so that the utility process can be tried on any Electron. It listens as
// main/service/dataProcess.ts does.
type Port = {
  on(event: 'message', listener: (message: { data: { id: number; input: unknown } }) => void): void;
  postMessage(reply: unknown): void;
  start(): void;
};
type ParentPort = {
  on(event: 'message', listener: (message: { data: { kind: 'connect' } | ShellToData; ports: Port[] }) => void): void;
  postMessage(message: DataToShell): void;
};

const { parentPort } = process as unknown as { parentPort: ParentPort };
parentPort.on('message', ({ data, ports: [port] }) => {
  if (data.kind === 'resume') parentPort.postMessage({ kind: 'session', session: data.session, reason: null });
  if (data.kind === 'lock') parentPort.postMessage({ kind: 'session', session: null, reason: data.reason });
  if (data.kind !== 'connect' || !port) return;
  port.on('message', ({ data: { id, input } }) => {
    // As a data process does whose work never ends.
    while (input === 'hang');
    const value = { input, arguments: process.argv.slice(2), environment: Object.keys(process.env).sort() };
    port.postMessage({ id, reply: { ok: true, value } });
  });
  port.start();
});
