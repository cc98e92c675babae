import { STRATEGY_YEAR, SWAPPED_SUBJECTS } from '#db/seed/strategyTargets.ts';
import type { BenchmarkFileRow } from '../formats/benchmarks.ts';
import { changedIf, type RowApplier } from './applied.ts';
import type { ImportRun } from './importRun.ts';

/** What is said of published figures stands in a statement under this name, where that of a child has its id. */
const BENCHMARKS = 'benchmarks';

/**
 * Published figures as benchmarks and published targets as targets, each under its stable measure. A figure that was put right in a
 * newer file stays so when the older one comes again.
 */
export function createBenchmarkApplier(
  run: Pick<ImportRun, 'all' | 'table' | 'say' | 'saidLater'>,
): RowApplier<BenchmarkFileRow> {
  const measures = new Map(
    run.all<{ code: string; id: string }>('SELECT code, id FROM measure').map(({ code, id }) => [code, id]),
  );
  const figures = run.table('benchmark', [
    ...['measure_id', 'published_name', 'geography', 'cohort_kind', 'cohort_variant', 'vintage', 'academic_year'],
    ...['definition', 'source'],
  ]);
  const targets = run.table('target', ['measure_id', 'academic_year', 'geography', 'kind', 'peer']);
  return (row) => {
    const { mapped } = row;
    const measureId = measures.get(mapped.measureId) ?? null;
    const definition = row.definition ?? '';
    // The seed's targets are set against all pupils in England (domain.md section 3).
    const peer = mapped.kind === 'target' && mapped.targetKind === 'maximumGap' ? 'England' : null;
    const [found] =
      mapped.kind === 'target'
        ? targets.find(measureId, row.academicYear, row.geography, mapped.targetKind, peer)
        : figures.find(
            ...[measureId, row.measure, row.geography, mapped.cohortKind, mapped.variant, mapped.vintage],
            ...[row.academicYear, definition, row.source],
          );
    const table = mapped.kind === 'target' ? targets : figures;
    const values =
      mapped.kind === 'target'
        ? {
            measure_id: measureId,
            academic_year: row.academicYear,
            geography: row.geography,
            kind: mapped.targetKind,
            value: row.value,
            floor: null,
            peer,
            source: sourceOfTarget(row),
            position: 0,
          }
        : {
            measure_id: measureId,
            kind: mapped.kind,
            published_name: row.measure,
            geography: row.geography,
            cohort_kind: mapped.cohortKind,
            cohort_variant: mapped.variant,
            academic_year: row.academicYear,
            value: row.value,
            unit: row.unit,
            definition,
            source: row.source,
            url: row.url ?? '',
            vintage: mapped.vintage,
            confidence: row.confidence ?? '',
          };
    const what = [
      ...[row.measure, row.geography, row.cohort, row.academicYear, definition],
      ...(mapped.kind === 'target' ? [] : [row.source]),
    ].join(' ');
    const older = run.saidLater(BENCHMARKS).has(what);
    run.say(BENCHMARKS, [what]);
    if (found && older) return 'unchanged';
    if (found) return changedIf(table.update(found.id, values));
    table.insert(values);
    return 'added';
  };
}

/** The source of a target, with the remark that stands beside the strategy's two gaps at KS2. */
const sourceOfTarget = ({ mapped, academicYear, source }: BenchmarkFileRow): string =>
  academicYear === STRATEGY_YEAR && ['ks2-maths-level4', 'ks2-english-level4'].includes(mapped.measureId)
    ? `${source}. ${SWAPPED_SUBJECTS}`
    : source;
