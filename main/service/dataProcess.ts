// The process that owns the store. Electron starts it as a utility process, tests on an older Electron as a Node child;
// it answers the contract's calls, one reply for each request.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { DataToShell, ShellToData } from '#contract/session.ts';
import type { WireReply, WireRequest } from '#contract/wire.ts';
import { requireCurrentNode } from './requireCurrentNode.ts';

requireCurrentNode();
const { values } = parseArgs({ options: { home: { type: 'string' }, demo: { type: 'boolean', default: false } } });
if (!values.home) throw new Error('The data process needs --home.');

const { home } = values;
const [{ fixedClock, systemClock }, { log }, { resourcesIn }, { StoreHost }, { chosenFolder, rememberFolder }] =
  await Promise.all([
    import('#db/clock.ts'),
    import('./context/log.ts'),
    import('./context/resources.ts'),
    import('./storeHost.ts'),
    import('./store/folderChoice.ts'),
  ]);
log.keepIn(join(home, 'logs'));
// Node would print the error's message, which may hold what somebody typed or a file said.
for (const event of ['uncaughtException', 'unhandledRejection'])
  process.on(event, (error: unknown) => {
    log.error('failed', { where: 'start', error });
    process.exit(1);
  });
const appFolder = join(import.meta.dirname, '..', '..');
const { version } = JSON.parse(readFileSync(join(appFolder, 'package.json'), 'utf8')) as { version: string };
const chosen = values.demo ? join(home, 'demonstration') : chosenFolder(home);
// A release has the system's clock only: whoever starts it could misdate the audit. From sources nothing is defined.
const fixedDay = typeof __CHILD_LAUNCHER__ !== 'undefined' && __CHILD_LAUNCHER__ ? process.env.VSK_TODAY : undefined;
const host = new StoreHost({
  folder: chosen,
  resources: resourcesIn(appFolder),
  clock: fixedDay ? fixedClock(fixedDay) : systemClock,
  appVersion: version,
  installation: { home },
  onFolderChosen: (folder) => rememberFolder(home, folder),
  onSession: tellShell,
});
if (values.demo) await host.openDemonstration();

type Port = {
  on(event: 'message', listener: (message: { data: WireRequest }) => void): void;
  postMessage(reply: WireReply): void;
  start(): void;
};
type FromShell = { kind: 'connect' } | ShellToData;
type ParentPort = {
  on(event: 'message', listener: (message: { data: FromShell; ports: Port[] }) => void): void;
  postMessage(message: DataToShell): void;
};

function tellShell(message: DataToShell): void {
  // Sending copies it, so the key may be wiped here at once.
  if (parentPort()) parentPort()?.postMessage(message);
  else process.send?.(message);
}

function parentPort(): ParentPort | undefined {
  return (process as unknown as { parentPort?: ParentPort }).parentPort;
}

/** Calls wait for a session that is being taken up again: they would be told that the store is locked. */
let resumed: Promise<unknown> = Promise.resolve();

const answer = async ({ id, name, input }: WireRequest): Promise<WireReply> => {
  await resumed;
  return { id, reply: await host.call(name, input) };
};

function obey(message: ShellToData): void {
  if (message.kind === 'lock') host.lock(message.reason);
  else resumed = host.resume(message.session);
}

const end = () => {
  host.close();
  process.exit(0);
};

if (parentPort()) {
  parentPort()?.on('message', ({ data, ports: [port] }) => {
    if (data.kind !== 'connect') obey(data);
    else if (port) {
      port.on('message', async ({ data: request }) => port.postMessage(await answer(request)));
      port.start();
    }
  });
} else {
  process.on('message', async (message: WireRequest | ShellToData) => {
    if ('kind' in message) obey(message);
    else process.send?.(await answer(message));
  });
  process.on('disconnect', end);
}
process.on('SIGTERM', end);
