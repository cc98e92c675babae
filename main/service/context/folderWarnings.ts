import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, resolve, sep } from 'node:path';
import type { FolderWarning } from '#contract/store.ts';

/** What tells a folder's kind; given by tests, read from this computer otherwise. */
export type Surroundings = {
  platform: NodeJS.Platform;
  environment: NodeJS.ProcessEnv;
  home: string;
  /** Linux's table of mounts, as /proc/mounts prints it; empty elsewhere. */
  mounts: string;
  /** Whether a disk can be carried away, by its device ('/dev/sdb1'). */
  isRemovable: (device: string) => boolean;
};

const networkTypes = /^(nfs4?|cifs|smb3?|smbfs|ncpfs|afs|9p|davfs|fuse\.(sshfs|davfs2?|gvfsd-fuse|rclone|s3fs))$/;
const cloudFolders =
  /^(onedrive|onedrive - .+|dropbox|google ?drive|my drive|icloud ?drive|nextcloud|owncloud|box|box sync)$/i;

const words: Record<FolderWarning['kind'], string> = {
  synchronised:
    'This folder is copied to a cloud service. Copying a store while it is open can damage it, and puts its files on computers that are not yours. Choose a folder on this computer only.',
  network:
    'This folder is on a server. A connection that breaks while the store is open can damage it, and two people could open it at once. Choose a folder on this computer.',
  removable:
    'This folder is on a disk that can be carried away. Keep it as safe as the laptop itself, and never take it out while VSK Tracker is writing.',
};

function readMounts(platform: NodeJS.Platform): string {
  try {
    return platform === 'linux' ? readFileSync('/proc/mounts', 'utf8') : '';
  } catch {
    return '';
  }
}

function linuxIsRemovable(device: string): boolean {
  const disk = /^\/dev\/(sd[a-z]+|mmcblk\d+)/.exec(device)?.[1];
  try {
    return disk !== undefined && readFileSync(`/sys/block/${disk}/removable`, 'utf8').trim() === '1';
  } catch {
    return false;
  }
}

const thisComputer = (): Surroundings => ({
  platform: process.platform,
  environment: process.env,
  home: homedir(),
  mounts: readMounts(process.platform),
  isRemovable: linuxIsRemovable,
});

/** The nearest folder above that exists, by its real name: on Windows that shows the server behind a drive letter. */
function realFolder(folder: string): string {
  let existing = resolve(folder);
  while (!existsSync(existing) && dirname(existing) !== existing) existing = dirname(existing);
  try {
    return realpathSync.native(existing) + resolve(folder).slice(existing.length);
  } catch {
    return resolve(folder);
  }
}

/** The mount a folder lies on: the longest mount point above it. */
function mountOf(folder: string, mounts: string): { device: string; type: string } | null {
  let best: { device: string; point: string; type: string } | null = null;
  for (const line of mounts.split('\n')) {
    const [device, rawPoint, type] = line.split(' ');
    if (!device || !rawPoint || !type) continue;
    const point = rawPoint.replaceAll('\\040', ' ');
    const holds = folder === point || folder.startsWith(point.endsWith('/') ? point : `${point}/`);
    if (holds && point.length >= (best?.point.length ?? 0)) best = { device, point, type };
  }
  return best;
}

/**
 * What is unwise about a folder for a store, a backup or an export; empty when nothing is known against it. It knows cloud
 * folders by their name and by what OneDrive tells programs, servers by their path or kind of mount, and disks that Linux
 * calls removable or that macOS mounts as a volume.
 *
 * @example folderWarnings('/home/jo/OneDrive - Council/store') // [{ kind: 'synchronised', … }]
 */
export function folderWarnings(folder: string, around: Surroundings = thisComputer()): FolderWarning[] {
  const real = around.platform === process.platform ? realFolder(folder) : folder;
  const below = (parent: string | undefined) =>
    parent !== undefined && parent !== '' && `${real}${sep}`.toLowerCase().startsWith(`${parent}${sep}`.toLowerCase());
  const { OneDrive, OneDriveCommercial, OneDriveConsumer } = around.environment;
  const mount = mountOf(real, around.mounts);
  const kinds: FolderWarning['kind'][] = [];
  if (
    [OneDrive, OneDriveCommercial, OneDriveConsumer].some(below) ||
    real.split(/[\\/]/).some((part) => cloudFolders.test(part)) ||
    /\/Library\/(Mobile Documents|CloudStorage)\//.test(`${real}/`)
  )
    kinds.push('synchronised');
  if (/^(\\\\|\/\/)(?!\?\\[A-Za-z]:)/.test(real) || (mount !== null && networkTypes.test(mount.type)))
    kinds.push('network');
  if (
    (mount !== null && around.isRemovable(mount.device)) ||
    (around.platform === 'linux' && /^\/(media|run\/media)\//.test(real)) ||
    (around.platform === 'darwin' && real.startsWith('/Volumes/'))
  )
    kinds.push('removable');
  return kinds.map((kind) => ({ kind, words: words[kind] }));
}
