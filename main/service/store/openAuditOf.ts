import type { AuditFile } from '#db/audit/auditFile.ts';
import type { AuditHead } from '#db/audit/chain.ts';
import { openAudit } from '#db/audit/openAudit.ts';
import { auditMark } from '#db/audit/takeOver.ts';
import type { KeyRing } from '#db/keys/keyRing.ts';
import type { Connection } from '#db/open.ts';
import { setStoreInfo } from '#db/queries/storeInfo.ts';
import { storeFiles } from '../context/storeFiles.ts';

const headMark = 'auditHead';

/** Notes the head of the audit in the store as well: an older key file and an older audit put back together are told by it. */
export const noteAuditHead = (connection: Connection, { number, hash }: AuditHead): void =>
  setStoreInfo(connection, headMark, JSON.stringify({ number, hash }));

/** The later of the heads that key file and store know; null where neither has one. */
export function knownAuditHead(connection: Connection, ring: KeyRing): AuditHead | null {
  const sealed = ring.auditHead();
  const noted = connection.prepare('SELECT value FROM store_info WHERE key = ?').pluck().get(headMark) as
    | string
    | undefined;
  if (noted === undefined) return sealed;
  const inStore = JSON.parse(noted) as AuditHead;
  return sealed && sealed.number >= inStore.number ? sealed : inStore;
}

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
    sealed: knownAuditHead(connection, ring),
    expected: info.get(auditMark) !== undefined,
    now,
  });
}
