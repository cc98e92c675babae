import { latest } from '#domain/calendar/plainDate.ts';
import type { Saying } from '#domain/facts/ruling.ts';
import type { TimetableSaid } from './timetableOfDay.ts';

/**
 * What was said later of an enrolment, by whichever of its numbers a newer file called a school that became another.
 *
 * @example 'enrolment 118264 2023-09-01' was said later as 'enrolment 140001 2023-09-01' // that day
 */
export const byAnyName = (
  { schoolUrn, otherUrns = [] }: Pick<TimetableSaid, 'schoolUrn' | 'otherUrns'>,
  saying: Saying,
): Saying =>
  otherUrns.length === 0
    ? saying
    : {
        ...saying,
        saidLater: (what) =>
          latest([schoolUrn, ...otherUrns].map((urn) => saying.saidLater(what.replace(` ${schoolUrn}`, ` ${urn}`)))),
      };
