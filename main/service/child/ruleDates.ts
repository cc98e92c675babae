import { academicYearOf } from '#domain/calendar/academicYear.ts';
import { defaultNcYear } from '#domain/calendar/ncYear.ts';
import { addMonths, laterOf, type PlainDate } from '#domain/calendar/plainDate.ts';
import { pepDueDates } from '#domain/peps/pepDueDates.ts';
import { pepRuleSetOn } from '#domain/peps/pepRuleSets.ts';

/** A child in care, as the PEP rule asks for it. */
type Child = { careStart: PlainDate; dateOfBirth: PlainDate | null };

/**
 * Due dates of first and recurring PEPs by the rule sets, from `since` (a year before a date, unless given) to a
 * year after it; none before nursery age or after year 13. Events (moves, key stages) bring PEPs as rows of their own and are not guessed here.
 *
 * Where the rule of the time is one PEP in every term, the dates of a child long in care do not depend on the day care
 * began: they are worked out once for all such children.
 */
export function ruleDatesAround(
  asAt: PlainDate,
  bankHolidays: ReadonlySet<PlainDate>,
  since: PlainDate = addMonths(asAt, -12),
): (child: Child) => readonly PlainDate[] {
  const [longAgo, until] = [addMonths(asAt, -24), addMonths(asAt, 12)];
  const rules = pepRuleSetOn(longAgo);
  const byTerm = rules?.recurring.kind === 'terms' && (rules.to === null || rules.to >= until);
  const academicYear = academicYearOf(asAt);
  const known = new Map<PlainDate, readonly PlainDate[]>();
  return ({ careStart, dateOfBirth }) => {
    if (dateOfBirth === null || defaultNcYear(dateOfBirth, academicYear) === null) return [];
    const start = byTerm ? laterOf(careStart, longAgo) : careStart;
    const found =
      known.get(start) ??
      pepDueDates({ careStart: start, careEnd: null, events: [], until, bankHolidays })
        .map(({ due }) => due)
        .filter((due) => due >= since);
    known.set(start, found);
    return found;
  };
}
