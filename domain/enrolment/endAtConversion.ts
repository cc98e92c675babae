import { addDays, type PlainDate } from '#domain/calendar/plainDate.ts';
import type { EnrolmentRow } from '#domain/facts/factRows.ts';
import type { Remark, Saying } from '#domain/facts/ruling.ts';
import { saysNothing } from '#domain/facts/said.ts';
import { noLines } from '#domain/schools/schoolLines.ts';
import { yearOf } from './throughConversions.ts';
import type { TimetableSaid } from './timetableOfDay.ts';

/** What a last day means beside a conversion. */
interface EndHeard<Said> {
  readonly said: Said;
  readonly enrolments: readonly EnrolmentRow[];
  readonly remarks: readonly Remark[];
}

/**
 * What a last day means that lies before its school became another. On the eve of that day the roll
 * ended because the school did: the child goes on, where that is held and no other school has the child by then. An earlier one
 * ends what the conversion carried; but where a row of this file or of any other has the child at the school again after that day,
 * the days from then on stand beside the one that ended, with the marks of then, and where it is another file's a person is told.
 *
 * Source: issue 8 section 1 (an academy conversion is no school move; nothing is lost).
 * @param rows enrolments under the newest name of each school
 * @example 118264 until 2025-03-31, which became 140001 on 2025-04-01 // nothing is said of the end
 * @example 118264 until 2025-03-28, and in the same file 140001 from 2025-04-22 // one until 2025-03-28, one from 2025-04-22
 */
export function endAtConversion<Said extends TimetableSaid>(
  rows: readonly EnrolmentRow[],
  given: Said,
  saying: Saying,
): EndHeard<Said> {
  const { schoolId, start, end, alsoFrom = [], elsewhere = [] } = given;
  const { schools: lines = noLines } = saying;
  const asSaid: EndHeard<Said> = { said: given, enrolments: rows, remarks: [] };
  const last = end.said ? end.value : null;
  const at = last && lines.schoolOn(schoolId, last);
  if (last === null || at === schoolId) return asSaid;
  const next = addDays(last, 1);
  const over = rows.find(
    (row) => row.schoolId === schoolId && row.startDate <= next && (row.endDate === null || row.endDate >= next),
  );
  // A newer file has spoken of it: what this one says of the end is not heard.
  const isOlder = [`enrolment ${given.schoolUrn} ${start}`, `roll ${given.schoolUrn}`].some(saying.saidLater);
  if (!over || isOlder) return asSaid;
  const isElsewhere =
    elsewhere.some((day) => day > start) ||
    rows.some((row) => row.kind === 'main' && row.schoolId !== schoolId && row.startDate > start && !row.endDate);
  // The same file again says no more than it did.
  const isAgainSaid = saying.lastSaid?.(`enrolment ${given.schoolUrn} ${start}`) === saying.asOf;
  if (lines.schoolOn(schoolId, next) !== at && (!isElsewhere || isAgainSaid))
    return { ...asSaid, said: { ...given, end: saysNothing } };
  const isAgain = (day: PlainDate) =>
    day > last && lines.schoolOn(schoolId, day) !== at && over.startDate < day && (over.endDate ?? day) >= day;
  const here = alsoFrom.filter(isAgain);
  const again = [...here, ...daysSaid(given, saying).filter(isAgain)].sort()[0];
  if (!again || over.startDate > last) return asSaid;
  const rest = { ...over, id: saying.fresh(), startDate: again, ncYear: yearOf(over, again) };
  const before = { ...over, endDate: addDays(again, -1) };
  const remark = {
    field: 'end',
    value: last,
    reason: `Left on ${last}, before the school became another; by another file the child is on its roll since ${again}, and that stands: end it where it is wrong`,
  };
  return {
    said: { ...given, alsoFrom: [...alsoFrom, again] },
    enrolments: [...rows.map((row) => (row === over ? before : row)), rest],
    remarks: here.includes(again) ? [] : [remark],
  };
}

/** The first days that files have ever given of the child at the school. */
const daysSaid = ({ schoolUrn, otherUrns = [] }: TimetableSaid, { everSaid }: Saying): PlainDate[] =>
  [schoolUrn, ...otherUrns].flatMap(
    (urn) => everSaid?.(`enrolment ${urn} `).map((what) => what.slice(`enrolment ${urn} `.length).slice(0, 10)) ?? [],
  );
