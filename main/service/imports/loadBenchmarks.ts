import { readFileSync } from 'node:fs';
import type { ServiceContext } from '../context.ts';
import { benchmarks } from '../importers/benchmarks.ts';
import { readCsv } from '../importers/readCsv.ts';
import { parseTable } from '../importers/table.ts';
import type { Resources } from '../resources.ts';
import { applyBenchmarks } from './applyBenchmarks.ts';

/** Fills a new store with the published figures that ship with the app, through the importer that people use. */
export async function loadBenchmarks(context: ServiceContext, resources: Resources): Promise<void> {
  const parsed = parseTable(readCsv(readFileSync(resources.benchmarks)), benchmarks);
  if (parsed.refused.length > 0)
    throw new Error(`The shipped benchmarks have ${parsed.refused.length} rows that cannot be read.`);
  await context.write((writer) => applyBenchmarks(writer, parsed.rows), {
    reason: 'published figures shipped with the app',
  });
}
