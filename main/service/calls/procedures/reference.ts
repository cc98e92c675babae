import type { referenceCalls } from '#contract/reference.ts';
import { listBenchmarks, yearsWithBenchmarks, yearsWithFigures } from '#db/queries/benchmarks.ts';
import { catalogue } from '#domain/measures/catalogue.ts';
import type { Measure } from '#domain/measures/measure.ts';
import { measureInYear } from '#domain/measures/measureInYear.ts';
import type { ProceduresOf } from './procedure.ts';

export const referenceProcedures: ProceduresOf<keyof typeof referenceCalls> = {
  'reference.measures': ({ reader }) => {
    const [published, own] = [yearsWithBenchmarks(reader), yearsWithFigures(reader)];
    /** Published or computed: a year with results can be chosen before its peers are out. */
    const yearsOf = (measure: Measure): string[] => {
      const figures = measure.computable ? (own.get(measure.id) ?? own.get(measure.subject) ?? []) : [];
      const computed = figures.filter((year) => measureInYear(measure, year).applies);
      return [...new Set([...(published.get(measure.id) ?? []), ...computed])].sort();
    };
    return {
      rows: catalogue.map((measure) => ({
        measure: measure.id,
        name: measure.name,
        shortName: measure.shortName,
        unit: measure.unit,
        polarity: measure.polarity,
        subject: measure.subject,
        definition: measure.definition,
        years: yearsOf(measure),
        computable: measure.computable,
      })),
    };
  },
  'reference.benchmarks': ({ reader }, { measure }) => ({ rows: listBenchmarks(reader, measure) }),
};
