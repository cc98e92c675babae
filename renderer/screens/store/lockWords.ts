import type { StoreStatus } from '#contract/store.ts';
import { timeInTable } from '#renderer/ui/format.ts';

/** Why the store is locked, for whoever comes back to it. */
export function lockWords({ at, reason }: NonNullable<StoreStatus['lastLock']>): string {
  const when = timeInTable(at);
  switch (reason) {
    case 'person':
      return `Locked on ${when}.`;
    case 'idle':
      return `Locked on ${when}, because nobody had used it for a while. What was typed is kept.`;
    case 'sleep':
      return `Locked on ${when}, when the computer went to sleep. What was typed is kept.`;
    case 'screenLock':
      return `Locked on ${when}, with the screen of this computer. What was typed is kept.`;
    case 'restored':
      return `Restored from a backup on ${when}. Enter your passphrase to open it. To undo the restore, restore the backup that was made just before it: Settings, Backups.`;
  }
}
