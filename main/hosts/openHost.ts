import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fixedClock, systemClock } from '#db/clock.ts';
import { resourcesIn } from '#service/context/resources.ts';
import { rememberFolder } from '#service/store/folderChoice.ts';
import { StoreHost } from '#service/storeHost.ts';
import { appFolder } from './home.ts';

/**
 * A store host on a folder, with the app's own resources and clock. `VSK_TODAY` fixes today for demonstrations and tests. A folder
 * chosen in the window is remembered in `home`.
 */
export function openHost(folder: string, home?: string): StoreHost {
  const { version } = JSON.parse(readFileSync(join(appFolder(), 'package.json'), 'utf8')) as { version: string };
  return new StoreHost({
    folder,
    ...(home === undefined
      ? {}
      : { onFolderChosen: (chosen: string) => rememberFolder(home, chosen), installation: { home } }),
    resources: resourcesIn(appFolder()),
    clock: process.env.VSK_TODAY ? fixedClock(process.env.VSK_TODAY) : systemClock,
    appVersion: version,
  });
}
