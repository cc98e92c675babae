import type { overviewCalls } from '#contract/overview.ts';
import { childrenBehind } from '#service/figures/overview/childrenBehind.ts';
import { overviewOf } from '#service/figures/overview/overview.ts';
import type { ProceduresOf } from './procedure.ts';

export const overviewProcedures: ProceduresOf<keyof typeof overviewCalls> = {
  'overview.get': (context, { asAt, localityId }) => overviewOf(context, asAt, localityId),
  'figures.children': (context, { drill }) => childrenBehind(context, drill),
};
