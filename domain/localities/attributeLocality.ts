import { isWithin, type PlainDate } from '#domain/calendar/plainDate.ts';
import type { AttributionProfile, AttributionStep, SpecialCohort } from './attributionProfile.ts';

/** Where a child counts when no locality can be named; its children plus those of the localities are the county. */
export const UNALLOCATED = 'unallocated';

/** What attribution needs to know of a child on the date. */
export type AttributionFacts = {
  /** The placement on the date; null when none is recorded. `district` is null while its postcode is not resolved. */
  readonly placement: { readonly district: string | null } | null;
  /** Special cohorts the child belongs to on the date. */
  readonly cohorts: ReadonlySet<SpecialCohort>;
};

/** The one place a child counts, with how it was found or why it was not. */
export type Attribution =
  | { readonly localityId: string; readonly by: 'district' | 'cohort'; readonly reason: null }
  | {
      readonly localityId: typeof UNALLOCATED;
      readonly by: null;
      readonly reason:
        | 'noRuleOnDate'
        | 'noPlacement'
        | 'districtUnknown'
        | 'districtInNoLocality'
        | 'districtInTwoLocalities'
        | 'noStepApplies';
    };

const unallocated = (reason: Exclude<Attribution['reason'], null>): Attribution => ({
  localityId: UNALLOCATED,
  by: null,
  reason,
});

const byDistrict = (facts: AttributionFacts, date: PlainDate, profile: AttributionProfile): Attribution => {
  if (facts.placement === null) return unallocated('noPlacement');
  const { district } = facts.placement;
  if (district === null) return unallocated('districtUnknown');
  const found = new Set<string>();
  for (const each of profile.districts) {
    if (each.district === district && isWithin(date, each)) found.add(each.localityId);
  }
  const [localityId] = found;
  if (localityId === undefined) return unallocated('districtInNoLocality');
  return found.size > 1 ? unallocated('districtInTwoLocalities') : { localityId, by: 'district', reason: null };
};

const applies = (step: AttributionStep, facts: AttributionFacts): boolean =>
  step.by === 'district' || facts.cohorts.has(step.cohort);

/**
 * The one locality a child counts in on a date, or `unallocated` with the reason. The first step of the profile's rule of
 * that date which applies decides; the district step always applies, so an unresolved district ends as unallocated and
 * waits in the queue. Because exactly one place comes back, localities plus unallocated add up to the county and nobody
 * counts twice, whatever the profile says.
 *
 * Source: domain section 1, "Attribution". The date comes from `attributionDate`.
 * Example, Kent's profile of 2011: a child placed in Thanet is East Kent 3; one placed in Medway (out of authority) is East
 * Kent 4; one with a statement placed in Maidstone is East Kent 4 too, because SEN takes precedence.
 */
export const attributeLocality = (
  facts: AttributionFacts,
  date: PlainDate,
  profile: AttributionProfile,
): Attribution => {
  const rule = profile.rules.find((each) => isWithin(date, each));
  if (rule === undefined) return unallocated('noRuleOnDate');
  const step = rule.steps.find((each) => applies(each, facts));
  if (step === undefined) return unallocated('noStepApplies');
  return step.by === 'cohort'
    ? { localityId: step.localityId, by: 'cohort', reason: null }
    : byDistrict(facts, date, profile);
};
