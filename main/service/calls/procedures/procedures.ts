import type { CallName } from '#contract/calls.ts';
import { backupProcedures } from './backups.ts';
import { childrenProcedures } from './children.ts';
import { closedRecordProcedures } from './closedRecords.ts';
import { draftProcedures } from './drafts.ts';
import { earlierVersionProcedures } from './earlierVersion.ts';
import { exportProcedures } from './exports.ts';
import { importProcedures } from './imports.ts';
import { keyProcedures } from './keys.ts';
import { leaverProcedures } from './leavers.ts';
import { mergingProcedures } from './merging.ts';
import { overviewProcedures } from './overview.ts';
import { packProcedures } from './packs.ts';
import type { ProceduresOf } from './procedure.ts';
import { referenceProcedures } from './reference.ts';
import { releaseProcedures } from './releases.ts';
import { reportProcedures } from './reports.ts';
import { schoolProcedures } from './schools.ts';
import { secretProcedures } from './secrets.ts';
import { settingsProcedures } from './settings.ts';
import { updateProcedures } from './updates.ts';
import { userProcedures } from './users.ts';

/** Calls answered by the open store; the others belong to the host around it, which answers them locked too. */
export type ServiceCall = Exclude<CallName, `${'store' | 'jobs' | 'recovery' | 'diagnostics'}.${string}`>;

/** Every procedure. One that is missing is a type error. */
export const procedures: ProceduresOf<ServiceCall> = {
  ...backupProcedures,
  ...childrenProcedures,
  ...draftProcedures,
  ...exportProcedures,
  ...importProcedures,
  ...keyProcedures,
  ...overviewProcedures,
  ...packProcedures,
  ...referenceProcedures,
  ...releaseProcedures,
  ...reportProcedures,
  ...schoolProcedures,
  ...leaverProcedures,
  ...mergingProcedures,
  ...closedRecordProcedures,
  ...earlierVersionProcedures,
  ...secretProcedures,
  ...settingsProcedures,
  ...updateProcedures,
  ...userProcedures,
};
