import { type MappedBenchmark, measureOfBenchmark } from '#domain/measures/measureOfBenchmark.ts';
import { academicYear, decimal, text } from '#service/imports/read/cells.ts';
import { optional, type RowOf, refuseRepeats, required, type TableFormat } from '#service/imports/read/table.ts';

const columns = {
  measure: required('measure', text(200), { title: 'Measure' }),
  geography: required('geography', text(100), { title: 'Geography' }),
  cohort: required('cohort', text(100), { title: 'Cohort' }),
  academicYear: required('academic_year', academicYear, { title: 'Academic year', aliases: ['time_period'] }),
  value: required('value', decimal(-100, 1000), { title: 'Value' }),
  unit: required('unit', text(50), { title: 'Unit' }),
  definition: optional('definition', text(2000), { title: 'Definition', severalLines: true }),
  source: required('source', text(1000), { title: 'Source', severalLines: true }),
  url: optional('url', text(1000), { title: 'URL' }),
  confidence: optional('confidence', text(500), { title: 'Confidence', severalLines: true }),
};

/** One published figure, gap or target as the file prints it, with the stable measure it belongs to in `mapped`. */
export type BenchmarkFileRow = RowOf<typeof columns> & { mapped: MappedBenchmark };

/** DfE statistics files write these for figures that are not there: they are never nought. */
const NOT_A_FIGURE: Readonly<Record<string, string>> = {
  x: 'not available',
  c: 'suppressed',
  z: 'not applicable',
  k: 'low, rounds to nought',
  low: 'low, rounds to nought',
  u: 'of low reliability',
};

const value = (cell: string) => {
  const why = NOT_A_FIGURE[cell.toLowerCase()];
  if (why)
    return { ok: false as const, reason: `“${cell}” means ${why}: there is no figure to take, leave the row out` };
  return decimal(-100, 1000)(cell);
};

/**
 * Published benchmarks: one row a figure, each mapped to a stable measure id. A row whose measure, cohort or unit is not
 * known is refused, so that none is left over silently; the same figure twice (measure, geography, cohort, year,
 * definition, source) is refused from the second time on.
 *
 * Source: domain notes, section 3 (`reference/benchmarks.csv`) and section 11 (DfE's marks for missing values).
 */
export const benchmarks: TableFormat<typeof columns, BenchmarkFileRow> = {
  id: 'benchmarks',
  title: 'Published benchmarks',
  columns: { ...columns, value: { ...columns.value, read: value } },
  signature: ['measure', 'geography', 'cohort', 'academic_year', 'value', 'unit'],
  finish: (row) => {
    const mapped = measureOfBenchmark(row);
    if (mapped.ok) return { row: { ...row, mapped: mapped.value } };
    const field = { unknownMeasure: 'measure', unknownCohort: 'cohort', unknownUnit: 'unit' } as const;
    const at = field[mapped.error.code];
    const fault = {
      field: at,
      value: row[at],
      reason: `${mapped.error.detail}: use the wording of an earlier row, or leave it out`,
    };
    // The row is refused, so what it would be mapped to is never looked at.
    return { row: { ...row, mapped: undefined as never }, faults: [fault] };
  },
  across: (rows) => {
    const key = (row: BenchmarkFileRow) =>
      [row.measure, row.geography, row.cohort, row.academicYear, row.definition, row.source].join('\u0000');
    return { refuse: refuseRepeats(rows, key, 'measure', 'this figure'), warnings: [] };
  },
};
