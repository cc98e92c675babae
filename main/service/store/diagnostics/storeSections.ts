import { readdirSync, statfsSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { listBackupFiles } from '#db/backups/backupFiles.ts';
import type { Clock } from '#db/clock.ts';
import { readKeyFile } from '#db/keys/keyFile.ts';
import { isPlaintext } from '#db/open.ts';
import { folderWarnings } from '#service/context/folderWarnings.ts';
import { storeExists, storeFiles } from '#service/context/storeFiles.ts';
import { readBackupSettings } from '../backups/backupSettings.ts';
import { folderInWords, type Row, row, type Section, sizeInWords } from './section.ts';

const GB = 1e9;
const OLD_BACKUP_DAYS = 2;

const sizeOf = (path: string): number | null => statSync(path, { throwIfNoEntry: false })?.size ?? null;

/** Files of ours that are there only while something is being done, or after it was cut off. */
const passing = /^children\.vsk(audit)?\.(making|rekeying|restoring)|\.(new|tmp)$|-journal$/;
const ours =
  /^(children\.vsk(audit)?(-wal|-shm)?|children\.vsk(key|lock)|unlock-attempts\.json|backups\.json|backups)$/;
const setAside = /damaged/i;

function freeBytes(folder: string): number | null {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    return null;
  }
}

function freeRow(folder: string, storeBytes: number): Row {
  const free = freeBytes(folder);
  if (free === null) return row('Free on its disk', 'not known');
  // A backup or a re-key writes the store once more.
  const state = free < storeBytes ? 'bad' : free < Math.max(GB, 3 * storeBytes) ? 'look' : 'fine';
  return row('Free on its disk', sizeInWords(free), state);
}

/** The files of a store's folder, told by their kind: nothing here opens the store. `open`: this process has it open. */
export function filesSection(folder: string, open: boolean): Section {
  const files = storeFiles(folder);
  const place = row('Folder', folderInWords(folder, homedir()));
  if (!storeExists(folder)) return { title: 'Store', rows: [place, row('Store', 'none in this folder')] };
  const warnings = folderWarnings(folder).map(({ kind }) => kind);
  const store = sizeOf(files.store);
  const wal = sizeOf(`${files.store}-wal`);
  const names = readdirSync(folder);
  const leftOver = open ? [] : names.filter((name) => passing.test(name));
  const aside = names.filter((name) => setAside.test(name));
  const others = names.filter((name) => !ours.test(name) && !passing.test(name) && !setAside.test(name));
  const audit = sizeOf(files.audit);
  const plain = [files.store, files.audit].some((path) => isPlaintext(path));
  return {
    title: 'Store',
    rows: [
      place,
      row(
        'Kind of folder',
        warnings.length === 0 ? 'on this computer' : warnings.join(', '),
        warnings.length === 0 ? 'fine' : 'look',
      ),
      store === null ? row('Store file', 'missing beside its key file', 'bad') : row('Store file', sizeInWords(store)),
      row('Audit and drafts', audit === null ? 'no file yet' : sizeInWords(audit)),
      ...(plain ? [row('Encryption', 'the store file or its audit is not encrypted', 'bad')] : []),
      row(
        'Write-ahead log',
        wal === null || wal === 0
          ? 'none'
          : `${sizeInWords(wal)}${open ? '' : ', left when the app ended; merged when the store is opened next'}`,
        wal !== null && wal > 0 && !open ? 'look' : 'fine',
      ),
      row(
        'Files left over',
        leftOver.length === 0 ? 'none' : `${leftOver.length}, of work that was cut off`,
        leftOver.length === 0 ? 'fine' : 'look',
      ),
      row('Files set aside as damaged', aside.length, aside.length === 0 ? 'fine' : 'look'),
      row('Other files in the folder', others.length, others.length === 0 ? 'fine' : 'look'),
      freeRow(folder, store ?? 0),
    ],
  };
}

/** The ways into the store, by kind and number; never whose they are. */
export function keysSection(folder: string, lockAfterMinutes: number | null): Section {
  const { key } = storeFiles(folder);
  const rows: Row[] = [];
  try {
    const keyFile = readKeyFile(key);
    if (keyFile === null) rows.push(row('Key file', 'missing', storeExists(folder) ? 'bad' : 'fine'));
    else {
      const count = (kind: string) => keyFile.slots.filter((slot) => slot.kind === kind && slot.confirmed).length;
      rows.push(
        row('Key file', `whole, version ${keyFile.version}`),
        row('Passphrases', count('passphrase') + keyFile.oldSlots.length),
        ...(keyFile.oldSlots.length === 0
          ? []
          : [row('Passphrases in the form of version 1', keyFile.oldSlots.length)]),
        row(
          'Recovery key',
          count('recoveryKey') > 0 ? 'confirmed' : 'none',
          count('recoveryKey') > 0 ? 'fine' : 'look',
        ),
        row('Remembered computers', count('device')),
        row('Keys the store has had', keyFile.keys.length),
        row(
          'Re-key',
          keyFile.pending === null ? 'none under way' : 'was cut off; settled when the store is opened next',
          keyFile.pending === null ? 'fine' : 'look',
        ),
      );
    }
  } catch {
    rows.push(row('Key file', 'damaged, or of a newer version', 'bad'));
  }
  if (lockAfterMinutes !== null) rows.push(row('Locks after', `${lockAfterMinutes} min idle`));
  return { title: 'Keys', rows };
}

const withinDays = (time: string, now: number): number => Math.floor((now - Date.parse(time)) / 86_400_000);

/** The backups of the store's own folder, and whether copies go elsewhere. */
export function backupsSection(folder: string, clock: Clock): Section {
  const { backups } = storeFiles(folder);
  const all = listBackupFiles(backups);
  const { secondFolder, problem } = readBackupSettings(folder);
  const newest = all[0];
  const age = newest === undefined ? null : withinDays(newest.madeAt, clock.now());
  const bytes = all.reduce((sum, each) => sum + each.bytes, 0);
  const without = all.filter(({ path }) => sizeOf(`${path}key`) === null).length;
  return {
    title: 'Backups',
    rows: [
      row(
        'Last backup',
        newest?.madeAt ?? 'none yet',
        storeExists(folder) && (age === null || age > OLD_BACKUP_DAYS) ? 'look' : 'fine',
      ),
      row('In the folder', `${all.length}, ${sizeInWords(bytes)}, ${all.filter(({ kept }) => kept).length} kept`),
      row('Without their key file', without, without === 0 ? 'fine' : 'look'),
      row('Second folder', secondFolder === null ? 'none set' : folderInWords(secondFolder, homedir())),
      // The sentence itself may name a folder.
      row(
        'Last problem',
        problem === null ? 'none' : 'the last backup or its copy failed',
        problem === null ? 'fine' : 'look',
      ),
    ],
  };
}
