import type { ReadConnection } from '#db/open.ts';

export type BenchmarkRow = {
  id: string;
  geography: string;
  cohort: string;
  variant: string;
  academicYear: string;
  value: number;
  unit: string;
  definition: string;
  source: string;
  url: string;
  vintage: string;
  confidence: string;
};

const columns = `benchmark.id, geography, cohort_kind AS cohort, cohort_variant AS variant, academic_year AS academicYear, value, benchmark.unit,
  benchmark.definition, source, url, vintage, confidence`;

/** Every published value of a measure, oldest year first; gaps published as such are not among them. */
export const listBenchmarks = (reader: ReadConnection, measureCode: string): BenchmarkRow[] =>
  reader
    .prepare(
      `SELECT ${columns} FROM benchmark JOIN measure ON measure.id = benchmark.measure_id
       WHERE measure.code = ? AND kind = 'value' ORDER BY academic_year, geography, cohort_kind, cohort_variant`,
    )
    .all(measureCode) as BenchmarkRow[];

/** The id of each measure by its code. */
export const measureIds = (reader: Pick<ReadConnection, 'prepare'>): Map<string, string> =>
  new Map(
    reader
      .prepare<[], { code: string; id: string }>('SELECT code, id FROM measure')
      .all()
      .map(({ code, id }) => [code, id]),
  );

/** Academic years with a published value, by measure code. */
export function yearsWithBenchmarks(reader: ReadConnection): Map<string, string[]> {
  const rows = reader
    .prepare(
      "SELECT DISTINCT measure.code, academic_year AS academicYear FROM benchmark JOIN measure ON measure.id = benchmark.measure_id WHERE kind = 'value' ORDER BY academic_year",
    )
    .all() as { code: string; academicYear: string }[];
  const years = new Map<string, string[]>();
  for (const { code, academicYear } of rows) {
    const list = years.get(code);
    if (list) list.push(academicYear);
    else years.set(code, [academicYear]);
  }
  return years;
}

/** Academic years with a figure of the store's own, by measure code; 'attendance', 'exclusions' and 'sen' by subject. */
export function yearsWithFigures(reader: ReadConnection): Map<string, string[]> {
  const rows = reader
    .prepare(
      `SELECT measure AS of, academic_year AS academicYear FROM measure_outcome GROUP BY 1, 2
       UNION ALL SELECT 'attendance', academic_year FROM attendance_year GROUP BY 2
       UNION ALL SELECT 'exclusions', CASE WHEN substr(start_date, 6) >= '09' THEN substr(start_date, 1, 4) || '/' || substr(1 + substr(start_date, 1, 4), 3)
           ELSE (substr(start_date, 1, 4) - 1) || '/' || substr(start_date, 3, 2) END FROM suspension GROUP BY 2
       UNION ALL SELECT 'sen', academic_year FROM cohort_member WHERE sen_status IS NOT NULL GROUP BY 2`,
    )
    .raw()
    .all() as [string, string][];
  const years = new Map<string, string[]>();
  for (const [of, year] of rows) years.set(of, [...(years.get(of) ?? []), year]);
  return years;
}
