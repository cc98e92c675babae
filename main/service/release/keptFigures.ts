import { addAcademicYears } from '#domain/calendar/academicYear.ts';
import type { Measure } from '#domain/measures/measure.ts';
import { CallFailure } from '../context/callFailure.ts';
import type { ServiceContext } from '../context/context.ts';
import { factsVersion } from '../context/factsVersion.ts';
import type { Progress } from '../context/progress.ts';
import { storeFiles } from '../context/storeFiles.ts';
import { runOffThread } from '../jobs/runOffThread.ts';
import { type FamilyQuestion, type Figures, familyOf, type MeasureFigures, readFigures } from './figuresOfFamily.ts';
import type { figuresTask } from './figuresTask.ts';

type Kept = { version: string; figures: Map<string, Figures> };
const place = 'release.figures';

/** A store with up to so many children is read where it is, in milliseconds: a thread of its own takes longer to begin. */
export const READ_IN_PLACE = 1000;
/** So often is a table begun again because somebody saved something meanwhile. */
const MOST_ATTEMPTS = 5;

function keptIn({ reader, memory }: ServiceContext): Kept {
  const version = factsVersion(reader);
  const known = memory.get(place) as Kept | undefined;
  if (known?.version === version) return known;
  const fresh: Kept = { version, figures: new Map() };
  memory.set(place, fresh);
  return fresh;
}

/**
 * Everything the releases of a family could show in a range of years, with the year before it. Read once for as long as
 * no fact changes, so that an export after its preview is the same table; in a large store in a thread of its own, so that
 * nobody waits behind it. Cancelling `progress`, and locking, end that thread.
 */
export async function figuresOfFamily(
  context: ServiceContext,
  measure: Measure,
  { asAt, ...asked }: FamilyQuestion,
  progress: Progress = untilLocked(context),
): Promise<MeasureFigures[]> {
  const years = { from: addAcademicYears(asked.from, -1), to: asked.to, asAt };
  const family = familyOf(measure).filter(
    (each) => each.firstYear <= years.to && (each.lastYear === null || each.lastYear >= years.from),
  );
  const keyOf = (id: string) => `${id} ${years.from} ${years.to} ${asAt}`;
  const kept = keptIn(context);
  const missing = family.filter(({ id }) => !kept.figures.has(keyOf(id)));
  const read = missing.length === 0 ? [] : await readMissing(context, missing, years, progress);
  for (const figures of read) kept.figures.set(keyOf(figures.id), figures);
  return family.map((each) => ({ measure: each, ...(kept.figures.get(keyOf(each.id)) as Figures) }));
}

async function readMissing(
  context: ServiceContext,
  measures: readonly Measure[],
  years: FamilyQuestion,
  progress: Progress,
): Promise<Figures[]> {
  const { reader, clock, store } = context;
  const { children } = reader.prepare('SELECT count(*) AS children FROM child').get() as { children: number };
  if (children <= READ_IN_PLACE) return readFigures(context, measures, years, () => undefined);
  const version = factsVersion(reader);
  const key = store.copyKey();
  try {
    const ids = measures.map(({ id }) => id);
    const input = { store: storeFiles(store.folder).store, key, measures: ids, years, today: clock.today() };
    const answer = await runOffThread<typeof figuresTask>('releaseFigures', input, progress);
    if (answer.version === version) return answer.figures;
    throw new FactsChanged();
  } finally {
    key.fill(0);
  }
}

class FactsChanged extends Error {}

/** Without a job of its own the reading goes on until the store is locked. */
const untilLocked = ({ reader }: ServiceContext): Progress => ({
  report: async () => undefined,
  get cancelled() {
    return !reader.open;
  },
  hold: () => undefined,
});

/** Does work that reads more than once, again where somebody saved something in between: all of it is of one state of the store. */
export async function ofOneState<Result>(context: ServiceContext, work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
    const version = factsVersion(context.reader);
    try {
      const result = await work();
      if (factsVersion(context.reader) === version) return result;
    } catch (error) {
      if (!(error instanceof FactsChanged)) throw error;
    }
  }
  throw new CallFailure(
    'conflict',
    'Others are saving at the moment, so the table would not be of one state. Try again.',
  );
}
