import type { Diagnostics } from '#contract/diagnostics.ts';

const marks = { fine: '', look: '  [look]', bad: '  [bad]' } as const;

/** The diagnostics as plain text, section by section: `name: value`, marked where something wants looking at. */
export function asText({ at, sections }: Diagnostics): string {
  const parts = sections.map(({ title, rows }) =>
    [title, ...rows.map((row) => `  ${row.name}: ${row.value}${marks[row.state]}`)].join('\n'),
  );
  return `${[`VSK Tracker diagnostics, ${at}`, ...parts].join('\n\n')}\n`;
}
