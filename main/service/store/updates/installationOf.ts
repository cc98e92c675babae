import { dirname } from 'node:path';
import type { Installation } from '#service/context/installation.ts';
import { pinnedKeys } from './pinnedKeys.ts';

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
