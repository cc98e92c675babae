import type { CallOutput } from '#contract/calls.ts';
import type { GapReport } from '#contract/reports.ts';
import { newId } from '#db/newId.ts';
import { previousAcademicYear } from '#domain/calendar/academicYear.ts';
import { SUPPRESSED } from '#domain/disclosure/primarySuppression.ts';
import type { ServiceContext } from '../context.ts';
import { writeCsv } from '../importers/writeCsv.ts';
import { type DisclosedRow, discloseGap } from './discloseGap.ts';
import { type GapReportInput, gapReport } from './gapReport.ts';

const headings: Record<keyof DisclosedRow, string> = {
  year: 'Academic year',
  area: 'Area',
  inCohort: 'In cohort',
  withResult: 'With result',
  reached: 'Reached',
  lookedAfter: 'Looked after',
  peer: 'Peers',
  gap: 'Gap in points',
  change: 'Change',
  rating: 'Target',
};
const keys = Object.keys(headings) as (keyof DisclosedRow)[];

/** The lines under every shared table: what it is of, and what the marks mean. */
function notesOf(report: GapReport, suppressed: number): string[] {
  return [
    report.title,
    `${report.cohortWords}. Peers: ${report.peerWords}.`,
    report.definition,
    ...report.sources.map((source) => `Source of peers: ${source.words}${source.url ? ` ${source.url}` : ''}`),
    `Disclosure control: counts of 1 to 5, and figures that would reveal them, are shown as c (${suppressed} cells). A true 0 is shown.`,
  ];
}

/** Writes a gap report that may leave the team, and enters it in the register of released reports. */
export async function exportGap(
  context: ServiceContext,
  input: GapReportInput & { format: 'csv' | 'json' | 'table' },
): Promise<CallOutput<'reports.exportGap'>> {
  const report = gapReport(context, input);
  // One year more, and every locality of it: a change of the first year printed tells a figure of the year before.
  const before = gapReport(context, { ...input, fromYear: previousAcademicYear(input.fromYear), everyYear: true });
  const printed = new Set([...report.county, ...report.localities].map((row) => `${row.academicYear} ${row.name}`));
  const rows = discloseGap(before).filter((row) => printed.has(`${row.year} ${row.area}`));
  const suppressed = rows.reduce(
    (sum, row) => sum + Object.values(row).filter((cell) => cell === SUPPRESSED).length,
    0,
  );
  const notes = notesOf(report, suppressed);
  const { format, ...parameters } = input;
  await context.write((writer) =>
    writer.insert('released_report', {
      id: newId(),
      at: new Date(context.clock.now()).toISOString(),
      user_id: context.user.id,
      kind: 'gap',
      parameters: JSON.stringify(parameters),
      cells: JSON.stringify(rows),
    }),
  );
  const fileName = `gap-${input.measure}-${input.fromYear.slice(0, 4)}-to-${input.toYear.slice(0, 4)}.${format === 'table' ? 'txt' : format}`;
  const text = {
    csv: () => asCsv(rows, notes),
    json: () => `${JSON.stringify({ measure: report.measure, title: report.title, rows, notes }, null, 2)}\n`,
    table: () => asTable(rows, notes),
  }[format]();
  return { fileName, text, suppressedCells: suppressed };
}

function asCsv(rows: readonly DisclosedRow[], notes: readonly string[]): string {
  return writeCsv([
    keys.map((key) => headings[key]),
    ...rows.map((row) => keys.map((key) => row[key])),
    [],
    ...notes.map((note) => [note]),
  ]);
}

function asTable(rows: readonly DisclosedRow[], notes: readonly string[]): string {
  const lines = [keys.map((key) => headings[key]), ...rows.map((row) => keys.map((key) => row[key]))];
  const widths = keys.map((_key, column) => Math.max(...lines.map((line) => (line[column] ?? '').length)));
  const text = lines.map((line) =>
    line
      .map((cell, column) => (column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
  return `${[text[0], '-'.repeat(widths.reduce((sum, width) => sum + width + 2, -2)), ...text.slice(1), '', ...notes].join('\n')}\n`;
}
