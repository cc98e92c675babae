import { join } from 'node:path';

/** Files that ship with the app. */
export type Resources = { migrations: string; benchmarks: string };

/** The resources below the app's own folder: the repository while developing, the package when installed. */
export const resourcesIn = (appFolder: string): Resources => ({
  migrations: join(appFolder, 'migrations'),
  benchmarks: join(appFolder, 'db', 'reference', 'benchmarks.csv'),
});
