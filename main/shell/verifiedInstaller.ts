// Which file may be started as the installer of an update; free of Electron, so that plain tests can try it.
import { realpathSync, statSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';

/** What installs the app on each platform. */
const installers: Partial<Record<NodeJS.Platform, string[]>> = {
  win32: ['.exe'],
  darwin: ['.dmg'],
  linux: ['.deb', '.AppImage'],
};

/**
 * The installer at `path` by its real name, or null unless it is one of this platform's and lies in the folder where
 * only verified updates are put, `<userData>/updates/verified`. Links are followed first: what counts is the file that
 * would be started.
 *
 * @example verifiedInstaller('/home/jo/.config/vsk/updates/verified/vsk.deb', '/home/jo/.config/vsk', 'linux') // itself
 * @example verifiedInstaller('/home/jo/Downloads/vsk.deb', '/home/jo/.config/vsk', 'linux') // null
 */
export function verifiedInstaller(path: unknown, userData: string, platform: NodeJS.Platform): string | null {
  if (typeof path !== 'string' || path.includes('\0')) return null;
  try {
    const file = realpathSync(path);
    const folder = realpathSync(join(userData, 'updates', 'verified'));
    if (dirname(file) !== folder) return null;
    return statSync(file).isFile() && installers[platform]?.includes(extname(file)) ? file : null;
  } catch {
    return null;
  }
}
