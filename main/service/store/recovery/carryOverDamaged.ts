import { auditFault } from '#db/audit/chain.ts';
import { theApp } from '#db/audit/openAudit.ts';
import type { Row } from '#db/history/change.ts';
import { writeOnce } from '#db/history/writeOnce.ts';
import { openForWriting } from '#db/open.ts';
import { FirstPageLostError, PageFile } from '#db/salvage/pageFile.ts';
import { readSalvageable } from '#db/salvage/readSalvageable.ts';
import { rowOf } from '#db/salvage/salvageTable.ts';
import { leaveEntry } from '#service/context/leaveEntry.ts';
import { type PresentTable, writeCarried } from '../backups/carryOver.ts';
import type { AuditNow } from './bringAuditTask.ts';
import { ensurePeople, type KnownPeople } from './ensurePeople.ts';

/**
 * What `carryOver` does, out of a damaged store: rows that can still be read; from a store that is not there, none. The person
 * whose passphrase it was can sign in afterwards, also where their row is in neither store.
 */
export function carryOverDamagedTask(
  input: KnownPeople & {
    damaged: string | null;
    damagedKey: Buffer;
    to: string;
    key: Buffer;
    backupId: string;
    auditNow: AuditNow;
    now: number;
  },
): void {
  const { damaged, damagedKey, to, key, userId, people, backupId, auditNow, now } = input;
  const file = damaged === null ? null : readablePages(damaged, damagedKey);
  const connection = openForWriting(to, key);
  try {
    const read = file && readSalvageable(file, []);
    const rowsOf = (table: PresentTable): Row[] => {
      const found = read?.tables.find((each) => each.table.name === table);
      return found ? [...found.rows()].map((values) => rowOf(found.table, values) as Row) : [];
    };
    const user = rowsOf('user').find(({ id }) => id === userId);
    const known = connection.prepare('SELECT name FROM user WHERE id = ?').pluck().get(userId) as string | undefined;
    const listed = people?.find((person) => person.userId === userId)?.name;
    const name = listed ?? (user ? String(user.name) : (known ?? 'Recovered user'));
    writeCarried(
      connection,
      { user: { id: userId, name }, backupId, hasAudit: auditNow !== 'none', reason: 'the store was damaged', now },
      rowsOf,
    );
    connection.transaction(() => {
      const clock = { now: () => now, today: () => new Date(now).toISOString().slice(0, 10) };
      writeOnce(connection, { actorId: userId, clock, reason: 'restore' }, (writer) =>
        ensurePeople(writer, input, new Date(now).toISOString()),
      );
      // An audit that is not the one that was here is never brought in silence.
      if (auditNow === 'brought')
        leaveEntry(connection, now, {
          user: { id: userId, name },
          action: 'restore backup',
          detail: `the audit was not here: that of ${backupId} was brought`,
        });
      if (auditNow === 'exchanged')
        leaveEntry(connection, now, {
          user: theApp,
          action: auditFault,
          detail: `The file of the audit and of the drafts could not be read. It was put aside in the store's folder, and that of ${backupId} was put in its place: what was done since then is missing.`,
        });
    })();
    connection.pragma('journal_mode = DELETE');
  } finally {
    connection.close();
    file?.close();
  }
}

/** Null where not even the beginning can be read. */
function readablePages(path: string, key: Buffer): PageFile | null {
  try {
    return new PageFile(path, key);
  } catch (error) {
    if (error instanceof FirstPageLostError) return null;
    throw error;
  }
}
