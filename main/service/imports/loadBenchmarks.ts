import { readFileSync } from 'node:fs';
import { newId } from '#db/newId.ts';
import type { ServiceContext } from '../context.ts';
import { benchmarks } from '../importers/benchmarks.ts';
import { readCsv } from '../importers/readCsv.ts';
import { parseTable } from '../importers/table.ts';
import type { Resources } from '../resources.ts';
import { createBenchmarkApplier } from './applyBenchmarks.ts';
import { startRun } from './importRun.ts';

/** Fills a new store with the published figures that ship with the app, through the importer that people use. */
export async function loadBenchmarks(context: ServiceContext, resources: Resources): Promise<void> {
  const parsed = parseTable(readCsv(readFileSync(resources.benchmarks)), benchmarks);
  if (parsed.refused.length > 0)
    throw new Error(`The shipped benchmarks have ${parsed.refused.length} rows that cannot be read.`);
  await context.write(
    (writer) => {
      const run = startRun({ writer, today: context.clock.today(), batchId: newId() });
      const apply = createBenchmarkApplier(run.forFile(() => undefined));
      for (const row of parsed.rows) apply(row);
    },
    { reason: 'published figures shipped with the app' },
  );
}
