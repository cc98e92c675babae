import type { reportCalls } from '#contract/reports.ts';
import { attendanceSummary } from '../reports/attendanceSummary.ts';
import { exportGap, previewGap } from '../reports/exportGap.ts';
import { exportOverview, previewOverview } from '../reports/exportOverview.ts';
import { gapReport } from '../reports/gapReport.ts';
import type { ProceduresOf } from './procedure.ts';

export const reportProcedures: ProceduresOf<keyof typeof reportCalls> = {
  'reports.gap': (context, input) => gapReport(context, input),
  'reports.previewGap': (context, input) => previewGap(context, input),
  'reports.exportGap': (context, input) => exportGap(context, input),
  'reports.attendanceSummary': (context, input) => attendanceSummary(context, input),
  'reports.previewOverview': (context, { asAt }) => previewOverview(context, asAt),
  'reports.exportOverview': (context, { asAt }) => exportOverview(context, asAt),
};
