import type { AcademicYear } from '#domain/calendar/academicYear.ts';
import type { DemoChild } from './demoChild.ts';
import type { TargetRates } from './publishedRates.ts';
import type { Random } from './random.ts';

/** How much of a year a child missed; the bounds keep each child clear of the thresholds of 10 % and 50 %. */
type Kind = 'severe' | 'persistent' | 'other';
const BOUNDS: Readonly<Record<Kind, readonly [low: number, high: number]>> = {
  severe: [0.505, 0.94],
  persistent: [0.102, 0.48],
  other: [0, 0.097],
};
/** Share of a child's absence that is unauthorised, relative to the others. */
const UNAUTHORISED_WEIGHT: Readonly<Record<Kind, number>> = { severe: 1.2, persistent: 0.8, other: 0.25 };

/** A child's year at school before its marks are laid: how many sessions were possible and how many are to be missed. */
export type AttendancePlan = {
  child: DemoChild;
  year: AcademicYear;
  possible: number;
  inCohort: boolean;
  kind: Kind;
  absent: number;
  unauthorised: number;
};

const bounds = (plan: AttendancePlan): [low: number, high: number] => {
  const [low, high] = BOUNDS[plan.kind];
  return [Math.ceil(low * plan.possible), Math.floor(high * plan.possible)];
};

/** Adds or takes single units from the plans until the whole is `wanted`; gives up when nothing moves any more. */
const settle = (
  random: Random,
  plans: readonly AttendancePlan[],
  wanted: number,
  field: 'absent' | 'unauthorised',
  within: (plan: AttendancePlan) => readonly [number, number],
): void => {
  let difference = wanted - plans.reduce((sum, plan) => sum + plan[field], 0);
  let moved = true;
  while (difference !== 0 && moved) {
    moved = false;
    for (const plan of random.shuffled(plans)) {
      if (difference === 0) break;
      const next = plan[field] + Math.sign(difference);
      const [low, high] = within(plan);
      if (next < low || next > high) continue;
      plan[field] = next;
      difference -= Math.sign(difference);
      moved = true;
    }
  }
};

/**
 * Sets who missed how much in one academic year, so that the 12-month cohort's overall, unauthorised, persistent and severe
 * absence are the published ones to the nearest session and child; children outside it are drawn from the same shares.
 *
 * Source: benchmarks 'absence-overall', 'absence-unauthorised', 'absence-persistent-10', 'absence-severe-50'.
 */
export function planAbsence(
  random: Random,
  plans: readonly AttendancePlan[],
  year: AcademicYear,
  rates: TargetRates,
): void {
  const rate = (measure: Parameters<TargetRates>[0], otherwise: number): number =>
    (rates(measure, year)?.value ?? otherwise) / 100;
  const severe = rate('absence-severe-50', 4);
  const persistent = rate('absence-persistent-10', 19);
  const ageOf = (plan: AttendancePlan): number => Number(year.slice(0, 4)) - Number(plan.child.dateOfBirth.slice(0, 4));
  // Older children miss more.
  const ordered = plans
    .filter((plan) => plan.inCohort && plan.possible > 0)
    .map((plan) => ({ plan, key: random.next() * (1 + ageOf(plan) / 12) }))
    .sort((a, b) => b.key - a.key)
    .map(({ plan }) => plan);
  const severeCount = Math.round(severe * ordered.length);
  const persistentCount = Math.round(persistent * ordered.length);
  for (const [index, plan] of ordered.entries())
    plan.kind = index < severeCount ? 'severe' : index < persistentCount ? 'persistent' : 'other';
  for (const plan of plans) {
    if (!plan.inCohort)
      plan.kind = random.chance(severe) ? 'severe' : random.chance(persistent) ? 'persistent' : 'other';
    const [low, high] = bounds(plan);
    const share =
      plan.kind === 'other'
        ? Math.min(1, random.exponential(0.3))
        : random.next() ** (plan.kind === 'severe' ? 1.3 : 2.2);
    plan.absent = Math.max(low, Math.min(high, Math.round(low + share * (high - low))));
    if (high < low) plan.absent = Math.max(0, Math.min(plan.possible, low));
  }
  const possible = ordered.reduce((sum, plan) => sum + plan.possible, 0);
  scaleOthers(ordered, Math.round(rate('absence-overall', 7.5) * possible));
  settle(random, ordered, Math.round(rate('absence-overall', 7.5) * possible), 'absent', bounds);

  const unauthorised = rate('absence-unauthorised', 2);
  for (const [list, sessions] of [
    [ordered, possible],
    [plans.filter((plan) => !plan.inCohort), plans.reduce((sum, plan) => sum + (plan.inCohort ? 0 : plan.possible), 0)],
  ] as const) {
    const weight = list.reduce((sum, plan) => sum + UNAUTHORISED_WEIGHT[plan.kind] * plan.absent, 0);
    const factor = weight === 0 ? 0 : (unauthorised * sessions) / weight;
    for (const plan of list)
      plan.unauthorised = Math.min(plan.absent, Math.round(factor * UNAUTHORISED_WEIGHT[plan.kind] * plan.absent));
  }
  settle(random, ordered, Math.round(unauthorised * possible), 'unauthorised', (plan) => [0, plan.absent]);
}

/** Brings the absence of those who miss little near to what is left for them, so that settling moves single sessions only. */
function scaleOthers(plans: readonly AttendancePlan[], wanted: number): void {
  const others = plans.filter((plan) => plan.kind === 'other');
  const sum = (list: readonly AttendancePlan[]) => list.reduce((total, plan) => total + plan.absent, 0);
  const left = wanted - (sum(plans) - sum(others));
  const factor = Math.max(0, left) / Math.max(1, sum(others));
  for (const plan of others) plan.absent = Math.min(bounds(plan)[1], Math.round(plan.absent * factor));
}
