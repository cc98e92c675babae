import { addDays, latest, type PlainDate } from '#domain/calendar/plainDate.ts';
import { withChanged } from '#domain/facts/edits.ts';
import type { EnrolmentRow } from '#domain/facts/factRows.ts';
import type { Saying } from '#domain/facts/ruling.ts';
import { noLines } from '#domain/schools/schoolLines.ts';
import { agrees } from './throughConversions.ts';

type Rows = readonly EnrolmentRow[];

/**
 * A child's enrolments before schools are known to be one, where files by the two names knew of different ends: the newer file is
 * right, as if the link had been known. From its first day on it says how long; what began before goes until then. A
 * later end than the older file knew of, and what nobody knows to be newer, is for `throughConversions` to fill in.
 *
 * Source: issue 8 section 1 (an older file never turns newer facts back); docs/decisions/school-conversions.md.
 * @param keys what schools go by in what has been said of them
 * @example A since 2023-09-01 by a file of January, B from 2025-04-01 to 2025-04-30 by one of May // A until 2025-03-31, B as it is
 * @example the same, A by a file of June // A as it is, B without an end
 */
export function newerNameHolds(held: Rows, keys: ReadonlyMap<string, string>, saying: Saying): Rows {
  const lines = saying.schools ?? noLines;
  const isOther = (one: EnrolmentRow, other: EnrolmentRow) =>
    one.schoolId !== null &&
    other.schoolId !== null &&
    one.schoolId !== other.schoolId &&
    lines.isSame(one.schoolId, other.schoolId) &&
    one.startDate <= (other.endDate ?? one.startDate) &&
    other.startDate <= (one.endDate ?? other.startDate);
  const inDoubt = held.filter((one) => held.some((other) => isOther(one, other) && one.endDate !== other.endDate));
  const voices = inDoubt
    .map(({ id, ...row }) => ({ id, day: lastSaid(row, keys, saying) }))
    .sort((a, b) => ((a.day ?? '') < (b.day ?? '') ? -1 : 1));
  let rows = held;
  for (const newer of voices)
    for (const older of voices) {
      if (newer.day === null || older.day === null || older.day >= newer.day) continue;
      const [now, was] = [newer, older].map(({ id }) => rows.find((row) => row.id === id));
      if (!now || !was || !isOther(now, was)) continue;
      const isOtherwise = now.startDate > was.startDate && !agrees(now, was, now.startDate);
      const endDate = isOtherwise ? addDays(now.startDate, -1) : now.endDate;
      const isSooner = endDate !== null && (was.endDate === null || endDate < was.endDate);
      if (isSooner) rows = withChanged(rows, was.id, { endDate });
    }
  return rows;
}

/** The latest day as of which a file said anything of the enrolment. */
function lastSaid(
  { schoolId, startDate, endDate }: Omit<EnrolmentRow, 'id'>,
  keys: ReadonlyMap<string, string>,
  { everSaid, lastSaid: lastOf }: Saying,
): PlainDate | null {
  const beginning = `enrolment ${keys.get(schoolId ?? '') ?? ''} `;
  const ofRow = (everSaid?.(beginning) ?? []).filter((what) => {
    const day = what.slice(beginning.length).slice(0, 10);
    return day >= startDate && day <= (endDate ?? day);
  });
  return latest(ofRow.map((what) => lastOf?.(what) ?? null));
}
