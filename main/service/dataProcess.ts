// The process that owns the store. Electron starts it as a utility process, tests on an older Electron as a Node child;
// it answers the contract's calls, one reply for each request.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { WireReply, WireRequest } from '#contract/wire.ts';
import { requireCurrentNode } from './requireCurrentNode.ts';

requireCurrentNode();
const { values } = parseArgs({ options: { home: { type: 'string' }, demo: { type: 'boolean', default: false } } });
if (!values.home) throw new Error('The data process needs --home.');

const [{ fixedClock, systemClock }, { resourcesIn }, { StoreHost }] = await Promise.all([
  import('#db/clock.ts'),
  import('./resources.ts'),
  import('./storeHost.ts'),
]);
const appFolder = join(import.meta.dirname, '..', '..');
const { version } = JSON.parse(readFileSync(join(appFolder, 'package.json'), 'utf8')) as { version: string };
const host = new StoreHost({
  folder: join(values.home, values.demo ? 'demonstration' : 'store'),
  resources: resourcesIn(appFolder),
  clock: process.env.VSK_TODAY ? fixedClock(process.env.VSK_TODAY) : systemClock,
  appVersion: version,
});
if (values.demo) await host.openDemonstration();

const answer = async ({ id, name, input }: WireRequest): Promise<WireReply> => ({
  id,
  reply: await host.call(name, input),
});

type Port = {
  on(event: 'message', listener: (message: { data: WireRequest }) => void): void;
  postMessage(reply: WireReply): void;
  start(): void;
};
type ParentPort = {
  on(event: 'message', listener: (message: { data: { kind: string }; ports: Port[] }) => void): void;
};
const { parentPort } = process as unknown as { parentPort?: ParentPort };

if (parentPort) {
  parentPort.on('message', ({ data, ports: [port] }) => {
    if (data.kind !== 'connect' || !port) return;
    port.on('message', async ({ data: request }) => port.postMessage(await answer(request)));
    port.start();
  });
} else {
  process.on('message', async (request: WireRequest) => process.send?.(await answer(request)));
  process.on('disconnect', () => {
    host.close();
    process.exit(0);
  });
}
process.on('SIGTERM', () => {
  host.close();
  process.exit(0);
});
