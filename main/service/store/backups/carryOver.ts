import { closeAgain, type PresentRows } from '#db/derived/closeAgain.ts';
import { keepSecretPlacements, localIdOf } from '#db/derived/keepSecretPlacements.ts';
import type { Row } from '#db/history/change.ts';
import { writeOnce } from '#db/history/writeOnce.ts';
import { type Connection, openForReading, openForWriting } from '#db/open.ts';
import { setStoreInfo } from '#db/queries/storeInfo.ts';
import { carryRoles } from '#db/queries/users.ts';
import type { Writer } from '#db/write.ts';
import { leaveEntry } from '#service/context/leaveEntry.ts';

export type CarryOver = {
  /** Whether the store has its audit file: what people have typed lies there, and what a backup of before it held is older. */
  hasAudit: boolean;
  /** The present store, closed or read by others only; null where there is none that can be read. */
  present: string | null;
  /** The prepared store, under the same key. */
  to: string;
  key: Buffer;
  user: { id: string; name: string };
  backupId: string;
  /** The person's words; they stay inside the encrypted store. */
  reason: string;
  /** Milliseconds since 1970. */
  now: number;
};

/**
 * Kept from the present store, so that a restore hides nothing that was done; parents before what belongs to them. Audit and
 * drafts lie in a file of their own, which no restore touches; only a store of version 0.2.0 still has them here.
 */
export const carriedTables = [
  'user',
  'user_role',
  'audit_entry',
  'audit_subject',
  'released_report',
  'pack_export',
  'draft',
  'secret_placement',
] as const;
type CarriedTable = (typeof carriedTables)[number];
/** What is read of the present store: what is carried over, and which records were made one or closed since. */
export type PresentTable = CarriedTable | Parameters<PresentRows>[0];

/**
 * Carries users, the registers of exports, secret placements and closings by adoption over into a restored store, in one
 * transaction, and notes the restore there: an entry for the audit, which takes it over when the store is opened, and the reason in what the store says
 * of itself.
 */
export function carryOver({ present, to, key, ...rest }: CarryOver): void {
  const source = present === null ? null : openForReading(present, key);
  const connection = openForWriting(to, key);
  try {
    const hasAliases = source?.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'row_alias'").get() !== undefined;
    writeCarried(connection, rest, (table) =>
      source && (table !== 'row_alias' || hasAliases)
        ? (source.prepare(`SELECT * FROM "${table}"`).iterate() as Iterable<Row>)
        : [],
    );
    connection.pragma('journal_mode = DELETE');
  } finally {
    connection.close();
    source?.close();
  }
}

/** The writing half of `carryOver`, with the present rows from wherever they could be read. */
export function writeCarried(
  connection: Connection,
  { user, backupId, reason, now, hasAudit }: Pick<CarryOver, 'user' | 'backupId' | 'reason' | 'now' | 'hasAudit'>,
  rowsOf: (table: PresentTable) => Iterable<Row>,
): void {
  const clock = { now: () => now, today: () => new Date(now).toISOString().slice(0, 10) };
  connection.transaction(() => {
    writeOnce(connection, { actorId: user.id, clock, reason: 'carried over by a restore' }, (writer) => {
      if (hasAudit) connection.exec('DELETE FROM draft');
      const held = new Set(connection.prepare<[], string>('SELECT id FROM secret_placement').pluck().all());
      for (const table of carriedTables) carryTable(writer, table, rowsOf(table));
      keepSecretOfMerged(writer, held, rowsOf);
      closeAgain(writer, rowsOf);
      // A secrecy may find its child here under another id, or another child at the address.
      keepSecretPlacements(writer);
    });
    leaveEntry(connection, now, { user, action: 'restore backup', detail: `restored ${backupId}` });
    setStoreInfo(connection, 'lastRestore', JSON.stringify({ at: new Date(now).toISOString(), backupId, reason }));
    const broken = connection.pragma('foreign_key_check') as unknown[];
    if (broken.length > 0) throw new Error(`The restored store has ${broken.length} rows without their parent row.`);
  })();
}

