import type { CallName } from '#contract/calls.ts';
import { childrenProcedures } from './children.ts';
import { importProcedures } from './imports.ts';
import { overviewProcedures } from './overview.ts';
import { packProcedures } from './packs.ts';
import type { ProceduresOf } from './procedure.ts';
import { referenceProcedures } from './reference.ts';
import { reportProcedures } from './reports.ts';
import { schoolProcedures } from './schools.ts';
import { userProcedures } from './users.ts';

/** Calls answered by the open store; the `store.` and `jobs.` calls belong to the host around it. */
export type ServiceCall = Exclude<CallName, `store.${string}` | `jobs.${string}`>;

/** Every procedure. One that is missing is a type error. */
export const procedures: ProceduresOf<ServiceCall> = {
  ...childrenProcedures,
  ...importProcedures,
  ...overviewProcedures,
  ...packProcedures,
  ...referenceProcedures,
  ...reportProcedures,
  ...schoolProcedures,
  ...userProcedures,
};
