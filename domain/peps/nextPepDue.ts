import type { PlainDate } from '#domain/calendar/plainDate.ts';

export interface NextPepDue {
  readonly due: PlainDate;
  /** Due before the date asked for and not held by then. */
  readonly overdue: boolean;
}

/**
 * The PEP a child needs next, as at a date: of the PEPs recorded and not held by then, the earliest that falls due after
 * the round last held; a round that was missed before a later one was held is history, not a task. Where none is
 * recorded the dates of the rule decide: the first after the round last held that fell due within the last year, or the
 * next to come. A PEP due on the date itself is not overdue. Null when there is neither a record nor a rule date.
 *
 * Source: domain.md section 8 (due and held are two dates; every school term, six-monthly before).
 *
 * @example recorded due 2024-12-31 held 2024-12-10 and due 2025-04-30 not held, as at 2025-03-31
 *   // due 2025-04-30, not overdue
 * @example recorded due 2024-12-31 not held, as at 2025-03-31 // due 2024-12-31, overdue
 */
export function nextPepDue(question: {
  readonly peps: readonly { readonly due: PlainDate; readonly held: PlainDate | null }[];
  /** Asked only when no recorded PEP is waiting: due dates of the rule in date order (see `pepDueDates`). */
  readonly ruleDates: () => readonly PlainDate[];
  readonly asAt: PlainDate;
}): NextPepDue | null {
  const { peps, ruleDates, asAt } = question;
  let lastDone = '';
  for (const { due, held } of peps) if (held !== null && held <= asAt && due > lastDone) lastDone = due;
  let next: PlainDate | null = null;
  for (const { due, held } of peps) {
    const waiting = (held === null || held > asAt) && due > lastDone;
    if (waiting && (next === null || due < next)) next = due;
  }
  if (next === null) {
    const aYearAgo = `${String(Number(asAt.slice(0, 4)) - 1).padStart(4, '0')}${asAt.slice(4)}`;
    next = ruleDates().find((due) => due > lastDone && due >= aYearAgo) ?? null;
  }
  return next === null ? null : { due: next, overdue: next < asAt };
}
