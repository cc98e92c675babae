import type { RestorePreview } from '#contract/backups.ts';
import { readBackupName } from '#db/backups/backupFiles.ts';
import { lastSet } from '#db/history/lastSet.ts';
import { millisecondsOf } from '#db/hybridClock.ts';
import { schemaAge } from '#db/migrate.ts';
import { openForReading, type ReadConnection } from '#db/open.ts';
import type { Tell } from '#service/jobs/wire.ts';
import { verifyBackup } from './verifyBackup.ts';

/** What a restore changes; people and audit go on from the present store, so they are not among it. */
const counted = {
  child: 'children',
  school: 'schools',
  enrolment: 'enrolments',
  attendance_week: 'weeks of attendance',
  attainment_result: 'results',
  suspension: 'suspensions',
  pep: 'PEPs',
  target: 'targets of the authority',
};

function countOf(reader: ReadConnection, table: string): number {
  const there = reader.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?").get(table);
  return there ? (reader.prepare(`SELECT count(*) FROM "${table}"`).pluck().get() as number) : 0;
}

/**
 * Where a backup stands in the history of the present store: behind the last set that both have. A backup of version 0.2
 * or before has no sets; its last entry tells by its clock.
 */
function lastOf(then: ReadConnection): { hash: string } | { clock: string } | null {
  const there = (table: string) => then.prepare('SELECT 1 FROM sqlite_schema WHERE name = ?').get(table) !== undefined;
  if (there('change_set'))
    return (then.prepare('SELECT hash FROM change_set ORDER BY local_no DESC LIMIT 1').get() ?? null) as {
      hash: string;
    } | null;
  return (then.prepare('SELECT clock FROM change_log ORDER BY id DESC LIMIT 1').get() ?? null) as {
    clock: string;
  } | null;
}

/** How many changes each person made after that; all of them where the present store does not know the backup's last set. */
function changesAfter(now: ReadConnection, last: ReturnType<typeof lastOf>): { actorId: string; changes: number }[] {
  const from =
    last === null
      ? 0
      : 'hash' in last
        ? now.prepare('SELECT local_no FROM change_set WHERE hash = ?').pluck().get(last.hash)
        : now.prepare('SELECT max(local_no) FROM change_set WHERE clock <= ?').pluck().get(last.clock);
  return now
    .prepare(
      `SELECT actor_id AS actorId, count(*) AS changes FROM change_set JOIN change ON change.local_no = change_set.local_no
       WHERE change_set.local_no > ? GROUP BY actor_id`,
    )
    .all(from ?? 0) as { actorId: string; changes: number }[];
}

/** What restoring a backup would change, by reading both stores; verifies the backup on the way. */
export function compareTask(
  input: { store: string; key: Buffer; backup: string; backupId: string; backupKey: Buffer; migrationsFolder: string },
  tell: Tell,
): RestorePreview {
  tell(0, 2, 'Verifying the backup');
  verifyBackup(input.backup, input.backupKey);
  tell(1, 2, 'Comparing');
  const [then, now] = [openForReading(input.backup, input.backupKey), openForReading(input.store, input.key)];
  try {
    const since = changesAfter(now, lastOf(then));
    const nameOf = now.prepare('SELECT name FROM user WHERE id = ?').pluck();
    const last = lastSet(now)?.clock;
    return {
      madeAt: readBackupName(input.backupId)?.madeAt ?? '',
      verified: true,
      older: schemaAge(then, input.migrationsFolder) === 'older',
      counts: Object.entries(counted).map(([table, what]) => ({
        what,
        now: countOf(now, table),
        inBackup: countOf(then, table),
      })),
      changesSince: since.reduce((sum, { changes }) => sum + changes, 0),
      lastChangeAt: last === undefined ? null : new Date(millisecondsOf(last)).toISOString(),
      people: since
        .map(({ actorId, changes }) => ({ name: (nameOf.get(actorId) as string | undefined) ?? 'unknown', changes }))
        .sort((a, b) => b.changes - a.changes),
    };
  } finally {
    then.close();
    now.close();
  }
}
