import { addMonths, daysInMonth, type PlainDate, plainDate } from '#domain/calendar/plainDate.ts';
import { addWorkingDays, type BankHolidays } from '#domain/calendar/workingDays.ts';
import { defaultPepRuleSets, type PepRuleSet, pepRuleSetOn } from './pepRuleSets.ts';

export type PepReason = 'initial' | 'review' | 'placementMove' | 'schoolChange' | 'newKeyStage';

/** Something that asks for a full new PEP. `ncYear` is the year a child enters, for 'newKeyStage' only. */
export interface PepEvent {
  readonly kind: 'placementMove' | 'schoolChange' | 'newKeyStage';
  readonly on: PlainDate;
  readonly ncYear?: number;
}

export interface PepDueDate {
  readonly due: PlainDate;
  /** By when it is to be begun; only the first PEP of a period of care has one. */
  readonly startBy: PlainDate | null;
  /** All reasons for a PEP on this date, in the order of `PepReason`. */
  readonly reasons: readonly PepReason[];
}

/**
 * When PEPs fall due in one period of care, in date order, up to and including `until`.
 *
 * The first PEP is begun before a planned placement, or within 10 working days of an emergency one, and is due ready at 20
 * working days, for the first statutory review. Reviews follow every six months from there, or in every term (September
 * to December, January to April, May to July) that begins after the first PEP was due, by the term's last day. A
 * placement move, a school change or a new key stage asks for a full PEP within the rule set's working days. Each date
 * follows the rule set in force when its clock starts: the start of care, the event, the start of the term; a six-monthly
 * review the one in force on its own date. Reasons that fall on one day are one PEP.
 *
 * Nothing starts after the care ended; what was begun before and falls due after it is listed and is out of the
 * denominator of timeliness. Working days know weekends and bank holidays, and August counts.
 * Source: domain.md section 8; Care Planning, Placement and Case Review (England) Regulations 2010.
 *
 * @example
 * Care from Monday 4 November 2024 in an emergency, no events, until 31 July 2025, term rules:
 *   // startBy 2024-11-18; due 2024-12-02 initial, 2025-04-30 review, 2025-07-31 review
 */
export function pepDueDates(question: {
  readonly careStart: PlainDate;
  readonly careEnd: PlainDate | null;
  readonly planned?: boolean;
  readonly events: readonly PepEvent[];
  readonly ruleSets?: readonly PepRuleSet[];
  readonly until: PlainDate;
  readonly bankHolidays: BankHolidays;
}): readonly PepDueDate[] {
  const { careStart, careEnd, planned = false, events, until, bankHolidays } = question;
  const ruleSets = question.ruleSets ?? defaultPepRuleSets;
  const rules = pepRuleSetOn(careStart, ruleSets);
  if (rules === null) return [];
  const inCare = (date: PlainDate): boolean => date >= careStart && (careEnd === null || date <= careEnd);

  const startDays = planned ? rules.startPlannedWorkingDays : rules.startEmergencyWorkingDays;
  const startBy = addWorkingDays(careStart, startDays, bankHolidays);
  const initial = addWorkingDays(careStart, rules.readyWorkingDays, bankHolidays);
  const found: { due: PlainDate; reason: PepReason }[] = [{ due: initial, reason: 'initial' }];

  for (const due of reviewsAfter(initial, until, ruleSets, inCare)) found.push({ due, reason: 'review' });
  for (const event of events) {
    if (event.on <= careStart || !inCare(event.on)) continue;
    const inForce = pepRuleSetOn(event.on, ruleSets);
    if (inForce === null) continue;
    if (event.kind === 'newKeyStage' && !inForce.newKeyStageYears.includes(event.ncYear ?? Number.NaN)) continue;
    found.push({ due: addWorkingDays(event.on, inForce.afterEventWorkingDays, bankHolidays), reason: event.kind });
  }

  const order: readonly PepReason[] = ['initial', 'review', 'placementMove', 'schoolChange', 'newKeyStage'];
  const dates = [...new Set(found.map(({ due }) => due))].filter((due) => due <= until).toSorted();
  return dates.map((due) => ({
    due,
    startBy: due === initial ? startBy : null,
    reasons: order.filter((reason) => found.some((one) => one.due === due && one.reason === reason)),
  }));
}

/** Review dates after the first PEP: by months from its due date, or one at the end of each later term. */
function reviewsAfter(
  initial: PlainDate,
  until: PlainDate,
  ruleSets: readonly PepRuleSet[],
  inCare: (date: PlainDate) => boolean,
): PlainDate[] {
  const dates: PlainDate[] = [];
  const inForceOn = (date: PlainDate, rules: PepRuleSet): boolean =>
    rules.from <= date && (rules.to === null || date <= rules.to);
  for (const rules of ruleSets) {
    if (rules.recurring.kind === 'months') {
      const every = rules.recurring.every;
      if (!Number.isInteger(every) || every < 1) throw new RangeError(`a PEP cannot come round every ${every} months`);
      for (let k = 1; ; k++) {
        const due = addMonths(initial, k * every);
        // The clock of a review starts at the one before it.
        if (due > until || !inCare(addMonths(initial, (k - 1) * every))) break;
        if (inForceOn(due, rules)) dates.push(due);
      }
      continue;
    }
    for (let year = Number(initial.slice(0, 4)); year <= Number(until.slice(0, 4)); year++) {
      for (const window of rules.recurring.windows) {
        const start = plainDate(year, window.firstMonth, 1);
        const due = plainDate(year, window.lastMonth, daysInMonth(year, window.lastMonth));
        if (start > initial && due <= until && inCare(start) && inForceOn(start, rules)) dates.push(due);
      }
    }
  }
  return dates;
}
