import type { StoreStatus } from '#contract/store.ts';
import { timeInTable } from '#renderer/ui/format.ts';

/** A backup is made every day the app is used; one that missed two wants looking after. */
const OLD_AFTER_DAYS = 2;

/** Minutes as the line says them. @example minutesInWords(42) === '42 min'; minutesInWords(130) === '2 h 10 min' */
export function minutesInWords(minutes: number): string {
  if (minutes < 60) return `${minutes} min`;
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** A time of today by its hour and minute alone, another with its date. @param time ISO 8601 UTC @param today plain date */
export function timeOfDay(time: string, today: string): string {
  const [date, clock] = timeInTable(time).split(' ');
  const [year, month, day] = today.split('-');
  return date === `${day}/${month}/${year}` ? (clock ?? '') : `${date} ${clock}`;
}

/** Whole days from the day of a time to `today`, both by Kent's calendar; never below nought. */
function daysSince(time: string, today: string): number {
  const [day, month, year] = (timeInTable(time).split(' ')[0] ?? '').split('/').map(Number);
  const then = Date.UTC(year ?? 0, (month ?? 1) - 1, day ?? 1);
  return Math.max(0, Math.round((Date.parse(`${today}T00:00:00Z`) - then) / 86_400_000));
}

/**
 * How old the last backup is, in words, and whether it wants looking after: none yet, older than two days, or failed.
 * @example ageOfBackup({ lastAt: '2025-10-28T08:00:00Z', problem: null, … }, '2025-10-31') -> { words: 'Backup 3 days old', look: true }
 */
export function ageOfBackup(backup: StoreStatus['backup'], today: string): { words: string; look: boolean } {
  if (backup.problem !== null) return { words: 'Last backup failed', look: true };
  if (backup.lastAt === null) return { words: 'No backup yet', look: true };
  const days = daysSince(backup.lastAt, today);
  const look = days > OLD_AFTER_DAYS;
  if (days === 0) return { words: `Backup ${timeOfDay(backup.lastAt, today)}`, look };
  return { words: days === 1 ? 'Backup yesterday' : `Backup ${days} days old`, look };
}
