// The window in an ordinary browser, for a machine without Electron: the same contract over 127.0.0.1 only.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { requireCurrentNode } from '#service/requireCurrentNode.ts';
import { appFolder, defaultHome } from './home.ts';

requireCurrentNode();
const { values } = parseArgs({
  options: {
    home: { type: 'string' },
    demo: { type: 'boolean', default: false },
    port: { type: 'string', default: '0' },
  },
});
const { openHost } = await import('./openHost.ts');
const { servePreview } = await import('./previewServer.ts');

const { chosenFolder } = await import('#service/store/folderChoice.ts');
const { log } = await import('#service/context/log.ts');
const home = values.home ?? defaultHome();
log.keepIn(join(home, 'logs'));
const host = openHost(values.demo ? join(home, 'demonstration') : chosenFolder(home), home);
if (values.demo) await host.openDemonstration();
const server = await servePreview({ host, page: join(appFolder(), 'out', 'renderer'), port: Number(values.port) });
console.log(server.url);
const end = () => {
  server.close();
  host.close();
  process.exit(0);
};
process.on('SIGINT', end);
process.on('SIGTERM', end);
