import { addDays, isWithin, type PlainDate } from '#domain/calendar/plainDate.ts';
import { type Attribution, attributeLocality } from './attributeLocality.ts';
import type { AttributionProfile, SpecialCohort } from './attributionProfile.ts';

/** A dated fact, both ends inclusive (null = still). */
type Dated = { readonly start: PlainDate; readonly end: PlainDate | null };

const ALWAYS: Dated = { start: '0000-01-01', end: null };

/**
 * A child's placements and special cohorts over time. Where two placements overlap, the later start counts, also for
 * whether the child lives out of the authority: the district and that cohort always come of the same placement.
 */
export type AttributionHistory = {
  readonly placements: readonly (Dated & { readonly district: string | null; readonly outOfAuthority?: boolean })[];
  readonly cohorts: readonly (Dated & { readonly cohort: SpecialCohort })[];
  /** When the child was the authority's own: only then does it count among those placed out of it. Always, unless given. */
  readonly own?: readonly Dated[];
};

/** A span in which a child's attribution does not change; both ends inclusive. */
export type LocalitySpan = { readonly start: PlainDate; readonly end: PlainDate; readonly attribution: Attribution };

/** The facts of a child's history that hold on a date, as `attributeLocality` wants them. */
export const attributionFactsOn = (history: AttributionHistory, date: PlainDate) => {
  let placement: AttributionHistory['placements'][number] | null = null;
  for (const each of history.placements) {
    if (isWithin(date, each) && (placement === null || each.start >= placement.start)) placement = each;
  }
  const cohorts = new Set(history.cohorts.filter((each) => isWithin(date, each)).map((each) => each.cohort));
  if (placement?.outOfAuthority && (history.own ?? [ALWAYS]).some((each) => isWithin(date, each)))
    cohorts.add('outOfAuthority');
  return { placement: placement === null ? null : { district: placement.district }, cohorts };
};

/**
 * A child's localities from one date to another, as spans that cover every day once: what attendance needs, whose sessions
 * each count in the locality of their own date. Neighbouring spans differ in locality or reason.
 *
 * Source: domain section 1, "Attribution" (sessions by the locality on their own date).
 * Example: a move from Thanet to Ashford on 2025-02-15 gives East Kent 3 up to 2025-02-14 and East Kent 2 from the 15th.
 */
export const localitySpans = (
  history: AttributionHistory,
  profile: AttributionProfile,
  from: PlainDate,
  to: PlainDate,
): LocalitySpan[] => {
  if (to < from) return [];
  const starts = new Set<PlainDate>([from]);
  for (const list of [history.placements, history.cohorts, history.own ?? [], profile.rules, profile.districts]) {
    for (const { start, end } of list) {
      if (start > from && start <= to) starts.add(start);
      if (end !== null && end >= from && end < to) starts.add(addDays(end, 1));
    }
  }
  const days = [...starts].sort();
  const spans: LocalitySpan[] = [];
  for (const [index, start] of days.entries()) {
    const following = days[index + 1];
    const end = following === undefined ? to : addDays(following, -1);
    const attribution = attributeLocality(attributionFactsOn(history, start), start, profile);
    const before = spans.at(-1);
    const same =
      before?.attribution.localityId === attribution.localityId && before.attribution.reason === attribution.reason;
    if (same && before.attribution.by === attribution.by) spans[spans.length - 1] = { ...before, end };
    else spans.push({ start, end, attribution });
  }
  return spans;
};
