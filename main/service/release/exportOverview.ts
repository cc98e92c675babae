import type { CallOutput } from '#contract/calls.ts';
import type { PlainDate } from '#domain/calendar/plainDate.ts';
import type { ServiceContext } from '../context/context.ts';
import type { Progress } from '../context/progress.ts';
import { asCsv } from './exportGap.ts';
import { overviewRelease } from './releaseOverview.ts';
import { hiddenCells, leave, previewOf } from './releaseTable.ts';

/** What the overview's locality table would leave as, and what is hidden in it and why. Nothing is registered. */
export async function previewOverview(
  context: ServiceContext,
  asAt: PlainDate,
  progress?: Progress,
): Promise<CallOutput<'reports.previewOverview'>> {
  const { table, released } = await overviewRelease(context, asAt, progress);
  return previewOf(table, released);
}

/** Writes the overview's locality table for outside the team, after entering it in the register as leaving. */
export async function exportOverview(
  context: ServiceContext,
  asAt: PlainDate,
): Promise<CallOutput<'reports.exportOverview'>> {
  const { table } = await overviewRelease(context, asAt);
  const releaseId = await leave(context, table);
  return { releaseId, fileName: table.fileName, text: asCsv(table), suppressedCells: hiddenCells(table) };
}
