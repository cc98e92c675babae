import type { Row } from '#db/history/change.ts';
import type { Connection, ReadConnection } from '#db/open.ts';

type Reader = Connection | ReadConnection;

export type TargetRecord = {
  targetId: string;
  measure: string;
  academicYear: string;
  geography: string;
  kind: 'maximumGap' | 'minimumRate' | 'maximumRate';
  value: number;
  floor: number | null;
  peer: string | null;
  source: string;
};

const select = `SELECT target.id AS targetId, measure.code AS measure, academic_year AS academicYear, geography, kind, value, floor, peer, source
  FROM target JOIN measure ON measure.id = measure_id`;

/** The targets of a geography, newest year first. */
export const targetsOfGeography = (reader: Reader, geography: string): TargetRecord[] =>
  reader
    .prepare(`${select} WHERE geography = ? ORDER BY academic_year DESC, measure.code, kind`)
    .all(geography) as TargetRecord[];

export const targetById = (reader: Reader, targetId: string): TargetRecord | undefined =>
  reader.prepare(`${select} WHERE target.id = ?`).get(targetId) as TargetRecord | undefined;

/** The row of a target as it is stored. */
export const targetRow = (reader: Reader, targetId: string): Row | undefined =>
  reader.prepare<[string], Row>('SELECT * FROM target WHERE id = ?').get(targetId);

/** The target that already stands for a measure, year, geography and kind; of a gap, to the same peer. */
export const targetLike = (
  reader: Reader,
  like: Pick<TargetRecord, 'measure' | 'academicYear' | 'geography' | 'kind' | 'peer'>,
): TargetRecord | undefined =>
  reader
    .prepare(
      `${select} WHERE measure.code = @measure AND academic_year = @academicYear AND geography = @geography AND kind = @kind AND peer IS @peer`,
    )
    .get(like) as TargetRecord | undefined;

/** The row of a measure by its stable code. */
export const measureRowId = (reader: Reader, code: string): string | undefined =>
  reader.prepare('SELECT id FROM measure WHERE code = ?').pluck().get(code) as string | undefined;

export type MinimumRow = { children: number; source: string; from: string; to: string | null };

/** The smallest group that is rated, over time, oldest first. */
export const minimumToRateSpans = (reader: Reader): MinimumRow[] =>
  (
    reader
      .prepare(
        `SELECT value, source, valid_from AS "from", valid_to AS "to" FROM rule_set WHERE kind = 'minimumCohortToRate' ORDER BY valid_from`,
      )
      .all() as { value: string; source: string; from: string; to: string | null }[]
  ).map(({ value, ...row }) => ({ children: Number(value), ...row }));
