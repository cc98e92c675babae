import type { Progress } from '#service/context/progress.ts';
import { runOffThread } from '#service/jobs/runOffThread.ts';
import type { RefusedRow } from '../formats/types.ts';
import { isZip } from '../read/readXlsx.ts';
import { type RefusedByStore, refusedRowsTask } from '../refusedRowsTask.ts';
import type { FileRefusals } from './importPlan.ts';

/** A text file up to this size is read where it is, in milliseconds: a thread of its own takes longer to begin. */
const READ_IN_PLACE = 128 * 1024;
/** What reading one file may use, in megabytes. */
const MOST_MEMORY = 1500;

/** What is refused for what is held, as the task that finds the rows again takes it; null where nothing is. */
function refusedByStore({ byReader, rows, weeks }: FileRefusals): RefusedByStore | null {
  if (weeks.size > 0) return { weeks, already: new Set(byReader.map((row) => row.row)) };
  return rows.size > 0 ? { rows } : null;
}

const inOrder = (refusals: FileRefusals, more: readonly RefusedRow[]): RefusedRow[] =>
  [...refusals.byReader, ...more.map((row) => (row.unkept ? { ...row, cells: [] } : row))].sort(
    (a, b) => a.row - b.row,
  );

/** All refused rows of a file with their own cells, read where it is: for work that is off the thread already. */
export async function refusedRowsHere(bytes: Uint8Array, refusals: FileRefusals): Promise<RefusedRow[]> {
  const refused = refusedByStore(refusals);
  return inOrder(refusals, refused === null ? [] : await refusedRowsTask({ file: { bytes }, refused }));
}

/** The same; a long file is read off this thread, which cancelling ends. */
export async function refusedRowsOf(
  bytes: Uint8Array,
  refusals: FileRefusals,
  progress?: Progress,
): Promise<RefusedRow[]> {
  const refused = refusedByStore(refusals);
  return inOrder(refusals, refused === null ? [] : await rowsReadApart({ file: { bytes }, refused }, progress));
}

/** Rows of a file found again, in a thread of their own where the file is long. */
export const rowsReadApart = (
  input: Parameters<typeof refusedRowsTask>[0],
  progress?: Progress,
): Promise<RefusedRow[]> =>
  input.file.bytes.length > READ_IN_PLACE || isZip(input.file.bytes)
    ? runOffThread<typeof refusedRowsTask>('refusedRows', input, progress, MOST_MEMORY)
    : refusedRowsTask(input);
