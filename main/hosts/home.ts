import { homedir } from 'node:os';
import { join } from 'node:path';

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

/** The project's or package's own folder: migrations, reference files, the built window. */
export const appFolder = (): string => join(import.meta.dirname, '..', '..');
