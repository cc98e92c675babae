import type { Tell } from './jobs/wire.ts';

/** A thread loads only what its own task needs: it is there for that one alone. */
const later =
  <Input, Output>(load: () => Promise<(input: Input, tell: Tell) => Output>) =>
  async (input: Input, tell: Tell): Promise<Awaited<Output>> =>
    await (await load())(input, tell);

/** Everything that runs in a thread of its own: input and answer are plain values, keys are bytes in the input. */
export const tasks = {
  backUp: later(async () => (await import('./store/backups/backUpTasks.ts')).backUpTask),
  copyOut: later(async () => (await import('./store/backups/backUpTasks.ts')).copyOutTask),
  keyFilesOut: later(async () => (await import('./store/backups/backUpTasks.ts')).keyFilesOutTask),
  copyUnderKey: later(async () => (await import('#db/backups/copyUnderKey.ts')).copyUnderKey),
  compare: later(async () => (await import('./store/backups/compareTask.ts')).compareTask),
  prepareRestore: later(async () => (await import('./store/backups/restoreTasks.ts')).prepareRestoreTask),
  carryOver: later(async () => (await import('./store/backups/carryOver.ts')).carryOver),
  carryOverDamaged: later(async () => (await import('./store/recovery/carryOverDamaged.ts')).carryOverDamagedTask),
  bringAudit: later(async () => (await import('./store/recovery/bringAuditTask.ts')).bringAuditTask),
  inspect: later(async () => (await import('./store/recovery/inspectTask.ts')).inspectTask),
  salvage: later(async () => (await import('./store/recovery/salvageTask.ts')).salvageTask),
  foldLog: later(async () => (await import('./store/foldLogTask.ts')).foldLogTask),
  upgradeStore: later(async () => (await import('./store/upgradeTask.ts')).upgradeTask),
  stretch: later(async () => (await import('#db/keys/stretch.ts')).stretchBytes),
  sealPack: later(async () => (await import('./packs/vskpack/sealPack.ts')).sealPack),
  openPack: later(async () => (await import('./packs/vskpack/sealPack.ts')).openPack),
  planImport: later(async () => (await import('./imports/plan/planTask.ts')).planTask),
  readFile: later(async () => (await import('./imports/readFileTask.ts')).readFileTask),
  releaseFigures: later(async () => (await import('./release/figuresTask.ts')).figuresTask),
  refusedRows: later(async () => (await import('./imports/refusedRowsTask.ts')).refusedRowsTask),
  checkAudit: later(async () => (await import('./store/diagnostics/checkAuditTask.ts')).checkAuditTask),
  checkStore: later(async () => (await import('./store/diagnostics/checkStoreTask.ts')).checkStoreTask),
};
