import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { fileOutcome, ImportPreview } from '#contract/imports.ts';
import { type Statement, writeStatement } from '#db/facts/statements.ts';
import { writeEdits } from '#db/facts/writeFacts.ts';
import type { Writer } from '#db/write.ts';
import type { Progress } from '#service/context/progress.ts';
import type { ChildEdits } from '#service/facts/factsInHand.ts';
import { type TableEdits, writeTableEdits } from '#service/facts/tableInHand.ts';
import type { Fault, ImportQuestion, RefusedRow, Warning } from '../formats/types.ts';
import type { KeptQuestion } from '../match/keptQuestions.ts';
import type { Waiting } from '../match/waiting.ts';
import { type MarkEdits, removeWeeks, writeMarkEdits } from './marksInHand.ts';

export type FileOutcome = z.output<typeof fileOutcome>;

/** What was refused of a file: rows by its reader, with their cells; rows or whole weeks of marks by what is held. */
export type FileRefusals = {
  headers: string[];
  byReader: RefusedRow[];
  rows: Map<number, Fault>;
  weeks: Map<string, Fault>;
};

/** Everything that an import would do to the store as it stood at `version`: it is made without writing, and only copied in. */
export type ImportPlan = {
  version: string;
  today: string;
  /** In the order in which the files were given. */
  outcomes: FileOutcome[];
  refusals: Map<string, FileRefusals>;
  /** All notes on a file, by its name. */
  notes: Map<string, Warning[]>;
  possibleLeavers: number;
  questions: ImportQuestion[];
  /** Rows that wait for somebody to say whom they mean, by the file's name, and what they ask. */
  waiting: Map<string, Waiting>;
  whoIs: ImportPreview['whoIs'];
  /** What they ask, as it is kept where nobody answers; worked out with the rows' own cells. */
  kept: KeptQuestion[];
  /** Facts that become others, in the order of the rows that say so: the first thousand, and how many there are. */
  differences: ImportPreview['differences'];
  differencesTotal: number;
  tables: TableEdits[];
  children: ChildEdits[];
  marks: MarkEdits[];
  statements: Statement[];
};

/** By this id rows name the batch until it has one. */
export const BATCH = 'batch:this';

/** The same for two plans that do the same: what a person has seen is what is written. */
export function digestOf({ outcomes, questions, whoIs, tables, children, marks }: ImportPlan): string {
  return createHash('sha256')
    .update(JSON.stringify([outcomes, questions, whoIs, tables, children, marks]))
    .digest('hex');
}

/** Marks by the store's own ids, in the order in which its table holds them: pages are filled one after the other. */
const inOrderOfTheTable = (marks: readonly MarkEdits[], ids: ReadonlyMap<string, string>): MarkEdits[] =>
  marks
    .map((edits) => ({ ...edits, enrolmentId: ids.get(edits.enrolmentId) ?? edits.enrolmentId }))
    .sort((a, b) => (a.enrolmentId < b.enrolmentId ? -1 : 1));

/** Copies a plan into the store, inside the writer's transaction. */
export async function writePlan(writer: Writer, plan: ImportPlan, batchId: string, progress: Progress): Promise<void> {
  const { tables, children, marks, statements } = plan;
  const ids = new Map([[BATCH, batchId]]);
  const total = children.length + marks.length;
  let done = 0;
  const tell = async () => {
    done += 1;
    await progress.report(done, total, 'Writing what was previewed');
  };
  for (const edits of tables) writeTableEdits(writer, edits, ids);
  // Weeks go before the enrolments that they hung on.
  for (const edits of marks) removeWeeks(writer, edits);
  for (const edits of children) {
    writeEdits(writer, edits.edits, ids);
    await tell();
  }
  for (const edits of inOrderOfTheTable(marks, ids)) {
    writeMarkEdits(writer, edits);
    await tell();
  }
  for (const { source, asOf, saidOf } of statements) {
    const placed = new Map([...saidOf].map(([childId, said]) => [ids.get(childId) ?? childId, said]));
    writeStatement(writer, batchId, { source, asOf, saidOf: placed });
  }
}
