import type { Diagnostics } from '#contract/diagnostics.ts';

export type Section = Diagnostics['sections'][number];
export type Row = Section['rows'][number];

/** One line of a section; `fine` unless it wants looking at. Values are versions, sizes, times, counts and codes. */
export const row = (name: string, value: string | number, state: Row['state'] = 'fine'): Row => ({
  name,
  value: String(value),
  state,
});

/** Bytes as people read them. @example sizeInWords(1_234_567) === '1.2 MB' */
export function sizeInWords(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  const units = ['kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = -1;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${value.toFixed(1)} ${units[unit]}`;
}

/** Names of folders that are everybody's: any other may be a person's, a school's or a child's. */
const common = new Set(
  [
    '.config|Application Support|Library|AppData|Roaming|Local|Documents|Desktop|Downloads|home|Users|tmp|var|mnt|media|run',
    'OneDrive|Dropbox|Google Drive|iCloud Drive|Nextcloud|Volumes|VSK Tracker|store|demonstration|backups',
  ].flatMap((names) => names.split('|')),
);

/**
 * A folder for somebody else's eyes: the person's home is `~`, and a name that is not everybody's is `…`.
 * @example folderInWords('/home/jo/VSK Tracker/Canterbury', '/home/jo') === '~/VSK Tracker/…'
 */
export function folderInWords(folder: string, home: string): string {
  const below =
    folder === home
      ? ''
      : folder.startsWith(`${home}/`) || folder.startsWith(`${home}\\`)
        ? folder.slice(home.length + 1)
        : null;
  const parts = (below ?? folder)
    .split(/[\\/]/)
    .map((part) => (part === '' || common.has(part) || /^[A-Z]:$/.test(part) ? part : '…'));
  const shown = parts.filter((part, index) => part !== '…' || parts[index - 1] !== '…').join('/');
  return below === null ? shown : `~/${shown}`.replace(/\/$/, '');
}
