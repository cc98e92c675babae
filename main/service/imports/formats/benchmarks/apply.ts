import { BENCHMARKS } from '#db/facts/statements.ts';
import { measureIds } from '#db/queries/benchmarks.ts';
import { STRATEGY_YEAR, SWAPPED_SUBJECTS } from '#db/seed/strategyTargets.ts';
import { saysIfGiven, saysNothing } from '#domain/facts/said.ts';
import { benchmarkSaid } from '#domain/measures/benchmarkSaid.ts';
import { targetSaid } from '#domain/targets/targetSaid.ts';
import { sharedInHand } from '#service/facts/sharedInHand.ts';
import type { RowApplier } from '#service/imports/apply/applied.ts';
import type { ImportRun } from '#service/imports/apply/importRun.ts';
import type { BenchmarkFileRow } from './format.ts';

/**
 * Brings in published figures (`benchmarkSaid`) and published targets (`targetSaid`), each under its stable measure.
 */
export function createBenchmarkApplier(
  run: Pick<ImportRun, 'store' | 'table' | 'say' | 'saidLater'>,
): RowApplier<BenchmarkFileRow> {
  const measures = measureIds(run.store);
  const figures = sharedInHand(run, 'benchmarks', ['measureId', 'academicYear']);
  const targets = sharedInHand(run, 'targets', ['measureId', 'academicYear']);
  const saidLater = (what: string) => run.saidLater(BENCHMARKS).has(what);
  return ({ mapped, measure, geography, academicYear, value, unit, definition, source, cohort, ...row }) => {
    const measureId = measures.get(mapped.measureId);
    if (measureId === undefined) return { field: 'measure', value: measure, reason: 'This store has no such measure' };
    if (mapped.kind === 'target') {
      const proposal = {
        ...{ measureId, academicYear, geography, value, floor: saysNothing },
        kind: mapped.targetKind ?? '',
        // The seed's targets are set against all pupils in England (domain.md section 3).
        peer: mapped.targetKind === 'maximumGap' ? 'England' : null,
        source: sourceOfTarget(mapped.measureId, academicYear, source),
      };
      const { target, said } = targetSaid(targets.find(measureId, academicYear), proposal, saidLater);
      run.say(BENCHMARKS, [said]);
      return target === null ? 'unchanged' : targets.put(target).outcome;
    }
    const proposal = {
      ...{ measureId, geography, academicYear, value, unit, source, cohort },
      ...{ kind: mapped.kind, publishedName: measure, definition: definition ?? '' },
      ...{ cohortKind: mapped.cohortKind, cohortVariant: mapped.variant, vintage: mapped.vintage },
      url: saysIfGiven(row.url),
      confidence: saysIfGiven(row.confidence),
    };
    const ruling = benchmarkSaid(figures.find(measureId, academicYear), proposal, saidLater);
    run.say(BENCHMARKS, [ruling.said]);
    return figures.put(ruling).outcome;
  };
}

/** The source of a target, with the remark that stands beside the strategy's two gaps at KS2. */
const sourceOfTarget = (measure: string, academicYear: string, source: string): string =>
  academicYear === STRATEGY_YEAR && ['ks2-maths-level4', 'ks2-english-level4'].includes(measure)
    ? `${source}. ${SWAPPED_SUBJECTS}`
    : source;
