import type { Backup } from '#contract/backups.ts';

/** Why a backup was made, as the lists of backups say it. */
export const backupReasonWords: Record<Backup['reason'], string> = {
  asked: 'Asked for',
  daily: 'Daily',
  migration: 'Before the store’s form changed',
  import: 'Before a large import',
  update: 'Before an update of the app',
  restore: 'Before a restore',
  rekey: 'Before a new key',
};

/** @example sizeWords(83_450_000) === '83.5 MB' */
export function sizeWords(bytes: number): string {
  const [divisor, unit] = bytes >= 1e9 ? [1e9, 'GB'] : bytes >= 1e6 ? [1e6, 'MB'] : [1e3, 'kB'];
  return `${(bytes / divisor).toLocaleString('en-GB', { maximumFractionDigits: 1 })} ${unit}`;
}
