import type { Fault, SourceRow } from '../formats/types.ts';

/** What writing one row did, or the fault that refuses it. */
export type RowOutcome = 'added' | 'changed' | 'unchanged' | Fault;

/** Writes one parsed row through the writer: what is new is added, what differs is changed, what cannot be placed is refused. */
export type RowApplier<Row> = (row: Row & SourceRow) => RowOutcome;

/** What a file is beside the rows that were read of it. */
export type RestOfFile = {
  /** Rows are missing from it: it is what came back of a refusal, or rows were lost in others. */
  isPart: boolean;
  /** The local ids on rows that the reader refused. */
  refusedIds: readonly string[];
};

/**
 * What writing one file's rows did: added + changed + unchanged + refused = the rows it was given. Rows that wait for an answer
 * (`Fault.asks`) stand among the refused until `takeWaiting` parts them.
 */
export type Applied = { added: number; changed: number; unchanged: number; refused: (SourceRow & Fault)[] };

export const nothingApplied = (): Applied => ({ added: 0, changed: 0, unchanged: 0, refused: [] });

/** 'changed' when something was written, otherwise 'unchanged'. */
export const changedIf = (changed: boolean): 'changed' | 'unchanged' => (changed ? 'changed' : 'unchanged');
