import type { PlainDate } from '#domain/calendar/plainDate.ts';
import { withChanged } from '#domain/facts/edits.ts';
import type { AttainmentTargetRow, Facts } from '#domain/facts/factRows.ts';
import type { Difference, Ruling, Saying } from '#domain/facts/ruling.ts';
import { resultWords, SAID_AGAIN } from './resultMeant.ts';

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
 * news. Without a day it is set on the day of its file: one that was lowered and raised again stands as raised. Two values of one day: the later file puts the earlier one right.
 *
 * Source: issue 8 section 1 (targets: history by date set); `reviews/core.md` B2.
 * @example 6 set on 2024-10-01, then 4 set on 2023-10-01 // both are kept, 6 stands
 * @example 6 set on 2024-10-01, then 6 without a date // nothing
 * @example 5, 4, 5 by files of October, December and February // 5 stands
 */
export function attainmentTargetSaid(held: Facts, proposal: AttainmentTargetSaid, saying: Saying): Ruling {
  const { kind, academicYear, keyStage, subject, component, value, setOn } = proposal;
  const what = `${kind} ${[academicYear, keyStage, subject, component].join(' ')}`;
  const byItsFile = `${what} by its file`;
  const ruling = (attainmentTargets: readonly AttainmentTargetRow[]): Ruling => ({
    facts: attainmentTargets === held.attainmentTargets ? held : { ...held, attainmentTargets },
    problems: [],
    remarks: [],
    said: setOn === null ? [what, byItsFile] : [what],
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
  // Said already of that day or an earlier one and still so.
  if (before?.value === value) return ruling(held.attainmentTargets);
  // The same target set earlier, with no other between: it has been so since then.
  const next = history.find((row) => row.setOn > day);
  if (next?.value === value && !history.some((row) => row.setOn === day)) {
    if (setOn === null) return ruling(held.attainmentTargets);
    const earlier = { setOn: day, issuedOn: setOn };
    return { ...ruling(withChanged(held.attainmentTargets, next.id, earlier)), countsAs: 'changed' };
  }
  // Set before, and said again by a newer file that gives no day.
  const isAgain = setOn === null && before !== undefined && history.some((row) => row.value === value);
  const again: Difference[] = isAgain
    ? [
        {
          ...{ what, was: resultWords(proposal, before.value), now: resultWords(proposal, value) },
          ...{ as: 'change', from: day, canFlip: true, answers: SAID_AGAIN },
        },
      ]
    : [];
  if (isAgain && saying.decided?.(what) === 'correction')
    return { ...ruling(held.attainmentTargets), differences: again };
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
  if (before === undefined) return history.length === 0 ? added : { ...added, countsAs: 'changed' };
  // A newer file has said without a day what stood till now: it is so again from that file's day on.
  const confirmedOn = saying.saidLater(byItsFile);
  const isConfirmed = confirmedOn !== null && confirmedOn > day && next === undefined;
  const confirmed = isConfirmed
    ? [{ ...row, id: saying.fresh(), value: before.value, setOn: confirmedOn, issuedOn: null, receivedOn: confirmedOn }]
    : [];
  const facts = { ...added.facts, attainmentTargets: [...added.facts.attainmentTargets, ...confirmed] };
  return { ...added, facts, countsAs: 'changed', differences: again };
}
