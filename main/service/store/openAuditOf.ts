import type { AuditFile } from '#db/audit/auditFile.ts';
import { openAudit } from '#db/audit/openAudit.ts';
import { auditMark } from '#db/audit/takeOver.ts';
import type { KeyRing } from '#db/keys/keyRing.ts';
import type { Connection } from '#db/open.ts';
import { storeFiles } from '../storeFiles.ts';

/**
 * The audit file of a folder's store, whose own connection is open under `key`: before the key file is settled, because a
 * re-key that was cut off may have left the audit with the other of its keys.
 */
export function openAuditOf(options: {
  folder: string;
  ring: KeyRing;
  key: Buffer;
  connection: Connection;
  /** Milliseconds since 1970, of the real clock. */
  now: () => number;
}): AuditFile {
  const { folder, ring, key, connection, now } = options;
  const info = connection.prepare('SELECT value FROM store_info WHERE key = ?').pluck();
  return openAudit({
    store: storeFiles(folder).store,
    deviceId: String(info.get('deviceId') ?? ''),
    key,
    keys: ring.candidates.map(([, each]) => each),
    sealed: ring.auditHead(),
    expected: info.get(auditMark) !== undefined,
    now,
  });
}
