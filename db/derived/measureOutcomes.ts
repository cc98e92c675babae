import type { Connection } from '#db/open.ts';
import { attainment8Score, outcomeMeasures, outcomeOfMeasure } from '#domain/attainment/outcomeOfMeasure.ts';
import type { AttainmentResult } from '#domain/attainment/result.ts';
import type { AcademicYear } from '#domain/calendar/academicYear.ts';
import { measureOf } from '#domain/measures/catalogue.ts';
import type { MeasureId } from '#domain/measures/measure.ts';
import { measureInYear } from '#domain/measures/measureInYear.ts';

const stages = new Map<string, readonly MeasureId[]>(
  [2, 4].map((stage) => [
    `KS${stage}`,
    [...outcomeMeasures, 'ks4-attainment8' as const].filter((measure) => measureOf(measure).keyStage === stage),
  ]),
);

/**
 * How a child's results of one stage count in a measure of a year; null where they are missing, or it did not exist.
 * @param ofStage those of the year, and of earlier years, of which first entries count at key stage 4
 */
export function outcomeOf(
  measure: MeasureId,
  ofStage: readonly AttainmentResult[],
  year: AcademicYear,
): { value: number | null; excludedReason: string | null } | null {
  if (!measureInYear(measureOf(measure), year).applies) return null;
  const outcome =
    measure === 'ks4-attainment8' ? attainment8Score(ofStage, year) : outcomeOfMeasure(measure, ofStage, year);
  if (outcome === 'missing') return null;
  if (typeof outcome === 'object') return { value: null, excludedReason: outcome.excluded };
  return { value: typeof outcome === 'number' ? outcome : outcome === 'met' ? 1 : 0, excludedReason: null };
}

/** Works out again how a child's results count in each attainment measure of each year it has results in. */
export function createMeasureOutcomes(connection: Connection) {
  const select = connection.prepare(
    `SELECT id, academic_year AS academicYear, key_stage AS keyStage, subject, component, value, status, entry, received_on AS dateReceived, supersedes_id AS supersedes, qualification
     FROM attainment_result WHERE child_id = ? AND key_stage IN ('KS2', 'KS4')`,
  );
  const remove = connection.prepare('DELETE FROM measure_outcome WHERE child_id = ?');
  const insert = connection.prepare(
    'INSERT INTO measure_outcome (measure, academic_year, child_id, value, excluded_reason) VALUES (?, ?, ?, ?, ?)',
  );

  return (childId: string): void => {
    remove.run(childId);
    const results = select.all(childId) as AttainmentResult[];
    for (const [stage, measures] of stages) {
      const ofStage = results.filter((result) => result.keyStage === stage);
      for (const year of new Set(ofStage.map((result) => result.academicYear))) {
        for (const measure of measures) {
          const outcome = outcomeOf(measure, ofStage, year);
          if (outcome) insert.run(measure, year, childId, outcome.value, outcome.excludedReason);
        }
      }
    }
  };
}
