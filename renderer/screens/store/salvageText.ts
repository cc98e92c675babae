import type { SalvageReport } from '#contract/recovery.ts';
import { count, plural } from '#renderer/ui/format.ts';

/** How a salvage went, in one sentence each: what was saved, what is missing, where the damaged file lies. */
export function salvageSentences(report: SalvageReport): string[] {
  const { rowsSaved, rowsSetAside, gaps, lost, damagedFile } = report;
  const sentences = [
    `${plural(rowsSaved, 'row')} could be read and ${rowsSaved === 1 ? 'is' : 'are'} in the new store.`,
  ];
  sentences.push(
    gaps === 0 && lost.length === 0
      ? 'No place was unreadable.'
      : `${plural(gaps, 'place')} could not be read; each may have held several rows.`,
  );
  if (lost.length > 0) sentences.push(`Nothing could be read of: ${lost.join(', ')}.`);
  if (rowsSetAside > 0)
    sentences.push(
      `${plural(rowsSetAside, 'row')} ${rowsSetAside === 1 ? 'was' : 'were'} set aside in the new store, because what ${rowsSetAside === 1 ? 'it belongs' : 'they belong'} to (a child, a school, a measure) was lost.`,
    );
  sentences.push(`The damaged file was kept as ${damagedFile}. Delete it only when nothing more is missed.`);
  return sentences;
}

/** The report as a text file. `at` is when, in words. */
export function salvageText(report: SalvageReport, folder: string, at: string): string {
  const width = Math.max(...report.tables.map(({ what }) => what.length), 4);
  const line = (...cells: string[]) =>
    cells.map((cell, index) => (index === 0 ? cell.padEnd(width) : cell.padStart(12))).join('');
  return [
    'VSK Tracker: what a salvage saved',
    `Store in ${folder}, ${at}`,
    '',
    ...salvageSentences(report),
    '',
    line('What', 'Saved', 'Gaps', 'Set aside'),
    ...report.tables.map((table) =>
      line(table.what, count(table.rowsSaved), count(table.gaps), count(table.rowsSetAside)),
    ),
    '',
  ].join('\r\n');
}
