import { cpSync, type Dirent, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fixedClock } from '#db/clock.ts';
import { resourcesIn } from '#service/context/resources.ts';
import { StoreHost } from '#service/storeHost.ts';
import { cheapStretch } from '#test/make/aStore.ts';

/** A host on a folder, as the app has one. */
export const hostOn = (where: string) =>
  new StoreHost({
    folder: where,
    resources: resourcesIn(process.cwd()),
    clock: fixedClock('2025-03-31'),
    appVersion: 'test',
    stretch: cheapStretch,
  });

/** A copy of the store that version 0.2 wrote. */
export function anOldStore(where: string): string {
  mkdirSync(where, { recursive: true });
  cpSync(join('test', 'golden', 'store'), where, { recursive: true });
  return where;
}

/** Every file of the folder with its bytes; the lock and the count of wrong passphrases are no part of the store. */
export const filesIn = (where: string) =>
  Object.fromEntries(
    (readdirSync(where, { recursive: true, withFileTypes: true }) as Dirent[])
      .filter((entry) => entry.isFile() && !entry.name.startsWith('children.vsklock'))
      .map(({ parentPath, name }) => [name, readFileSync(join(parentPath, name)).toString('base64')]),
  );
