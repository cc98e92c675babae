import type { PlainDate } from '#domain/calendar/plainDate.ts';

/**
 * The date of birth as now known, among the dated rows that keep its history: the one still held, of several the one
 * written down last; null where none is known. A correction says what was true all along, so age, default national
 * curriculum year and PEP dates follow it on every date looked at; the year a school teaches the child in is a fact of the
 * enrolment and does not move with it.
 *
 * Source: domain section 1 (a disputed date of birth keeps its history); `reviews/figures.md`, decision on D6.
 * Example: 2012-01-01 until 31 October 2024, 2011-01-01 since: 2011-01-01 on every date, also in March 2023.
 */
export const birthNowKnown = <Fact extends { readonly from: PlainDate; readonly to: PlainDate | null }>(
  facts: readonly Fact[],
): Fact | null => {
  let best: Fact | null = null;
  for (const fact of facts) {
    const later =
      best === null ||
      (fact.to === null) > (best.to === null) ||
      ((fact.to === null) === (best.to === null) && fact.from >= best.from);
    if (later) best = fact;
  }
  return best;
};
