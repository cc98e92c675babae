import { readFileSync } from 'node:fs';
import { newId } from '#db/newId.ts';
import type { ServiceContext } from '../context/context.ts';
import type { Resources } from '../context/resources.ts';
import { createBenchmarkApplier } from './apply/applyBenchmarks.ts';
import { startRun } from './apply/importRun.ts';
import { benchmarks } from './formats/benchmarks.ts';
import { readCsv } from './formats/readCsv.ts';
import { parseTable } from './formats/table.ts';

const silent = { warn: () => undefined, differ: () => undefined };

/** Fills a new store with the published figures that ship with the app, through the importer that people use. */
export async function loadBenchmarks(context: ServiceContext, resources: Resources): Promise<void> {
  const parsed = parseTable(readCsv(readFileSync(resources.benchmarks)), benchmarks);
  if (parsed.refused.length > 0)
    throw new Error(`The shipped benchmarks have ${parsed.refused.length} rows that cannot be read.`);
  await context.write(
    (writer) => {
      const today = context.clock.today();
      const run = startRun({ writer, today, batchId: newId(), decisions: new Map() });
      const apply = createBenchmarkApplier(
        run.forFile({ source: 'benchmarks', asOf: today, saidOf: new Map(), ...silent }),
      );
      for (const row of parsed.rows) apply(row);
    },
    { reason: 'published figures shipped with the app' },
  );
}
