import type { RestorePreview } from '#contract/backups.ts';
import { readBackupName } from '#db/backups/backupFiles.ts';
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
    const lastThen = then.prepare('SELECT max(id) FROM change_log').pluck().get() as string | null;
    const since = now
      .prepare('SELECT actor_id AS actorId, count(*) AS changes FROM change_log WHERE id > ? GROUP BY actor_id')
      .all(lastThen ?? '') as { actorId: string; changes: number }[];
    const nameOf = now.prepare('SELECT name FROM user WHERE id = ?').pluck();
    const last = now.prepare('SELECT clock FROM change_log ORDER BY id DESC LIMIT 1').pluck().get() as
      | string
      | undefined;
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