/**
 * A record that a merge has made part of another since the backup is by itself again: what was made secret of that other since is
 * secret of it too, whichever of the two was meant.
 *
 * @param held secret placements that the backup has
 */
function keepSecretOfMerged(
  writer: Writer,
  held: ReadonlySet<string>,
  rowsOf: (table: PresentTable) => Iterable<Row>,
): void {
  const aliases = [...rowsOf('row_alias')].filter((row) => row.table_name === 'child');
  const into = new Map(aliases.map((row) => [String(row.row_id), String(row.into_id)]));
  const since = into.size === 0 ? [] : [...rowsOf('secret_placement')].filter(({ id }) => !held.has(String(id)));
  const isHere = writer.connection.prepare('SELECT 1 FROM child WHERE id = ?');
  for (const goesId of into.keys()) {
    if (!isHere.get(goesId)) continue;
    const now = new Set([goesId]);
    for (const id of now) if (into.has(id)) now.add(into.get(id) ?? '');
    for (const { id: _, ...secret } of since)
      if (secret.child_id !== goesId && now.has(String(secret.child_id)))
        writer.insert('secret_placement', { ...secret, child_id: goesId, ...localIdOf(writer, goesId) });
  }
}

function carryTable(writer: Writer, table: CarriedTable, rows: Iterable<Row>): void {
  const { connection } = writer;
  if (table === 'user_role') {
    carryRoles(writer, [...rows]);
    return;
  }
  const there = connection.prepare(`SELECT 1 FROM "${table}" WHERE id = ?`);
  const locality = connection.prepare('SELECT 1 FROM locality WHERE id = ?');
  const entry = connection.prepare('SELECT 1 FROM audit_entry WHERE id = ?');
  const person = connection.prepare('SELECT 1 FROM user WHERE id = ?');
  const secret = connection.prepare('SELECT * FROM secret_placement WHERE id = ?');
  const olderDraft = connection.prepare('DELETE FROM draft WHERE user_id = ? AND key = ?');
  for (const row of rows) {
    const { id, ...fields } = row;
    if (table === 'user') {
      // A locality made after the backup is not in it.
      if (fields.locality_id && !locality.get(fields.locality_id)) fields.locality_id = null;
      if (there.get(id)) writer.update(table, String(id), fields);
      else writer.insert(table, { id: id ?? null, ...fields });
    } else if (table === 'draft') {
      if (!person.get(row.user_id)) continue;
      olderDraft.run(row.user_id, row.key);
      writer.insert(table, row);
    } else if (table === 'secret_placement') {
      const here = secret.get(id) as Row | undefined;
      if (here) writer.update(table, String(id), moreSecret(here, row));
      else writer.insert(table, row);
    } else if (table === 'released_report' && there.get(id)) {
      // What became of a release is known better now than when the backup was made.
      writer.update(table, String(id), fields);
    } else if (!there.get(id) && (table !== 'audit_subject' || entry.get(row.audit_id ?? '')))
      writer.insert(table, row);
  }
}

/**
 * What changes of a secrecy in the backup by the present one: secret for as long as either says, for a restored backup opens
 * nothing, and neither does it forget an answer that it still is.
 */
function moreSecret(backup: Row, present: Row): Row {
  const open = backup.to_date === null || present.to_date === null;
  const ended = String(present.to_date) > String(backup.to_date) ? present : backup;
  const checked = String(present.checked_on ?? '') > String(backup.checked_on ?? '') ? present : backup;
  const { checked_on = null, checked_reason = null } = checked;
  return {
    to_date: open ? null : (ended.to_date ?? null),
    ended_reason: open ? null : (ended.ended_reason ?? null),
    checked_on,
    checked_reason,
    answered_by: (open ? checked : ended).answered_by ?? null,
  };
}
