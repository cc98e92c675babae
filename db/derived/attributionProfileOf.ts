import type { Connection } from '#db/open.ts';
import { addDays } from '#domain/calendar/plainDate.ts';
import type { AttributionProfile, AttributionStep } from '#domain/localities/attributionProfile.ts';

type Dated = { start: string; end: string | null };

/** The store's dated attribution rule: localities' districts, and the cohorts that take precedence over them. */
export function attributionProfileOf(connection: Connection): AttributionProfile {
  const districts = connection
    .prepare(
      'SELECT locality_id AS localityId, district_id AS district, valid_from AS start, valid_to AS end FROM locality_district',
    )
    .all() as ({ localityId: string; district: string } & Dated)[];
  const cohorts = connection
    .prepare(
      'SELECT locality_id AS localityId, cohort, precedence, valid_from AS start, valid_to AS end FROM locality_cohort ORDER BY precedence',
    )
    .all() as ({ localityId: string; cohort: string; precedence: number } & Dated)[];
  const starts = [
    ...new Set([
      '0001-01-01',
      ...cohorts.map((row) => row.start),
      ...cohorts.flatMap((row) => (row.end ? [addDays(row.end, 1)] : [])),
    ]),
  ].sort();
  const rules = starts.map((start, index) => {
    const next = starts[index + 1];
    const steps: AttributionStep[] = cohorts
      .filter((row) => row.start <= start && (row.end === null || row.end >= start))
      .map((row) => ({
        by: 'cohort',
        cohort: row.cohort === 'specialEducationalNeeds' ? 'sen' : row.cohort,
        localityId: row.localityId,
      }));
    return { start, end: next ? addDays(next, -1) : null, steps: [...steps, { by: 'district' } as const] };
  });
  return { rules, districts };
}
