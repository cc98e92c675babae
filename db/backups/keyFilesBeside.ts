import { existsSync, readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { auditHeadOf, sealAuditHead } from '#db/keys/auditHead.ts';
import { fingerprintOf, readKeyFile, signed, textOf } from '#db/keys/keyFile.ts';
import type { KeyFile } from '#db/keys/keyFileShape.ts';
import { replaceFile } from '#db/replaceFile.ts';
import { type BackupFile, keyFileBeside, listBackupFiles } from './backupFiles.ts';
import { mayReplaceKeyFile } from './mayReplaceKeyFile.ts';

/** A key file, or null where it is missing, damaged or of a later version: nobody knows what it opens. */
function readable(path: string): KeyFile | null {
  try {
    return readKeyFile(path);
  } catch {
    return null;
  }
}

/**
 * The backups of a folder that belong to the store with a key file, newest first: those whose own key file names the same
 * store. Others may lie there too, put by hand; they are nobody's to count, copy or remove.
 */
export function backupsOf(keyFile: string, folder: string): BackupFile[] {
  const storeId = readable(keyFile)?.storeId;
  if (storeId === undefined) return [];
  return listBackupFiles(folder).filter(({ path }) => readable(keyFileBeside(path))?.storeId === storeId);
}

/**
 * Whether two key files say the same of people, ways in and keys. The head of the audit is no part of it: a backup's is of the
 * audit beside it.
 */
const isSame = (a: KeyFile, b: KeyFile): boolean =>
  (['version', 'current', 'pending', 'slots', 'oldSlots', 'keys', 'people'] as const).every((name) =>
    isDeepStrictEqual(a[name], b[name]),
  );

/** Keys one after the other, as a thread is given them, by their fingerprints. */
function byFingerprint(keys: Uint8Array): Map<string, Uint8Array> {
  const found = new Map<string, Uint8Array>();
  for (let at = 0; at + 32 <= keys.length; at += 32) {
    const key = keys.subarray(at, at + 32);
    found.set(fingerprintOf(key), key);
  }
  return found;
}

/**
 * The store's key file as it lies beside a backup: with the head of the audit that was sealed for that backup, which tells
 * what the audit was then. Null where the keys are not at hand that seal and sign it.
 */
function withHeadOf(old: KeyFile, present: KeyFile, keys: Map<string, Uint8Array>): string | null {
  const [key, pending] = [keys.get(present.current), present.pending === null ? null : keys.get(present.pending)];
  if (!key || pending === undefined || present.version !== 3 || (old.auditHead && !keys.has(old.current))) return null;
  const head = auditHeadOf(old, (fingerprint) => keys.get(fingerprint));
  const auditHead = head && sealAuditHead(key, head);
  return textOf(signed({ ...present, auditHead }, pending ? [key, pending] : [key]));
}

/**
 * Brings the key files beside a folder's backups up to date with the store's own, where `mayReplaceKeyFile` allows it: a
 * passphrase taken away must not open an old backup. The head of the audit stays each backup's own. Answers false where one
 * could not be written; never throws.
 * @param keys the store's keys, one after the other; where one is lacking the store's file is copied as it is
 */
export function bringKeyFilesUpToDate(keyFile: string, folder: string, keys: Uint8Array): boolean {
  try {
    const present = readable(keyFile);
    if (!present) return true;
    const content = readFileSync(keyFile);
    const known = byFingerprint(keys);
    for (const { path } of listBackupFiles(folder)) {
      const beside = keyFileBeside(path);
      const old = readable(beside);
      if (old === null || !mayReplaceKeyFile(old, present) || isSame(old, present)) continue;
      // The rule may have taken the backup away in the meantime.
      if (existsSync(path)) replaceFile(beside, withHeadOf(old, present, known) ?? content);
    }
    return true;
  } catch {
    return false;
  }
}
