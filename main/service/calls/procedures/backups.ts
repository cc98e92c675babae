import { existsSync } from 'node:fs';
import type { Backup, backupCalls } from '#contract/backups.ts';
import { type BackupFile, listBackupFiles, setKept } from '#db/backups/backupFiles.ts';
import { CallFailure } from '#service/context/callFailure.ts';
import { folderWarnings } from '#service/context/folderWarnings.ts';
import { storeFiles } from '#service/context/storeFiles.ts';
import { findBackup } from '#service/store/backups/backupFolders.ts';
import { readBackupSettings, writeSecondFolder } from '#service/store/backups/backupSettings.ts';
import { reasonOf } from '#service/store/backups/reasonOf.ts';
import { foldersOf, previewRestore, restoreBackup } from '#service/store/backups/restoreBackup.ts';
import { checkFolder, readFolder } from '#service/store/folderChoice.ts';
import type { ProceduresOf } from './procedure.ts';

/** Backups of both folders as one list, newest first. */
function listed(own: readonly BackupFile[], second: readonly BackupFile[]): Backup[] {
  const there = new Set(second.map(({ backupId }) => backupId));
  const here = new Set(own.map(({ backupId }) => backupId));
  return [...own, ...second.filter(({ backupId }) => !here.has(backupId))]
    .map(({ path: _, ...backup }) => ({
      ...backup,
      reason: reasonOf(backup),
      inStoreFolder: here.has(backup.backupId),
      inSecondFolder: there.has(backup.backupId),
    }))
    .sort((a, b) => (a.madeAt < b.madeAt ? 1 : -1));
}

export const backupProcedures: ProceduresOf<keyof typeof backupCalls> = {
  'backups.list': ({ store }) => {
    const { secondFolder, problem } = readBackupSettings(store.folder);
    const [own = '', second] = foldersOf(store.folder);
    const missing = secondFolder !== null && !existsSync(secondFolder);
    return {
      rows: listed(listBackupFiles(own), second ? listBackupFiles(second) : []),
      secondFolder,
      secondFolderWarnings: secondFolder === null ? [] : folderWarnings(secondFolder),
      secondFolderProblem: missing
        ? 'The second folder is not there: connect the disk or the network, or choose another folder.'
        : secondFolder === null
          ? null
          : problem,
    };
  },

  'backups.make': ({ jobs, store }) => ({
    jobId: jobs.start({
      call: 'backups.make',
      title: 'Backing up',
      unit: 'steps',
      run: (progress) => store.backUp('asked', progress),
    }),
  }),

  'backups.setSecondFolder': ({ store }, { folder }) => {
    const chosen = folder === null ? null : readFolder(folder);
    if (chosen !== null) {
      if (!existsSync(chosen))
        throw new CallFailure('notFound', 'That folder is not there. Connect the disk, or choose another folder.', {
          field: 'folder',
        });
      if ([store.folder, storeFiles(store.folder).backups].includes(chosen))
        throw new CallFailure(
          'invalidInput',
          'Backups lie in the folder of the store already. Choose a folder on another disk.',
          { field: 'folder' },
        );
      const { cannotWrite } = checkFolder(chosen);
      if (cannotWrite !== null) throw new CallFailure('readOnly', cannotWrite, { field: 'folder' });
    }
    writeSecondFolder(store.folder, chosen);
    return {};
  },

  'backups.keep': ({ store }, { backupId, kept }) => {
    const folders = foldersOf(store.folder);
    findBackup(folders, backupId);
    for (const folder of folders) setKept(folder, backupId, kept);
    return {};
  },

  'backups.preview': (context, { backupId }) => {
    findBackup(foldersOf(context.store.folder), backupId);
    return {
      jobId: context.jobs.start({
        call: 'backups.preview',
        input: { backupId },
        title: 'Comparing the backup with the store',
        unit: 'steps',
        run: (progress) => previewRestore(context, backupId, progress),
      }),
    };
  },

  'backups.restore': (context, { backupId, reason }) => {
    findBackup(foldersOf(context.store.folder), backupId);
    return {
      jobId: context.jobs.start({
        call: 'backups.restore',
        input: { backupId, reason },
        title: 'Restoring a backup',
        unit: 'steps',
        run: (progress) => restoreBackup(context, { backupId, reason }, progress),
      }),
    };
  },
};
