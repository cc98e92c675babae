import type { Connection } from '#db/open.ts';
import { attainment8Score, outcomeMeasures, outcomeOfMeasure } from '#domain/attainment/outcomeOfMeasure.ts';
import type { AttainmentResult } from '#domain/attainment/result.ts';
import { measureOf } from '#domain/measures/catalogue.ts';
import type { MeasureId } from '#domain/measures/measure.ts';
import { measureInYear } from '#domain/measures/measureInYear.ts';

const stages = new Map<string, readonly MeasureId[]>(
  [2, 4].map((stage) => [`KS${stage}`, outcomeMeasures.filter((measure) => measureOf(measure).keyStage === stage)]),
);

/** Works out again how a child's results count in each attainment measure of each year it has results in. */
export function createMeasureOutcomes(connection: Connection) {
  const select = connection.prepare(
    `SELECT id, academic_year AS academicYear, key_stage AS keyStage, subject, component, value, status, entry, received_on AS dateReceived, supersedes_id AS supersedes
     FROM attainment_result WHERE child_id = ? AND key_stage IN ('KS2', 'KS4')`,
  );
  const remove = connection.prepare('DELETE FROM measure_outcome WHERE child_id = ?');
  const insert = connection.prepare(
    'INSERT INTO measure_outcome (measure, academic_year, child_id, value, excluded_reason) VALUES (?, ?, ?, ?, ?)',
  );

  return (childId: string): void => {
    remove.run(childId);
    const results = select.all(childId) as AttainmentResult[];
    for (const [year, ofYear] of Map.groupBy(results, (result) => result.academicYear)) {
      for (const [stage, measures] of stages) {
        const ofStage = ofYear.filter((result) => result.keyStage === stage);
        if (ofStage.length === 0) continue;
        for (const measure of measures) {
          if (!measureInYear(measureOf(measure), year).applies) continue;
          const outcome = outcomeOfMeasure(measure, ofStage, year);
          if (outcome === 'missing') continue;
          if (typeof outcome === 'string') insert.run(measure, year, childId, outcome === 'met' ? 1 : 0, null);
          else insert.run(measure, year, childId, null, outcome.excluded);
        }
        if (stage !== 'KS4') continue;
        const score = attainment8Score(ofStage, year);
        if (typeof score === 'number') insert.run('ks4-attainment8', year, childId, score, null);
        else if (score !== 'missing') insert.run('ks4-attainment8', year, childId, null, score.excluded);
      }
    }
  };
}
