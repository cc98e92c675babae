import { z } from 'zod';
import type { OpenQuestion } from '#contract/imports.ts';
import type { ReadConnection } from '#db/open.ts';
import { type OpenQuestionRow, openQuestions } from '#db/queries/importQuestions.ts';
import type { PlainDate } from '#domain/calendar/plainDate.ts';
import { allWeeks } from '../formats/attendance/packedWeeks.ts';
import type { Asked } from '../formats/types.ts';
import type { ImportedFile } from '../readFiles.ts';
import { weekKey } from '../sourceRows.ts';
import { describeAsked } from './describeAsked.ts';
import type { Waiting } from './waiting.ts';
import { cellsOfWaiting } from './waiting.ts';

/** What a question keeps of its file: the rows that wait, as they stood there and as they were read. */
const content = z.object({
  asked: z.custom<Asked>(),
  headers: z.array(z.string()),
  cells: z.array(z.array(z.string())),
  read: z.array(z.record(z.string(), z.unknown())),
});
export type KeptContent = z.output<typeof content>;

export const contentOf = (row: OpenQuestionRow): KeptContent => content.parse(JSON.parse(row.content));

const isOfWeek = (row: object): row is { localId: string; school: string; weekStart: string } => 'weekStart' in row;

/** A question of an import, as a row of `import_question` but for its batch. */
export type KeptQuestion = {
  file_name: string;
  format: string;
  as_of: PlainDate;
  row: number;
  kind: string;
  words: string;
  content: string;
};

/** What a file asks, with its rows, as it is kept until somebody answers. */
export async function keptOf(file: ImportedFile, waiting: Waiting): Promise<KeptQuestion[]> {
  const { content: read } = file;
  const cells = waiting.asked.size > 0 ? await cellsOfWaiting(file, waiting) : null;
  if (cells === null || read.kind !== 'parsed') return [];
  const { parsed } = read;
  const rows: readonly object[] = parsed.format === 'attendance' ? allWeeks(parsed) : parsed.rows;
  return [...waiting.asked].map(([id, { asked, words, row }]) => {
    const waits = (of: { row?: number; asks?: Asked | undefined } | undefined) => of?.asks?.id === id;
    const kept: KeptContent = {
      asked,
      headers: cells.headers,
      cells: cells.rows.filter((each) => waits(each.faults[0])).map((each) => each.cells),
      read: rows.filter((each) =>
        waits(
          isOfWeek(each)
            ? waiting.weeks.get(weekKey(each.localId, each.school, each.weekStart))
            : waiting.rows.get((each as { row: number }).row),
        ),
      ) as Record<string, unknown>[],
    };
    return {
      file_name: file.name,
      format: parsed.format,
      as_of: file.asOf,
      row,
      kind: asked.why,
      words,
      content: JSON.stringify(kept),
    };
  });
}

/** What is still asked of imports that stand, each with the children it may mean. */
export function describeOpen(reader: ReadConnection, today: PlainDate): OpenQuestion[] {
  const open = openQuestions(reader);
  const described = describeAsked(
    reader,
    today,
    open.map((row) => {
      const { asked, cells } = contentOf(row);
      return { fileName: row.fileName, row: row.row, rows: cells.length, words: row.words, asked };
    }),
  );
  return described.map((question, at) => {
    const { id = '', batchId = '', askedAt = '', asOf = '' } = open[at] ?? {};
    return { ...question, id, batchId, askedAt, asOf };
  });
}
