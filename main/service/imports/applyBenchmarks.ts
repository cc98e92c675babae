import type { BenchmarkFileRow } from '../importers/benchmarks.ts';
import { type Applier, nothingApplied } from './applied.ts';

/** Writes published figures as benchmarks and published targets as targets, each under its stable measure. */
export const applyBenchmarks: Applier<BenchmarkFileRow> = (writer, rows) => {
  const applied = nothingApplied();
  const measures = new Map(
    (writer.connection.prepare('SELECT code, id FROM measure').all() as { code: string; id: string }[]).map(
      ({ code, id }) => [code, id],
    ),
  );
  const findFigure = writer.connection.prepare(
    'SELECT id FROM benchmark WHERE published_name = ? AND geography = ? AND cohort_kind = ? AND cohort_variant = ? AND vintage = ? AND academic_year = ? AND definition = ? AND source = ?',
  );
  const findTarget = writer.connection.prepare(
    'SELECT id FROM target WHERE measure_id = ? AND academic_year = ? AND geography = ? AND kind = ?',
  );
  for (const row of rows) {
    const { mapped } = row;
    const measureId = measures.get(mapped.measureId) ?? null;
    const definition = row.definition ?? '';
    const found =
      mapped.kind === 'target'
        ? findTarget.get(measureId, row.academicYear, row.geography, mapped.targetKind)
        : findFigure.get(
            row.measure,
            row.geography,
            mapped.cohortKind,
            mapped.variant,
            mapped.vintage,
            row.academicYear,
            definition,
            row.source,
          );
    const table = mapped.kind === 'target' ? 'target' : 'benchmark';
    const values =
      mapped.kind === 'target'
        ? {
            measure_id: measureId,
            academic_year: row.academicYear,
            geography: row.geography,
            kind: mapped.targetKind,
            value: row.value,
            floor: null,
            // The seed's targets are set against all pupils in England (domain.md section 3).
            peer: mapped.targetKind === 'maximumGap' ? 'England' : null,
            source: row.source,
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
    const existing = (found as { id: string } | undefined)?.id;
    if (!existing) {
      writer.insert(table, values);
      applied.added += 1;
    } else if (writer.update(table, existing, values)) applied.changed += 1;
    else applied.unchanged += 1;
  }
  return applied;
};
