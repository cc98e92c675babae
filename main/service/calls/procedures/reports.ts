import type { reportCalls } from '#contract/reports.ts';
import { attendanceSummary } from '#service/figures/gap/attendanceSummary.ts';
import { gapReport } from '#service/figures/gap/gapReport.ts';
import { exportGap, previewGap } from '#service/release/exportGap.ts';
import { exportOverview, previewOverview } from '#service/release/exportOverview.ts';
import type { ProceduresOf } from './procedure.ts';

export const reportProcedures: ProceduresOf<keyof typeof reportCalls> = {
  'reports.gap': (context, input) => gapReport(context, input),
  'reports.previewGap': (context, input) => previewGap(context, input),
  'reports.exportGap': (context, input) => exportGap(context, input),
  'reports.attendanceSummary': (context, input) => attendanceSummary(context, input),
  'reports.previewOverview': (context, { asAt }) => previewOverview(context, asAt),
  'reports.exportOverview': (context, { asAt }) => exportOverview(context, asAt),
};
