import type { Writer } from '#db/write.ts';
import type { Fault, SourceRow, Warning } from '../importers/types.ts';

/** What writing one file's rows did: added + changed + unchanged + refused = the rows it was given. */
export type Applied = {
  added: number;
  changed: number;
  unchanged: number;
  refused: (SourceRow & Fault)[];
  warnings: Warning[];
};

export const nothingApplied = (): Applied => ({ added: 0, changed: 0, unchanged: 0, refused: [], warnings: [] });

/** Writes parsed rows through the writer: what is new is added, what differs is changed, what cannot be placed is refused. */
export type Applier<Row> = (writer: Writer, rows: readonly (Row & SourceRow)[]) => Applied;
