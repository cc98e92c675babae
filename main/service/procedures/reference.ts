import type { referenceCalls } from '#contract/reference.ts';
import { listBenchmarks, yearsWithBenchmarks } from '#db/queries/benchmarks.ts';
import { catalogue } from '#domain/measures/catalogue.ts';
import type { ProceduresOf } from './procedure.ts';

export const referenceProcedures: ProceduresOf<keyof typeof referenceCalls> = {
  'reference.measures': ({ reader }) => {
    const years = yearsWithBenchmarks(reader);
    return {
      rows: catalogue.map((measure) => ({
        measure: measure.id,
        name: measure.name,
        shortName: measure.shortName,
        unit: measure.unit,
        polarity: measure.polarity,
        subject: measure.subject,
        definition: measure.definition,
        years: years.get(measure.id) ?? [],
        computable: measure.computable,
      })),
    };
  },
  'reference.benchmarks': ({ reader }, { measure }) => ({ rows: listBenchmarks(reader, measure) }),
};
