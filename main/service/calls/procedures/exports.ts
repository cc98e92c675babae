import type { exportCalls } from '#contract/exports.ts';
import { exportBehindFigure, exportChildren } from '#service/child/exportChildren.ts';
import { folderWarnings } from '#service/context/folderWarnings.ts';
import { childrenBehind } from '#service/figures/overview/childrenBehind.ts';
import { childrenFound } from './children.ts';
import type { ProceduresOf } from './procedure.ts';

/** Files that left the app by the system's dialog. Source: issue 3 section 3 ('Exports warn where they land'). */
export const exportProcedures: ProceduresOf<keyof typeof exportCalls> = {
  'exports.children': (context, input) => exportChildren(context, input, childrenFound(context, input)),

  'exports.behindFigure': (context, input) => exportBehindFigure(context, input, childrenBehind(context, input.drill)),

  'exports.noteSaved': (context, { what, folder }) => {
    const warnings = folderWarnings(folder);
    context.audit('save file', [], [what, ...warnings.map(({ kind }) => kind)].join('; '));
    return { warnings };
  },
};
