import type { PlainDate } from '#domain/calendar/plainDate.ts';
import { withChanged } from '#domain/facts/edits.ts';
import type { Facts, SuspensionRow } from '#domain/facts/factRows.ts';
import type { Ruling, Saying } from '#domain/facts/ruling.ts';
import { type Said, saidOf, saidOr } from '#domain/facts/said.ts';

/** A suspension, permanent exclusion or lunchtime exclusion as somebody says it; `reasons` empty says nothing of them. */
export interface SuspensionSaid {
  readonly schoolId: Said<string>;
  readonly category: string;
  readonly startDate: PlainDate;
  readonly sessions: Said<number>;
  readonly reasons: readonly string[];
  readonly status: Said<string>;
  readonly examAffected: Said<boolean>;
}

/**
 * A suspension or exclusion, found by its first day and category. What comes again with another length, reason or status
 * (cancelled, reinstated, quashed) changes the one that is here; what is not said of it stays. An older file does not turn back
 * what a newer one said.
 *
 * Source: domain.md section 7; issue 8 section 1.
 * @example quashed on 1 December, then the file of 14 November with an empty status // quashed
 */
export function suspensionSaid(held: Facts, proposal: SuspensionSaid, saying: Saying): Ruling {
  const { category, startDate, reasons, schoolId, sessions, status, examAffected } = proposal;
  const what = `suspension ${category} ${startDate}`;
  const ruling = (suspensions: readonly SuspensionRow[]): Ruling => ({
    facts: suspensions === held.suspensions ? held : { ...held, suspensions },
    problems: [],
    remarks: [],
    said: [what],
  });
  const [reason1 = null, reason2 = null, reason3 = null] = reasons;
  const given = reasons.length === 0 ? {} : { reason1, reason2, reason3 };
  const known = held.suspensions.find((row) => row.startDate === startDate && row.category === category);
  if (known && saying.saidLater(what) !== null) return ruling(held.suspensions);
  if (known) {
    const over = saidOf<SuspensionRow>({ schoolId, sessions, status, examAffected });
    // Fewer reasons than are held take none away: an empty cell says nothing.
    const isKnown = reasons.every((reason) => [known.reason1, known.reason2, known.reason3].includes(reason));
    return ruling(withChanged(held.suspensions, known.id, { ...over, ...(isKnown ? {} : given) }));
  }
  const row: SuspensionRow = {
    id: saying.fresh(),
    childId: held.child[0]?.id ?? '',
    schoolId: saidOr(schoolId, null),
    category,
    startDate,
    sessions: saidOr(sessions, null) ?? 0,
    reason1,
    reason2,
    reason3,
    status: saidOr(status, null) ?? 'issued',
    examAffected: saidOr(examAffected, null) ?? false,
  };
  return ruling([...held.suspensions, row]);
}
