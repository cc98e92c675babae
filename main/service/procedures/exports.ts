import type { exportCalls } from '#contract/exports.ts';
import { folderWarnings } from '#service/store/folderWarnings.ts';
import type { ProceduresOf } from './procedure.ts';

/** Files that left the app by the system's dialog. Source: issue 3 section 3 ('Exports warn where they land'). */
export const exportProcedures: ProceduresOf<keyof typeof exportCalls> = {
  'exports.noteSaved': (context, { what, folder }) => {
    const warnings = folderWarnings(folder);
    context.audit('save file', [], [what, ...warnings.map(({ kind }) => kind)].join('; '));
    return { warnings };
  },
};
