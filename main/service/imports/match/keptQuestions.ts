import { z } from 'zod';
import type { OpenQuestion } from '#contract/imports.ts';
import type { ReadConnection } from '#db/open.ts';
import { closedLocalIds } from '#db/queries/closedLocalIds.ts';
import { type OpenQuestionRow, openQuestions } from '#db/queries/importQuestions.ts';
import type { PlainDate } from '#domain/calendar/plainDate.ts';
import { foldedLocalId } from '#domain/identity/foldedLocalId.ts';
import { unpackWeeks } from '../formats/attendance/packedWeeks.ts';
import type { AnyParsed } from '../formats/formats.ts';
import type { Asked, Fault } from '../formats/types.ts';
import type { ImportedFile } from '../readFiles.ts';
import { childOfWeek, weekKey } from '../sourceRows.ts';
import { describeAsked } from './describeAsked.ts';
import { cellsOfWaiting, type FindRows, type Waiting } from './waiting.ts';

/** What a question keeps of its file: the rows that wait, as they stood there and as they were read. */
const content = z.object({
  asked: z.custom<Asked>(),
  headers: z.array(z.string()),
  cells: z.array(z.array(z.string())),
  read: z.array(z.record(z.string(), z.unknown())),
});
export type KeptContent = z.output<typeof content>;

export const contentOf = (row: OpenQuestionRow): KeptContent => content.parse(JSON.parse(row.content));

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

/** What a file asks, with its rows, as it is kept until somebody answers; `find` finds the rows as they stand in the file. */
export async function keptOf(file: ImportedFile, waiting: Waiting, find: FindRows): Promise<KeptQuestion[]> {
  const { content: read } = file;
  const cells = waiting.asked.size > 0 ? await cellsOfWaiting(file, waiting, find) : null;
  if (cells === null || read.kind !== 'parsed') return [];
  const { parsed } = read;
  const cellsOf = Map.groupBy(cells.rows, ({ faults }) => faults[0]?.asks?.id ?? '');
  const rowsOf = Map.groupBy(waitingRows(parsed, waiting), ({ id }) => id);
  return [...waiting.asked].map(([id, { asked, words, row }]) => {
    const kept: KeptContent = {
      asked,
      headers: cells.headers,
      cells: (cellsOf.get(id) ?? []).map((each) => each.cells),
      read: (rowsOf.get(id) ?? []).map((each) => each.row as Record<string, unknown>),
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

/** Every row that waits as it was read, with the id of what is asked; of marks only the weeks of those who are asked about. */
function waitingRows(parsed: AnyParsed, { rows, weeks }: Waiting): { id: string; row: object }[] {
  const waits = (row: object, fault: Fault | undefined) => (fault?.asks ? [{ id: fault.asks.id, row }] : []);
  if (parsed.format !== 'attendance')
    return (parsed.rows as readonly { row: number }[]).flatMap((row) => waits(row, rows.get(row.row)));
  const asked = new Set([...weeks.keys()].map(childOfWeek));
  return parsed.weeks
    .filter(({ localId }) => asked.has(localId))
    .flatMap(unpackWeeks)
    .flatMap((week) => waits(week, weeks.get(weekKey(week.localId, week.school, week.weekStart))));
}

/** What is still asked of imports that stand, but for those about a record that adoption has closed since: nobody's of ours. Once each. */
export function askedNow(reader: ReadConnection): OpenQuestionRow[] {
  const closed = new Set(closedLocalIds(reader).map(({ value, issuer }) => `${issuer} ${foldedLocalId(value)}`));
  const asked = openQuestions(reader).filter((row) => {
    const { issuer, localId } = contentOf(row).asked.ref;
    return !closed.has(`${issuer} ${foldedLocalId(localId)}`);
  });
  return [...Map.groupBy(asked, sameQuestion).values()].flatMap(([latest]) => latest ?? []);
}

/** What is the same for two questions about the same rows: of a file that is brought in again one is asked, the latest. */
function sameQuestion(row: OpenQuestionRow): string {
  const { asked, read } = contentOf(row);
  return JSON.stringify([row.format, asked.why, asked.ref, read.map((each) => ({ ...each, row: null }))]);
}

/** The open questions that one and the same answer settles: the one answered, and those of other files about the same rows. */
export function settledWith(reader: Pick<ReadConnection, 'prepare'>, question: OpenQuestionRow): string[] {
  const same = sameQuestion(question);
  return openQuestions(reader).flatMap((row) => (sameQuestion(row) === same ? [row.id] : []));
}

/** What is still asked, each question with the children it may mean. */
export function describeOpen(reader: ReadConnection, today: PlainDate): OpenQuestion[] {
  const open = askedNow(reader);
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
