import { existsSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { headOf, noteEnded } from '#db/audit/auditFile.ts';
import { besideAudit, setAside } from '#db/audit/openAudit.ts';
import { auditFileBeside } from '#db/backups/backupFiles.ts';
import { copyUnderKey } from '#db/backups/copyUnderKey.ts';
import { settleLog } from '#db/backups/exchangeStore.ts';
import { removeUnfinished } from '#db/backups/verifiedCopy.ts';
import { openForReading, openForWriting } from '#db/open.ts';
import { flushFolder } from '#db/replaceFile.ts';
import { asDiskFailure } from '#service/context/diskFailure.ts';

/** The one that was here; the backup's where there was none; the backup's in place of one that could not be read; none. */
export type AuditNow = 'kept' | 'brought' | 'exchanged' | 'none';

/**
 * The audit of a store that is put right from a backup: the file that is here stays, whoever restores. The backup's is brought
 * only where there is none here, where the one here cannot be read (it is moved aside), or where the backup's goes on from
 * exactly what is here: then nothing is taken away by it.
 * @returns which audit the store has now; there is none in backups of before version 0.2.1
 */
export function bringAuditTask(input: {
  audit: string;
  key: Buffer;
  /** The store's other key, where a re-key was cut off. */
  otherKey: Buffer;
  backup: string;
  backupKey: Buffer;
  now: number;
}): AuditNow {
  const { audit, key, backup, backupKey } = input;
  const brought = auditFileBeside(backup);
  const asItWas = existsSync(audit) ? 'kept' : 'none';
  if (!existsSync(brought)) return asItWas;
  const present = existsSync(audit) ? keyOf(audit, [key, input.otherKey]) : null;
  const { restoring } = besideAudit(audit);
  removeUnfinished(restoring);
  try {
    copyUnderKey({ from: brought, to: restoring, key: backupKey, newKey: key });
    const copy = openForWriting(restoring, key);
    try {
      // The backup was made while the store was open.
      noteEnded(copy);
    } finally {
      copy.close();
    }
  } catch (error) {
    if (asDiskFailure(error)) throw error;
    // The backup's own is damaged: the store is put right all the same, and its opening says that the audit is missing.
    return asItWas;
  }
  if (present !== null && !goesOnFrom(restoring, key, audit, present)) {
    removeUnfinished(restoring);
    return 'kept';
  }
  if (present !== null) settleLog(audit, present);
  else if (existsSync(audit)) setAside(audit, input.now);
  renameSync(restoring, audit);
  flushFolder(dirname(audit));
  return present === null ? (asItWas === 'kept' ? 'exchanged' : 'brought') : 'kept';
}

function keyOf(path: string, keys: readonly Buffer[]): Buffer | null {
  for (const key of keys) {
    try {
      openForReading(path, key).close();
      return key;
    } catch {
      // Under the other key, or damaged.
    }
  }
  return null;
}

/** Whether one audit holds the other whole and more. */
function goesOnFrom(longer: string, longerKey: Buffer, shorter: string, shorterKey: Buffer): boolean {
  const [here, there] = [openForReading(shorter, shorterKey), openForReading(longer, longerKey)];
  try {
    const end = headOf(here);
    const same = there.prepare('SELECT hash FROM entry WHERE number = ?').pluck().get(end.number);
    return headOf(there).number > end.number && (end.number === 0 || same === end.hash);
  } catch {
    return false;
  } finally {
    here.close();
    there.close();
  }
}
