import { addDays, type PlainDate } from '#domain/calendar/plainDate.ts';
import { withChanged } from '#domain/facts/edits.ts';
import type { EnrolmentRow, Facts } from '#domain/facts/factRows.ts';
import type { Remark, Ruling, Saying } from '#domain/facts/ruling.ts';
import { type Said, saidOf, saidOr } from '#domain/facts/said.ts';
import { placeEndsWaiting } from './placeEndsWaiting.ts';
import { type WithoutSchool, withoutSchool } from './withoutSchool.ts';

/** What a child does at no school, as somebody says it. */
export interface WithoutSchoolSaid {
  readonly kind: WithoutSchool;
  readonly ncYear: Said<number>;
  readonly partTimeSessions: Said<number>;
  readonly alternativeProvision: Said<boolean>;
  readonly start: PlainDate;
  readonly end: Said<PlainDate>;
}

/**
 * Home education, tuition or the wait for a school place, found by what it is and its first day. A row that begins while it goes on
 * confirms or ends it; one that begins before it moves its first day back. Tuition is alternative provision unless it is said not
 * to be. A wait, or home education, ends the day before a school place begins. An older file turns nothing back.
 *
 * Source: issue 8 section 2; domain.md sections 6 and 7.
 * @example tuition from 2025-01-06, then a row of it from 2025-01-06 to 2025-02-14 // until 2025-02-14
 */
export function withoutSchoolSaid(held: Facts, proposal: WithoutSchoolSaid, saying: Saying): Ruling {
  const { kind, start, end } = proposal;
  const what = `enrolment ${kind} ${start}`;
  const isOlder = saying.saidLater(what) !== null;
  const own = held.enrolments.filter((row) => row.schoolId === null && row.kind === kind);
  const last = saidOr(end, null);
  const known =
    own.find((row) => row.startDate === start) ??
    own.find((row) => row.startDate < start && (row.endDate === null || row.endDate >= start)) ??
    own
      .filter((row) => row.startDate > start && (last === null || addDays(last, 1) >= row.startDate))
      .sort((a, b) => (a.startDate < b.startDate ? -1 : 1))[0];
  const { ncYear, partTimeSessions, alternativeProvision } = proposal;
  const over = saidOf<EnrolmentRow>({ ncYear, partTimeSessions, alternativeProvision });
  const fresh: EnrolmentRow = {
    id: saying.fresh(),
    childId: held.child[0]?.id ?? '',
    schoolId: null,
    ncYear: saidOr(ncYear, null),
    kind,
    partTimeSessions: saidOr(partTimeSessions, null),
    alternativeProvision: saidOr(alternativeProvision, null) ?? kind === 'tuition',
    startDate: start,
    endDate: last,
  };
  const startDate = known && known.startDate < start ? known.startDate : start;
  const asSaid = !known
    ? [...held.enrolments, fresh]
    : isOlder
      ? held.enrolments
      : withChanged(held.enrolments, known.id, { ...over, startDate, endDate: saidOr(end, known.endDate) });
  const enrolments = placeEndsWaiting(asSaid);
  return {
    facts: { ...held, enrolments },
    problems: [],
    remarks: onARoll(enrolments, proposal),
    said: [what],
  };
}

/** On the roll of a school all the same: listed, and left as it is. Tuition beside a school is usual. */
function onARoll(enrolments: readonly EnrolmentRow[], { kind, start }: WithoutSchoolSaid): Remark[] {
  if (kind === 'tuition') return [];
  const main = enrolments.find(
    (row) => row.kind === 'main' && row.startDate <= start && (row.endDate === null || row.endDate >= start),
  );
  return main
    ? [
        {
          field: 'kind',
          value: kind,
          reason: `${withoutSchool[kind]}, and on the roll of a school since ${main.startDate} all the same: both are kept; end one of them`,
        },
      ]
    : [];
}
