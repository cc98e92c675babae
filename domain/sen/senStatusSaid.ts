import { addDays, type PlainDate } from '#domain/calendar/plainDate.ts';
import { withChanged } from '#domain/facts/edits.ts';
import type { Facts } from '#domain/facts/factRows.ts';
import { type Problem, type Ruling, refusedFor, type Saying } from '#domain/facts/ruling.ts';
import { type Said, saidOr } from '#domain/facts/said.ts';

/** A stretch of SEN status as somebody says it. */
export interface SenStatusSaid {
  readonly status: string;
  readonly from: PlainDate;
  readonly to: Said<PlainDate>;
}

const problem = (field: string, value: string, reason: string): Problem => ({ field, value, reason });

/**
 * A stretch of SEN status, found by its first day. One still open when a later one begins ends the day before it, whichever
 * of the two is said first. The same status said from within its time is that one, from a day before it puts its first day right. An older file does not turn back what a newer one said of the same stretch.
 *
 * Source: domain.md section 10 and issue 8 section 1 (SEN changes from the row's own date).
 * @example K from 2023-09-01, then E from 2025-01-10 // K until 2025-01-09, E from 2025-01-10
 */
export function senStatusSaid(held: Facts, { status, from, to }: SenStatusSaid, saying: Saying): Ruling {
  const what = `senStatus ${from}`;
  const said = [what];
  const stretches = [...held.senStatuses].sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
  const next = stretches.find((stretch) => stretch.validFrom > from);
  const before = stretches.findLast((stretch) => stretch.validFrom < from);
  const same = stretches.find((stretch) => stretch.validFrom === from);
  const end = to.said ? to.value : null;
  if (end !== null && next && next.validFrom <= end)
    return refusedFor(held, problem('to', end, `Another status begins on ${next.validFrom}: correct one of the two`));
  const reaches = before !== undefined && (before.validTo === null || before.validTo >= from);
  // An end the day before the next status begins is one that was worked out from it.
  const isWorkedOut = next !== undefined && before?.validTo === addDays(next.validFrom, -1);
  if (before?.validTo != null && reaches && !isWorkedOut)
    return refusedFor(
      held,
      problem('from', from, `The status before it holds until ${before.validTo}: correct one of the two`),
    );
  const later = saying.saidLater(what);
  if (same && later !== null) return { facts: held, problems: [], remarks: [], said };
  const untilNext = next ? addDays(next.validFrom, -1) : null;
  const validTo = saidOr(to, same?.validTo ?? null) ?? untilNext;
  // The same status goes on: it is confirmed, or it began earlier than was said.
  if (!same && reaches && before.status === status && end === null)
    return { facts: held, problems: [], remarks: [], said };
  const earlier =
    before && reaches ? withChanged(held.senStatuses, before.id, { validTo: addDays(from, -1) }) : held.senStatuses;
  const childId = held.child[0]?.id ?? '';
  const isEarlier = !same && next?.status === status && end === null && (!before || reaches);
  if (next && isEarlier)
    return {
      facts: { ...held, senStatuses: withChanged(earlier, next.id, { validFrom: from }) },
      ...{ problems: [], remarks: [], said },
    };
  const senStatuses = same
    ? withChanged(earlier, same.id, { status, validTo })
    : [...earlier, { id: saying.fresh(), childId, status, validFrom: from, validTo }];
  return { facts: { ...held, senStatuses }, problems: [], remarks: [], said };
}
