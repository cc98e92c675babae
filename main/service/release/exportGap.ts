import type { CallOutput } from '#contract/calls.ts';
import type { ServiceContext } from '../context/context.ts';
import type { Progress } from '../context/progress.ts';
import { writeCsv } from '../documents/csv/writeCsv.ts';
import { type GapReleaseInput, gapFileName, gapRelease } from './releaseGap.ts';
import { pooledKeys } from './releasePooled.ts';
import { hiddenCells, leave, previewOf, type ReleaseTable } from './releaseTable.ts';

/** The keys of a line in JSON, in the order of the columns. */
const gapKeys = [
  'year',
  'area',
  'inCohort',
  'withResult',
  'reached',
  'lookedAfter',
  'peer',
  'gap',
  'change',
  'rating',
] as const;

/** What a gap report would leave as, and what is hidden in it and why. Nothing is registered. */
export async function previewGap(
  context: ServiceContext,
  input: GapReleaseInput,
  progress?: Progress,
): Promise<CallOutput<'reports.previewGap'>> {
  const { table, released } = await gapRelease(context, input, progress);
  return previewOf(table, released);
}

/** Writes a gap report that may leave the team, after entering it in the register as leaving. */
export async function exportGap(
  context: ServiceContext,
  { format, ...input }: GapReleaseInput & { format: 'csv' | 'json' | 'table' },
): Promise<CallOutput<'reports.exportGap'>> {
  const { table, report } = await gapRelease(context, input);
  const releaseId = await leave(context, table);
  const extension = format === 'table' ? 'txt' : format;
  const text = {
    csv: () => asCsv(table),
    json: () => {
      const keys = input.pool === 'three' || input.pool === 'all' ? pooledKeys : gapKeys;
      const rows = table.rows.map((row) => Object.fromEntries(keys.map((key, index) => [key, row[index]?.text ?? ''])));
      return `${JSON.stringify({ measure: report.measure, title: report.title, rows, notes: table.notes }, null, 2)}\n`;
    },
    table: () => asTable(table),
  }[format]();
  const fileName = `${gapFileName(table.parameters as GapReleaseInput)}.${extension}`;
  return { releaseId, fileName, text, suppressedCells: hiddenCells(table) };
}

/** A table that leaves as CSV: headings, lines, an empty line, notes. */
export const asCsv = ({ headings, rows, notes }: ReleaseTable): string =>
  writeCsv([headings, ...rows.map((row) => row.map(({ text }) => text)), [], ...notes.map((note) => [note])]);

function asTable({ headings, rows, notes }: ReleaseTable): string {
  const lines = [headings, ...rows.map((row) => row.map(({ text }) => text))];
  const widths = headings.map((_heading, column) => Math.max(...lines.map((line) => (line[column] ?? '').length)));
  const text = lines.map((line) =>
    line
      .map((cell, column) => (column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
  return `${[text[0], '-'.repeat(widths.reduce((sum, width) => sum + width + 2, -2)), ...text.slice(1), '', ...notes].join('\n')}\n`;
}
