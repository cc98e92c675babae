import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

/** The folder the desktop app keeps its profile in, so that the command line and the preview host find the same store. */
export function defaultHome(
  platform: NodeJS.Platform = process.platform,
  environment: NodeJS.ProcessEnv = process.env,
): string {
  const name = 'VSK Tracker';
  if (platform === 'win32') return join(environment.APPDATA ?? join(homedir(), 'AppData', 'Roaming'), name);
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', name);
  return join(environment.XDG_CONFIG_HOME ?? join(homedir(), '.config'), name);
}

/** Where exports go when nobody is there to be asked. */
export const exportsFolder = (): string => join(homedir(), 'VSK Tracker exports');

/**
 * The project's own folder: migrations, reference files, the built window. Looked for upwards, because this file lies deeper as
 * a source than in a build.
 */
export function appFolder(): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'migrations'))) folder = dirname(folder);
  return folder;
}
