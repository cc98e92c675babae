import type { Applied } from '../apply/applied.ts';
import type { Asked, Fault, RefusedRow } from '../formats/types.ts';
import type { ImportedFile } from '../readFiles.ts';
import type { refusedRowsTask } from '../refusedRowsTask.ts';

/** The rows of a file that wait for an answer: by their number, or by their week of marks. */
export type Waiting = {
  /** How many rows of the file. */
  count: number;
  rows: Map<number, Fault>;
  weeks: Map<string, Fault>;
  /** What is asked, by its id, with the first row that asks it (0 for weeks of marks) and how many rows wait for it. */
  asked: Map<string, { asked: Asked; words: string; row: number; rows: number }>;
};

type WithWeeks = Applied & { refusedRows?: number; weeks?: Map<string, Fault>; rowsOfWeeks?: Map<string, number> };

/** Parts the rows that wait from those that are refused: `applied` keeps the refused alone. */
export function takeWaiting(applied: WithWeeks): Waiting {
  const waiting: Waiting = { count: 0, rows: new Map(), weeks: new Map(), asked: new Map() };
  const note = (fault: Fault, row: number, rows: number): boolean => {
    if (!fault.asks) return false;
    const before = waiting.asked.get(fault.asks.id);
    if (before) before.rows += rows;
    else waiting.asked.set(fault.asks.id, { asked: fault.asks, words: fault.reason, row, rows });
    waiting.count += rows;
    return true;
  };
  applied.refused = applied.refused.filter(({ row, ...fault }) => {
    const waits = note(fault, row, 1);
    if (waits) waiting.rows.set(row, fault);
    return !waits;
  });
  for (const [key, fault] of applied.weeks ?? []) {
    const rows = applied.rowsOfWeeks?.get(key) ?? 0;
    if (!note(fault, 0, rows)) continue;
    waiting.weeks.set(key, fault);
    applied.weeks?.delete(key);
    applied.refusedRows = (applied.refusedRows ?? 0) - rows;
  }
  return waiting;
}

/** What finds rows of a file again (`refusedRowsTask`), here or in a thread of its own. */
export type FindRows = typeof refusedRowsTask;

/** All rows of a file that wait, with their own cells. */
export async function cellsOfWaiting(
  { bytes, content }: ImportedFile,
  { rows, weeks }: Waiting,
  find: FindRows,
): Promise<{ headers: string[]; rows: RefusedRow[] } | null> {
  if (content.kind !== 'parsed') return null;
  const { headers, refused } = content.parsed;
  const already = new Set(refused.map(({ row }) => row));
  return {
    headers,
    rows: await find({ file: { bytes }, refused: weeks.size > 0 ? { weeks, already } : { rows } }),
  };
}
