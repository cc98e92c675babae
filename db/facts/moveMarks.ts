import { EMPTY_WEEK, SLOTS } from '#domain/attendance/weekMarks.ts';
import type { Row } from '../history/change.ts';
import type { Connection, ReadConnection } from '../open.ts';
import type { Writer } from '../write.ts';

type Week = { week_start: string; marks: string };

const weeksOf = (connection: Pick<Connection | ReadConnection, 'prepare'>, enrolmentId: string): Week[] =>
  connection
    .prepare<[string], Week>('SELECT week_start, marks FROM attendance_week WHERE enrolment_id = ? ORDER BY week_start')
    .all(enrolmentId);

/** One week's marks laid under another's: what stands stays, what is blank is filled. */
function under(standing: string, other: string): { marks: string; differ: number } {
  const blank = EMPTY_WEEK.slice(0, 2);
  let [marks, differ] = ['', 0];
  for (let at = 0; at < SLOTS * 2; at += 2) {
    const [a, b] = [standing.slice(at, at + 2), other.slice(at, at + 2)];
    marks += a === blank ? b : a;
    if (a !== blank && b !== blank && a !== b) differ += 1;
  }
  return { marks, differ };
}

/** How many sessions of two enrolments have two real marks that differ. */
export function marksThatDiffer(
  connection: Pick<Connection | ReadConnection, 'prepare'>,
  fromId: string,
  intoId: string,
): number {
  const into = new Map(weeksOf(connection, intoId).map(({ week_start, marks }) => [week_start, marks]));
  return weeksOf(connection, fromId).reduce(
    (sum, { week_start, marks }) => sum + under(into.get(week_start) ?? EMPTY_WEEK, marks).differ,
    0,
  );
}

/**
 * Moves the marks of an enrolment that becomes another into it: a session that has a mark there keeps it. Answers the weeks as
 * they were, to be kept with the row that goes.
 */
export function moveMarks(writer: Writer, fromId: string, intoId: string): Week[] {
  const into = new Map(weeksOf(writer.connection, intoId).map(({ week_start, marks }) => [week_start, marks]));
  const from = weeksOf(writer.connection, fromId);
  const more: Row[] = [];
  for (const { week_start, marks } of from) {
    writer.remove('attendance_week', `${fromId} ${week_start}`);
    const standing = into.get(week_start);
    if (standing === undefined) more.push({ enrolment_id: intoId, week_start, marks });
    else writer.update('attendance_week', `${intoId} ${week_start}`, { marks: under(standing, marks).marks });
  }
  writer.insertMany('attendance_week', intoId, more);
  return from;
}
