import { keyStage2Measures } from './keyStage2Measures.ts';
import { keyStage4Measures } from './keyStage4Measures.ts';
import { MEASURE_IDS, type Measure, type MeasureId } from './measure.ts';
import { otherMeasures } from './otherMeasures.ts';

/**
 * Every measure the app knows, in the order in which reports list them.
 *
 * Shipped as the default of configuration that an authority edits by dated rows; the ids are fixed.
 * Source: domain.md sections 3 and 5 to 8, and the 789 rows of reference/benchmarks.csv.
 */
export const catalogue: readonly Measure[] = [...keyStage2Measures, ...keyStage4Measures, ...otherMeasures];

const byId: ReadonlyMap<string, Measure> = new Map(catalogue.map((measure) => [measure.id, measure]));

/**
 * The measure with this id.
 *
 * @throws when the id is in the type but not in the catalogue, which a test rules out.
 * @example measureOf('ks2-rwm-expected').shortName // 'KS2 RWM'
 */
export function measureOf(id: MeasureId): Measure {
  const measure = byId.get(id);
  if (measure === undefined) throw new Error(`no measure ${id} in the catalogue`);
  return measure;
}

/**
 * Whether a text from outside (a file, a command line) is the id of a measure.
 *
 * @example isMeasureId('ks2-rwm-expected') // true
 * @example isMeasureId('KS2 RWM') // false
 */
export function isMeasureId(text: string): text is MeasureId {
  return (MEASURE_IDS as readonly string[]).includes(text);
}
