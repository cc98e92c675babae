import { BENCHMARKS, saidAfter } from '#db/facts/statements.ts';
import type { ReadConnection } from '#db/open.ts';
import type { BenchmarkCohort, CohortKind } from '#domain/measures/cohortOfBenchmark.ts';
import { standingBenchmark } from '#domain/measures/standingBenchmark.ts';

export type PeerValue = BenchmarkCohort & {
  academicYear: string;
  geography: string;
  value: number;
  unit: string;
  source: string;
  url: string;
  definition: string;
  publishedName: string;
  /** The last day as of which a file gave it; only looked for where two values are of one measure, place, year and cohort. */
  saidOn?: string | null;
};

/** The standing published value of a measure by academic year, for one geography and cohort kind, of those that `isOut` takes. */
export function standingValues(
  reader: ReadConnection,
  measureCode: string,
  geography: string,
  cohortKind: CohortKind,
  fromYear: string,
  toYear: string,
  isOut: (value: PeerValue) => boolean = () => true,
): Map<string, PeerValue> {
  const rows = reader
    .prepare(
      `SELECT academic_year AS academicYear, geography, cohort_kind AS cohortKind, cohort_variant AS variant, vintage, value, benchmark.unit, source, url, benchmark.definition, published_name AS publishedName
       FROM measure CROSS JOIN benchmark ON benchmark.measure_id = measure.id
       WHERE measure.code = ? AND kind = 'value' AND geography = ? AND cohort_kind = ? AND academic_year BETWEEN ? AND ? ORDER BY academic_year, benchmark.id`,
    )
    .all(measureCode, geography, cohortKind, fromYear, toYear) as PeerValue[];
  const byYear = new Map<string, PeerValue[]>();
  for (const row of rows) {
    if (!isOut(row)) continue;
    const list = byYear.get(row.academicYear);
    if (list) list.push(row);
    else byYear.set(row.academicYear, [row]);
  }
  const standing = new Map<string, PeerValue>();
  for (const [year, candidates] of byYear) {
    const value = standingBenchmark(candidates.length > 1 ? candidates.map(lastSaid(reader)) : candidates);
    if (value) standing.set(year, value);
  }
  return standing;
}

/** A value with the last day as of which a file gave it, by what `benchmarkSaid` calls it. */
function lastSaid(reader: ReadConnection): (value: PeerValue) => PeerValue {
  const said = [...(saidAfter(reader, '', BENCHMARKS).get(BENCHMARKS) ?? [])];
  return (value) => {
    const { publishedName, geography, academicYear, definition, source } = value;
    const [start, end] = [`${publishedName} ${geography} `, ` ${academicYear} ${definition} ${source}`];
    const days = said.flatMap(([what, day]) => (what.startsWith(start) && what.endsWith(end) ? [day] : []));
    return { ...value, saidOn: days.toSorted().at(-1) ?? null };
  };
}

export type TargetRow = {
  academicYear: string;
  kind: 'maximumGap' | 'minimumRate' | 'maximumRate';
  value: number;
  floor: number | null;
  peer: string | null;
  source: string;
};

/** The authority's targets for a measure, by academic year. */
export const targetsOf = (reader: ReadConnection, measureCode: string, geography: string): TargetRow[] =>
  reader
    .prepare(
      `SELECT academic_year AS academicYear, target.kind, value, floor, peer, source FROM target JOIN measure ON measure.id = measure_id
       WHERE measure.code = ? AND geography = ? ORDER BY academic_year`,
    )
    .all(measureCode, geography) as TargetRow[];

/** Fewer children than this are not rated; a dated rule of the authority's profile. */
export function minimumToRate(reader: ReadConnection, date: string): number {
  const row = reader
    .prepare(
      "SELECT value FROM rule_set WHERE kind = 'minimumCohortToRate' AND valid_from <= ? AND (valid_to IS NULL OR valid_to >= ?) ORDER BY valid_from DESC LIMIT 1",
    )
    .get(date, date) as { value: string } | undefined;
  return Number(row?.value ?? '10');
}

/** The authority's own name, which is also the geography of its published figures. */
export const authorityName = (reader: ReadConnection): string =>
  (reader.prepare('SELECT name FROM authority_profile LIMIT 1').get() as { name: string }).name;
