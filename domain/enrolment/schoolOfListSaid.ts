import { academicYearOf, startOfAcademicYear } from '#domain/calendar/academicYear.ts';
import { ncYearOn } from '#domain/calendar/ncYearOn.ts';
import { addDays, latest, type PlainDate } from '#domain/calendar/plainDate.ts';
import { correctionOrChange } from '#domain/facts/correctionOrChange.ts';
import { withChanged } from '#domain/facts/edits.ts';
import type { EnrolmentRow, Facts } from '#domain/facts/factRows.ts';
import type { Difference, Remark, Ruling, Saying } from '#domain/facts/ruling.ts';
import { noLines } from '#domain/schools/schoolLines.ts';
import { asOneSchool } from './asOneSchool.ts';
import { yearWhenBegun } from './enrolmentSaid.ts';
import { placeEndsWaiting } from './placeEndsWaiting.ts';
import { recordedYearOn, yearSaid } from './yearSaid.ts';

/** The school and year group that a list gives, without any dates; null says nothing. */
export interface SchoolOfListSaid {
  readonly schoolId: string;
  readonly ncYear: number | null;
}

const registeredAsDual: Remark = {
  field: 'school_urn',
  reason:
    'The child is registered at this school as dual: that is confirmed, and the main registration stays. Where the child has moved here, say so in the enrolments',
};

/**
 * The school of the looked-after list, which gives no first day: a first enrolment is taken to have begun with the academic year
 * of the list's day, another school from that day on (the earlier enrolment ends the day before), another year group from
 * 1 September, when year groups change. An enrolment that begins after the list's day is newer than the list, and stands; so
 * does what a later list said. A school where the child has a dual registration is that, and no move. Where a person says that it
 * is a correction, the enrolment was at the other school all along. A school that became another is one (`asOneSchool`).
 *
 * Source: domain.md section 11; issue 8 section 1 (school changes from `asOf`).
 * @example at A since 2023-09-01, B on the list of 2025-03-31 // A until 2025-03-30, B from 2025-03-31
 */
export function schoolOfListSaid(held: Facts, said: SchoolOfListSaid, saying: Saying): Ruling {
  const lines = saying.schools ?? noLines;
  const schoolId = lines.schoolOn(said.schoolId, '9999-12-31');
  const ruling = asOneSchool(held, saying, (facts) => {
    const alone = schoolOfListAlone(facts, { ...said, schoolId }, saying);
    return { ...alone, facts: { ...alone.facts, enrolments: placeEndsWaiting(alone.facts.enrolments) } };
  });
  const onDay = (id: string) => id && lines.schoolOn(id, saying.asOf);
  const differences = ruling.differences?.map((each) => ({ ...each, was: onDay(each.was), now: onDay(each.now) }));
  return { ...ruling, ...(differences ? { differences } : {}) };
}

function schoolOfListAlone(held: Facts, given: SchoolOfListSaid, saying: Saying): Ruling {
  const { schoolId } = given;
  const { asOf } = saying;
  const ncYear = given.ncYear === null ? null : yearSaid(held, schoolId, given.ncYear, asOf);
  const said = ncYear === null ? ['school'] : ['school', 'ncYear'];
  const ruling = (
    enrolments: readonly EnrolmentRow[],
    differences: readonly Difference[] = [],
    remarks: readonly Remark[] = [],
  ): Ruling => ({
    facts: enrolments === held.enrolments ? held : { ...held, enrolments },
    problems: [],
    remarks,
    said,
    differences,
  });
  if (saying.saidLater('school') !== null) return ruling(held.enrolments);
  const yearBegins = startOfAcademicYear(academicYearOf(asOf));
  const enrol = (start: PlainDate): EnrolmentRow => ({
    id: saying.fresh(),
    childId: held.child[0]?.id ?? '',
    schoolId,
    // An empty cell says nothing: the child goes on in the year that is known.
    ncYear: ncYear ?? recordedYearOn(held.enrolments, start),
    kind: 'main',
    partTimeSessions: null,
    alternativeProvision: false,
    startDate: start,
    endDate: null,
  });
  const yearThen = ({ startDate }: EnrolmentRow) => (ncYear === null ? null : yearWhenBegun(ncYear, asOf, startDate));
  const all = held.enrolments
    .filter(({ endDate }) => endDate === null || endDate >= asOf)
    .sort((a, b) => (a.startDate > b.startDate ? -1 : 1));
  const goingOn = all.filter(({ kind }) => kind === 'main');
  const atSchool = goingOn.find((row) => row.schoolId === schoolId);
  if (!atSchool && all.some((row) => row.schoolId === schoolId)) return ruling(held.enrolments, [], [registeredAsDual]);
  const now = atSchool ?? goingOn[0];
  if (!now) {
    const before = held.enrolments.filter((row) => row.kind === 'main' || row.schoolId === schoolId);
    const left = latest(before.map(({ endDate }) => endDate));
    return ruling([...held.enrolments, enrol(left !== null && left >= yearBegins ? addDays(left, 1) : yearBegins)]);
  }
  if (now.schoolId !== schoolId) {
    if (now.startDate > asOf) return ruling(held.enrolments);
    const as = correctionOrChange('school', saying);
    const from = as === 'change' ? asOf : null;
    const differences = [{ what: 'school', was: now.schoolId ?? '', now: schoolId, as, from, canFlip: true }];
    // One that would end before it began was a slip of the same day.
    if (now.startDate === asOf || as === 'correction')
      return ruling(
        withChanged(held.enrolments, now.id, { schoolId, ncYear: yearThen(now) ?? now.ncYear }),
        differences,
      );
    const ended = withChanged(held.enrolments, now.id, { endDate: addDays(asOf, -1) });
    return ruling([...ended, enrol(asOf)], differences);
  }
  // What is recorded is the year the enrolment began in; it has moved up each 1 September since, unless it is repeated.
  if (ncYear === null || saying.saidLater('ncYear') !== null) return ruling(held.enrolments);
  if (ncYear === ncYearOn(asOf, { start: now.startDate, ncYear: now.ncYear }, null)) return ruling(held.enrolments);
  if (now.ncYear === null || now.startDate >= yearBegins)
    return ruling(withChanged(held.enrolments, now.id, { ncYear: yearThen(now) }));
  const repeated = { ...now, ...enrol(yearBegins), partTimeSessions: now.partTimeSessions, endDate: now.endDate };
  const ended = withChanged(held.enrolments, now.id, { endDate: addDays(yearBegins, -1) });
  return ruling([...ended, { ...repeated, alternativeProvision: now.alternativeProvision }]);
}
