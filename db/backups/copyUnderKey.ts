import { closeSync } from 'node:fs';
import { openForReading, openForWriting } from '#db/open.ts';
import { createExclusively } from '#db/replaceFile.ts';
import { flushFile, removeUnfinished, verifyStore } from './verifiedCopy.ts';

/** Gives a store's file that nobody has open another key. The file is in one piece afterwards, without a log beside it. */
export function changeKey(path: string, key: Buffer, newKey: Buffer): void {
  const connection = openForWriting(path, key);
  try {
    // Pages in a write-ahead log cannot be re-keyed.
    connection.pragma('journal_mode = DELETE');
    const raw = Buffer.from(`raw:${newKey.toString('hex')}`);
    connection.rekey(raw);
    raw.fill(0);
  } finally {
    connection.close();
  }
}

/** Copies a store, open or closed, to a file under another key, verified and flushed; on failure nothing is left of it. */
export function copyUnderKey({
  from,
  to,
  key,
  newKey,
}: {
  from: string;
  to: string;
  key: Buffer;
  newKey: Buffer;
}): void {
  try {
    const connection = openForReading(from, key);
    try {
      closeSync(createExclusively(to));
      connection.prepare('VACUUM INTO ?').run(to);
    } finally {
      connection.close();
    }
    changeKey(to, key, newKey);
    verifyStore(to, newKey);
    flushFile(to);
  } catch (error) {
    removeUnfinished(to);
    throw error;
  }
}
