import { fixedClock } from '#db/clock.ts';
import { openForReading } from '#db/open.ts';
import { measureOf } from '#domain/measures/catalogue.ts';
import type { MeasureId } from '#domain/measures/measure.ts';
import { factsVersion } from '../context/factsVersion.ts';
import type { Tell } from '../jobs/wire.ts';
import { type FamilyQuestion, type Figures, readFigures } from './figuresOfFamily.ts';

/**
 * Reads the figures of a family in a thread of its own, from one state of the store, whose version it answers with them:
 * what is written meanwhile is not in them, and the caller sees that it was.
 */
export function figuresTask(
  input: { store: string; key: Buffer; measures: readonly MeasureId[]; years: FamilyQuestion; today: string },
  tell: Tell,
): { version: string; figures: Figures[] } {
  const reader = openForReading(input.store, input.key);
  try {
    reader.prepare('BEGIN').run();
    const context = { reader, clock: fixedClock(input.today), memory: new Map<string, unknown>() };
    const version = factsVersion(reader);
    const measures = input.measures.map(measureOf);
    const figures = readFigures(context, measures, input.years, ({ shortName }, index) =>
      tell(index, measures.length, `Reading ${shortName}`),
    );
    return { version, figures };
  } finally {
    reader.close();
  }
}
