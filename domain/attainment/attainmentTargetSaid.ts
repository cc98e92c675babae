import type { PlainDate } from '#domain/calendar/plainDate.ts';
import { withChanged } from '#domain/facts/edits.ts';
import type { AttainmentTargetRow, Facts } from '#domain/facts/factRows.ts';
import type { Ruling, Saying } from '#domain/facts/ruling.ts';

/** A target or a prediction as somebody says it; `setOn` is its own date, null where it gives none. */
export interface AttainmentTargetSaid {
  readonly kind: 'target' | 'prediction';
  readonly academicYear: string;
  readonly keyStage: string;
  readonly subject: string;
  readonly component: string;
  readonly value: string;
  readonly setOn: PlainDate | null;
}

/**
 * A target or a prediction. Each has a history by the day it was set: another value is a row of its own, and the newest stands.
 * One that was set earlier is kept as what it was and never takes the place of a newer one; the same value again is no
 * news. Two values of one day: the later file puts the earlier one right.
 *
 * Source: issue 8 section 1 (targets: history by date set); `reviews/core.md` B2.
 * @example 6 set on 2024-10-01, then 4 set on 2023-10-01 // both are kept, 6 stands
 * @example 6 set on 2024-10-01, then 6 without a date // nothing
 */
export function attainmentTargetSaid(held: Facts, proposal: AttainmentTargetSaid, saying: Saying): Ruling {
  const { kind, academicYear, keyStage, subject, component, value, setOn } = proposal;
  const what = `${kind} ${[academicYear, keyStage, subject, component].join(' ')}`;
  const ruling = (attainmentTargets: readonly AttainmentTargetRow[]): Ruling => ({
    facts: attainmentTargets === held.attainmentTargets ? held : { ...held, attainmentTargets },
    problems: [],
    remarks: [],
    said: [what],
  });
  const history = held.attainmentTargets
    .filter(
      (row) =>
        row.kind === kind &&
        row.academicYear === academicYear &&
        row.keyStage === keyStage &&
        row.subject === subject &&
        row.component === component,
    )
    .sort((a, b) => (a.setOn < b.setOn ? -1 : a.setOn > b.setOn ? 1 : a.id < b.id ? -1 : 1));
  const day = setOn ?? saying.asOf;
  const before = history.findLast((row) => row.setOn <= day);
  // Said already of that day or an earlier one and still so, or said without a day and known.
  if (before?.value === value) return ruling(held.attainmentTargets);
  if (setOn === null && history.some((row) => row.value === value)) return ruling(held.attainmentTargets);
  // The same target set earlier, with no other between: it has been so since then.
  const next = history.find((row) => row.setOn > day);
  if (setOn !== null && next?.value === value && !history.some((row) => row.setOn === day)) {
    const earlier = { setOn: day, issuedOn: setOn };
    return { ...ruling(withChanged(held.attainmentTargets, next.id, earlier)), countsAs: 'changed' };
  }
  const ofDay = history.findLast((row) => row.setOn === day);
  if (ofDay) {
    if (saying.saidLater(what) !== null) return ruling(held.attainmentTargets);
    const rows = held.attainmentTargets.map((row) =>
      row.id === ofDay.id ? { ...row, value, receivedOn: saying.asOf } : row,
    );
    return ruling(rows);
  }
  const row: AttainmentTargetRow = {
    id: saying.fresh(),
    childId: held.child[0]?.id ?? '',
    kind,
    academicYear,
    keyStage,
    subject,
    component,
    value,
    setOn: day,
    issuedOn: setOn,
    receivedOn: saying.asOf,
  };
  const added = ruling([...held.attainmentTargets, row]);
  return history.length === 0 ? added : { ...added, countsAs: 'changed' };
}
