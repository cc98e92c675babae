import type { ReadConnection } from '#db/open.ts';

/** A dated fact, both ends inclusive; `to` null while it holds. */
export type DatedFact = { from: string; to: string | null };

const holds = (fact: DatedFact, date: string) => fact.from <= date && (fact.to === null || fact.to >= date);

/**
 * The fact in force on a date; of several the one that began last. Where none was, the last before it, then the first
 * after it: a child has a name also before somebody wrote it down.
 */
export function identityOn<Fact extends DatedFact>(facts: readonly Fact[], date: string): Fact | null {
  const rank = (fact: Fact) => (holds(fact, date) ? 2 : fact.from <= date ? 1 : 0);
  let best: Fact | null = null;
  for (const fact of facts) {
    if (best === null) best = fact;
    else {
      const [mine, its] = [rank(fact), rank(best)];
      if (mine > its || (mine === its && (mine === 0 ? fact.from < best.from : fact.from >= best.from))) best = fact;
    }
  }
  return best;
}

/** The fact in force on a date, of several the one that began last; null where there is none. */
export function factOn<Fact extends DatedFact>(facts: readonly Fact[], date: string): Fact | null {
  let best: Fact | null = null;
  for (const fact of facts) if (holds(fact, date) && (best === null || fact.from >= best.from)) best = fact;
  return best;
}

/** Rows of the children looked after on `@asAt` (short breaks among them): care covers its first day, not the day it ended. */
export const listedChildren = `WITH listed AS (SELECT child_id AS childId, start_date AS inCareSince FROM care_period
  WHERE kind = 'all' AND start_date <= @asAt AND (end_date IS NULL OR end_date > @asAt))`;

/** The authority whose store it is. */
export const readAuthority = (reader: Pick<ReadConnection, 'prepare'>): { laCode: string; name: string } =>
  reader.prepare('SELECT la_code AS laCode, name FROM authority_profile LIMIT 1').get() as {
    laCode: string;
    name: string;
  };

/** The local id on a date; where several authorities gave one, that of the authority whose store it is. */
export function localIdOn(
  ids: readonly (DatedFact & { value: string; issuer: string })[],
  date: string,
  laCode: string,
): string | null {
  const own = ids.filter((id) => id.issuer === laCode);
  return (factOn(own, date) ?? factOn(ids, date) ?? identityOn(own, date) ?? identityOn(ids, date))?.value ?? null;
}
