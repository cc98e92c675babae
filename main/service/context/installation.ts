import { dirname } from 'node:path';
import { type PinnedKey, pinnedKeys } from '../store/updates/pinnedKeys.ts';

/** The installed app itself, for what concerns updating it. */
export type Installation = {
  version: string;
  /** The app's own folder on this computer; verified installers go to `updates/verified` in it, where the shell looks. */
  home: string;
  platform: string;
  arch: string;
  keys: readonly PinnedKey[];
};

/**
 * This app on this computer.
 * @param options.installation what its host knows better; the keys come from the build and from nowhere else
 */
export const installationOf = (
  options: { appVersion: string; installation?: Partial<Installation> },
  storeFolder: string,
): Installation => ({
  version: options.appVersion,
  home: dirname(storeFolder),
  platform: process.platform,
  arch: process.arch,
  keys: pinnedKeys,
  ...options.installation,
});
