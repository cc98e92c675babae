import type { Fault, RefusedRow } from './formats/types.ts';
import { refusedCellsOf, refusedSessionsOf } from './sourceRows.ts';

/** What the store refused of a file: rows by their number, or weeks of marks by their key. */
export type RefusedByStore =
  | { rows: ReadonlyMap<number, Fault> }
  | { weeks: ReadonlyMap<string, Fault>; already: ReadonlySet<number> };

/** Reads the cells of refused rows in a thread of its own: bytes are in `file`, as for reading it at first. */
export const refusedRowsTask = ({
  file: { bytes },
  refused,
}: {
  file: { bytes: Uint8Array };
  refused: RefusedByStore;
}): Promise<RefusedRow[]> =>
  'rows' in refused ? refusedCellsOf(bytes, refused.rows) : refusedSessionsOf(bytes, refused.weeks, refused.already);
