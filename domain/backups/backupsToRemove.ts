import type { PlainDate } from '#domain/calendar/plainDate.ts';

/** A backup as the rule sees it: when it was made (ISO 8601 UTC), the day that was in Kent, and whether somebody keeps it. */
export type DatedBackup = { backupId: string; madeAt: string; day: PlainDate; kept: boolean };

/** Backups of today that stay, and backups in all; those that somebody keeps are not counted. */
const OF_TODAY = 3;
const IN_ALL = 10;

/**
 * Which backups of one folder may go: three of today stay, the last of each other day, ten in all, and every kept one.
 * The newest backup never goes, so a folder that has one keeps one.
 *
 * Days after today (the computer's clock was wrong once) count as older than any other: they never push out what is made now.
 * @returns the ids to remove, in the order given
 * @source issue 3 section 2: 'keep 3 of today, 1 a day, 10 in all, plus kept ones'
 * @example four of today at 9, 10, 11 and 12 o'clock and one of yesterday: the one of 9 o'clock goes
 */
export function backupsToRemove(backups: readonly DatedBackup[], today: PlainDate): string[] {
  const newestFirst = [...backups].sort(
    (a, b) => Number(a.day > today) - Number(b.day > today) || (a.madeAt < b.madeAt ? 1 : a.madeAt > b.madeAt ? -1 : 0),
  );
  const ofDay = new Map<PlainDate, number>();
  const staying = new Set<string>();
  let counted = 0;
  for (const { backupId, day, kept } of newestFirst) {
    if (kept) {
      staying.add(backupId);
      continue;
    }
    const already = ofDay.get(day) ?? 0;
    if (already >= (day === today ? OF_TODAY : 1) || counted >= IN_ALL) continue;
    ofDay.set(day, already + 1);
    counted += 1;
    staying.add(backupId);
  }
  const newest = backups.reduce<DatedBackup | null>(
    (latest, each) => (latest === null || each.madeAt > latest.madeAt ? each : latest),
    null,
  );
  if (newest) staying.add(newest.backupId);
  return backups.map(({ backupId }) => backupId).filter((backupId) => !staying.has(backupId));
}
