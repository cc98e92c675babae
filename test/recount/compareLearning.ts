import type { ReadConnection } from '#db/open.ts';
import { type CohortChild, cohortOn, ncYearOn, written } from './careRecount.ts';
import type { Ask, Compared } from './compareAttendance.ts';
import { learningMeasures, type Outcome, outcomeIn, takenIn } from './outcomesRecount.ts';
import type { RawFacts } from './rawFacts.ts';
import type { RawResult } from './rawResults.ts';

export type Learning = { facts: RawFacts; results: Map<string, RawResult[]>; peers: Set<string>; today: string };
export type Group = { lac12: boolean; uasc: boolean };

type Own = CohortChild & { ncYear: number | null };
const cohorts = new WeakMap<RawFacts, Map<number, Own[]>>();
/** Every own child of school age in the outcomes cohort of a year, worked out once. */
function cohortIn(facts: RawFacts, first: number): Own[] {
  const known = cohorts.get(facts) ?? new Map<number, Own[]>();
  cohorts.set(facts, known);
  const march = `${first + 1}-03-31`;
  const found =
    known.get(first) ??
    cohortOn(facts, first <= 2009 ? `${first + 1}-09-30` : march, march).map((each) => ({
      ...each,
      ncYear: ncYearOn(each.child, march),
    }));
  known.set(first, found);
  return found;
}

/** The assessed year's children in the cohort; who is in it in one of the two years before counts there. */
function assessed(facts: RawFacts, first: number, ncYear: number, group: Group): Own[] {
  const of = (year: number) =>
    cohortIn(facts, year).filter(
      (each) => each.ncYear === ncYear && (each.lac12 || !group.lac12) && (group.uasc || !each.uasc),
    );
  const before = new Set([...of(first - 1), ...of(first - 2)].map(({ child }) => child));
  return of(first).filter(({ child }) => !before.has(child));
}

/** The assumed days on which all pupils' figures come out, of England and of authorities (docs/decisions/peers-as-at.md). */
const outOn: Record<6 | 11, Record<'England' | 'Kent', string>> = {
  6: { England: '07-09', Kent: '09-12' },
  11: { England: '10-19', Kent: '10-19' },
};
const peers = new WeakMap<object, Set<string>>();
/** Measure, place and year of every published value of all pupils. */
export function rawPeers(reader: ReadConnection): Set<string> {
  const known = peers.get(reader);
  if (known) return known;
  const rows = reader
    .prepare(
      `SELECT code || ' ' || geography || ' ' || academic_year FROM benchmark JOIN measure ON measure.id = measure_id
       WHERE kind = 'value' AND cohort_kind = 'ALL'`,
    )
    .pluck()
    .all() as string[];
  const found = new Set(rows);
  peers.set(reader, found);
  return found;
}

const near = (value: number | null | undefined) => (value == null ? null : Math.round(value * 1e6) / 1e6);

/** What a row of the gap report has to say of these outcomes. */
function cellsOf(outcomes: readonly Outcome[], isMean: boolean, highest: number) {
  const count = (outcome: Outcome) => outcomes.filter((each) => each === outcome).length;
  const scores = outcomes.filter((each) => typeof each === 'number');
  const [missing, excluded] = [count('missing'), count('excluded')];
  const withResult = outcomes.length - missing - excluded;
  const sum = isMean ? scores.reduce((total, each) => total + each, 0) : count('met');
  const scale = isMean ? 1 : 100;
  const all = withResult + missing;
  const most = isMean ? highest : 1;
  const p = sum / withResult;
  const z = 1.959963984540054;
  const half = z * Math.sqrt((p * (1 - p)) / withResult + (z * z) / (4 * withResult * withResult));
  return {
    inCohort: outcomes.length,
    withResult,
    missing,
    excluded,
    // Where nobody has a result nothing is known: neither nought reached nor a span of 0 to 100.
    reached: isMean || withResult === 0 ? null : sum,
    value: withResult === 0 ? null : near((scale * sum) / withResult),
    // What the missing could make of it.
    bounds:
      missing === 0 || withResult === 0
        ? null
        : [near((scale * sum) / all), near((scale * (sum + most * missing)) / all)],
    // Wilson's interval of a percentage; that of a mean is left to the rule's own table of examples.
    wilson:
      isMean || withResult === 0
        ? null
        : [p + (z * z) / (2 * withResult) - half, p + (z * z) / (2 * withResult) + half].map((each) =>
            near((100 * each) / (1 + (z * z) / withResult)),
          ),
  };
}

/** Every county and locality row of a measure of attainment as at a date, in the gap report. */
export async function compareLearning(
  ask: Ask,
  { facts, results, peers, today }: Learning,
  what: { measure: string; years: [number, number]; asAt: string; group: Group; peer?: 'England' | 'Kent' },
): Promise<Compared & { withResult: number }> {
  const into = { cells: 0, differences: [] as string[], withResult: 0 };
  const { measure, years, asAt, group, peer = 'Kent' } = what;
  const { ncYear } = learningMeasures[measure] as { ncYear: 6 | 11 };
  const isMean = measure === 'ks4-attainment8';
  const { county, localities } = await ask('reports.gap', {
    measure,
    fromYear: written(years[0]),
    toYear: written(years[1]),
    cohort: group.lac12 ? 'LAC12' : 'all',
    uasc: group.uasc ? 'with' : 'without',
    everyYear: true,
    peer,
    asAt,
  });
  for (let first = years[0]; first <= years[1]; first += 1) {
    const year = written(first);
    const members = takenIn(measure, year)
      ? assessed(facts, first, ncYear, group).map(({ child, locality }) => ({
          locality,
          outcome: outcomeIn(measure, year, results.get(`${child.id} KS${ncYear === 6 ? 2 : 4}`) ?? [], asAt),
        }))
      : [];
    for (const row of [...county, ...localities].filter((each) => each.academicYear === year)) {
      const own = row.isCounty ? members : members.filter((each) => each.locality === row.localityId);
      const highest = first <= 2015 ? 80 : first === 2016 ? 87 : 90;
      const cells = cellsOf(
        own.map(({ outcome }) => outcome),
        isMean,
        highest,
      );
      const isOut = asAt >= today || `${first + 1}-${outOn[ncYear][peer]}` <= asAt;
      const hasPeer = takenIn(measure, year) && isOut && peers.has(`${measure} ${peer} ${year}`);
      const expected = {
        ...cells,
        hasPeer,
        gap: !hasPeer || cells.value === null || row.peer === null ? null : near(row.peer - cells.value),
      };
      const shown = {
        inCohort: row.inCohort,
        withResult: row.withResult,
        missing: row.missing,
        excluded: row.excluded.reduce((sum, { count }) => sum + count, 0),
        reached: row.reached,
        value: near(row.lookedAfter),
        hasPeer: row.peer !== null,
        gap: near(row.gap.value),
        bounds: row.bounds && [near(row.bounds.lowest), near(row.bounds.highest)],
        wilson: isMean || row.interval === null ? null : [near(row.interval.low), near(row.interval.high)],
      };
      into.withResult += expected.withResult;
      for (const key of Object.keys(expected) as (keyof typeof expected)[]) {
        into.cells += 1;
        const [a, b] = [JSON.stringify(shown[key]), JSON.stringify(expected[key])];
        if (a !== b) into.differences.push(`${asAt} ${year} ${measure} ${row.name} ${key}: shown ${a}, counted ${b}`);
      }
    }
  }
  return into;
}
