import { readFileSync } from 'node:fs';
import { writeTableEdits } from '#service/facts/tableInHand.ts';
import type { ServiceContext } from '../context/context.ts';
import type { Resources } from '../context/resources.ts';
import { startRun } from './apply/importRun.ts';
import { createBenchmarkApplier } from './formats/benchmarks/apply.ts';
import { benchmarks } from './formats/benchmarks/format.ts';
import { readCsv } from './read/readCsv.ts';
import { parseTable } from './read/table.ts';

/** Fills a new store with the published figures that ship with the app, through the importer that people use. */
export async function loadBenchmarks(context: ServiceContext, resources: Resources): Promise<void> {
  const parsed = parseTable(readCsv(readFileSync(resources.benchmarks)), benchmarks);
  if (parsed.refused.length > 0)
    throw new Error(`The shipped benchmarks have ${parsed.refused.length} rows that cannot be read.`);
  const today = context.clock.today();
  const run = startRun({ connection: context.reader, today, decisions: new Map() });
  const apply = createBenchmarkApplier({ ...run, saidLater: () => new Map(), say: () => undefined });
  for (const row of parsed.rows) apply(row);
  await context.write(
    (writer) => {
      for (const edits of run.edits().tables) writeTableEdits(writer, edits, new Map());
    },
    { reason: 'published figures shipped with the app' },
  );
}
