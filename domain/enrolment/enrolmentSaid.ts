import { academicYearOf, firstCalendarYear } from '#domain/calendar/academicYear.ts';
import { ncYearOn } from '#domain/calendar/ncYearOn.ts';
import { addDays, daysBetween, latest, type PlainDate } from '#domain/calendar/plainDate.ts';
import { withChanged } from '#domain/facts/edits.ts';
import type { EnrolmentRow, Facts } from '#domain/facts/factRows.ts';
import type { Remark, Ruling, Saying } from '#domain/facts/ruling.ts';
import { type Said, saidOf, saidOr, says } from '#domain/facts/said.ts';
import { noLines } from '#domain/schools/schoolLines.ts';
import { asOneSchool } from './asOneSchool.ts';
import { byAnyName } from './byAnyName.ts';
import { endAtConversion } from './endAtConversion.ts';
import { endStands } from './endStands.ts';
import { fullTimeSince } from './fullTimeSince.ts';
import { heardStill, namesSaid } from './heardStill.ts';
import { leftBefore } from './leftBefore.ts';
import { oneAfterAnother } from './oneAfterAnother.ts';
import { placeEndsWaiting } from './placeEndsWaiting.ts';
import { type TimetableSaid, timetableOfDay } from './timetableOfDay.ts';
import { mayBeRolledOver, recordedYearOn, yearSaid } from './yearSaid.ts';

/** An enrolment as somebody says it. */
export interface EnrolmentSaid extends TimetableSaid {
  readonly kind: Said<string>;
  readonly ncYear: Said<number>;
}

/** A first day that the looked-after list guessed and a file knows better lies within so many days of it. */
const GUESS = 31;

/** The NC year in which an enrolment began, from the one that holds on a later day. @example 8 on 2025-09-01, begun 2024-09-01 // 7 */
export const yearWhenBegun = (ncYear: number, on: PlainDate, begun: PlainDate): number =>
  ncYear - (firstCalendarYear(academicYearOf(on)) - firstCalendarYear(academicYearOf(begun)));

/**
 * An enrolment, found by child, school and first day. Schools send a row a year: a row that begins while an enrolment at the
 * school goes on confirms or extends it, and its first day never moves forward; where the row says something else of the
 * child from its day on (a repeated year, another timetable), that begins a stretch of its own, and the days before stay as they
 * were. A first day before the one held moves it back, because the looked-after list only guesses one; but where a file gave the one
 * held and says something else from it on, the row is the stretch before it. What is not said stays.
 *
 * Two main registrations stay open and are listed: which of them is right is for the schools, and both send marks.
 *
 * Source: issue 8 section 1 (enrolments); `reviews/core.md` B1; cases/next-years-enrolment-row, cases/both-schools-say-main.
 * @example year 7 from 2024-09-01 with 6 sessions a week, then year 8 from 2025-09-01 // one enrolment from 2024-09-01, as it was
 */
export function enrolmentSaid(held: Facts, given: EnrolmentSaid, saying: Saying): Ruling {
  const lines = saying.schools ?? noLines;
  const schoolId = lines.schoolOn(given.schoolId, '9999-12-31');
  const heard = byAnyName(given, saying);
  return asOneSchool(held, saying, (facts) => {
    const { said, enrolments, remarks } = endAtConversion(facts.enrolments, { ...given, schoolId }, heard);
    const ruling = atOneSchool({ ...facts, enrolments }, said, heard);
    const names = [given.schoolUrn, ...(given.otherUrns ?? [])];
    return {
      ...ruling,
      remarks: [...remarks, ...ruling.remarks],
      said: [...new Set(names.flatMap((schoolUrn) => namesSaid({ ...given, schoolUrn }, saying.asOf)))],
    };
  });
}

/** The rule where every school has one name. */
function atOneSchool(was: Facts, given: EnrolmentSaid, saying: Saying): Ruling {
  const { schoolId, schoolUrn, start } = given;
  const what = `enrolment ${schoolUrn} ${start}`;
  const atSchoolOf = ({ enrolments }: Facts) => enrolments.filter((row) => row.schoolId === schoolId);
  const heard = heardStill(atSchoolOf(was), { ...given, ncYear: yearOfBeginning(was, given, saying) }, saying);
  const proposal = endStands(atSchoolOf(was), heard, saying);
  const held = { ...was, enrolments: fullTimeSince(was.enrolments, { ...proposal, end: given.end }, saying) };
  const here = atSchoolOf(held);
  const end = proposal.end.said ? proposal.end.value : null;
  const older = saying.saidLater(what) !== null;
  const exact = here.find((row) => row.startDate === start);
  const around = here.find((row) => row.startDate < start && (row.endDate === null || row.endDate >= start));
  const after = here
    .filter((row) => row.startDate > start && (end === null || row.startDate <= end))
    .sort((a, b) => (a.startDate < b.startDate ? -1 : 1))[0];
  const asSaid = exact
    ? withChanged(held.enrolments, exact.id, said(exact, proposal))
    : around
      ? goesOn(held.enrolments, around, proposal, saying)
      : after
        ? before(held.enrolments, after, proposal, saying)
        : [...held.enrolments, aNew(held, proposal, null, saying)];
  const atSchool = asSaid
    .filter((row) => row.schoolId === schoolId)
    .sort((a, b) => (a.startDate < b.startDate ? -1 : 1));
  const own = atSchool.findLastIndex((row) => row.startDate <= start);
  const inTurn = atSchool
    .slice(Math.max(own, 0))
    .reduce((rows, { id }) => oneAfterAnother(rows, id, lastEnd(proposal, saying)), asSaid);
  const left = older ? inTurn : leftBefore(inTurn, { was: exact ?? around, proposal }, saying);
  const ofDay = older ? left : timetableOfDay(left, { ...proposal, end: given.end }, saying);
  const enrolments = placeEndsWaiting(mainGoesOn(held.enrolments, ofDay));
  return { facts: { ...held, enrolments }, problems: [], remarks: otherMains(enrolments, proposal), said: [] };
}

/** The last stretch's end by a row that goes on into it: as the row says, unless the stretch is said by itself, here or by a newer file. */
const lastEnd =
  ({ schoolUrn, end, alsoFrom }: EnrolmentSaid, { saidLater }: Saying) =>
  (last: EnrolmentRow, endDate: PlainDate | null): PlainDate | null =>
    end.said && !alsoFrom?.includes(last.startDate) && saidLater(`enrolment ${schoolUrn} ${last.startDate}`) === null
      ? endDate
      : last.endDate;

/**
 * The year group that a row says, as of the row's first day. A file of the summer holiday, or a row that begins in it, may have
 * the year group of the September to come.
 */
function yearOfBeginning(held: Facts, { schoolId, ncYear, start }: EnrolmentSaid, { asOf }: Saying): Said<number> {
  if (!ncYear.said || ncYear.value === null) return ncYear;
  const ofThisYear = mayBeRolledOver(asOf) && academicYearOf(start) === academicYearOf(asOf);
  return says(yearSaid(held, schoolId, ncYear.value, ofThisYear && start < asOf ? asOf : start));
}

/**
 * A school that a list named was taken for a move; where a file then says that it is a dual registration, the main one that was
 * ended for it goes on.
 */
function mainGoesOn(was: readonly EnrolmentRow[], now: readonly EnrolmentRow[]): readonly EnrolmentRow[] {
  const dual = was.find(
    (row) => row.kind === 'main' && now.some((each) => each.id === row.id && each.kind === 'dual' && !each.endDate),
  );
  if (!dual || now.some(({ kind, endDate }) => kind === 'main' && endDate === null)) return now;
  const main = now.find(
    ({ kind, schoolId, endDate }) =>
      kind === 'main' && schoolId !== dual.schoolId && endDate === addDays(dual.startDate, -1),
  );
  const wasBack = now.some((row) => row.schoolId === main?.schoolId && row.startDate > (main?.startDate ?? ''));
  return main && !wasBack ? withChanged(now, main.id, { endDate: null }) : now;
}

const isNear = (guess: PlainDate, start: PlainDate): boolean =>
  daysBetween(guess, start) <= GUESS && academicYearOf(guess) === academicYearOf(start);

/** What the row says of an enrolment that begins with it. */
const said = (row: EnrolmentRow, proposal: EnrolmentSaid): Partial<EnrolmentRow> => {
  const { kind, ncYear, partTimeSessions, alternativeProvision, end } = proposal;
  const over = saidOf<EnrolmentRow>({ kind, ncYear, partTimeSessions, alternativeProvision });
  return { ...over, endDate: saidOr(end, row.endDate) };
};

/** Whether somebody said of a stretch that is held, by its first day, which timetable it has: full time is held as what nobody said. */
const isSaidOf = (
  row: EnrolmentRow,
  of: 'sessions' | 'provision',
  { schoolUrn, otherUrns = [] }: EnrolmentSaid,
  { everSaid }: Saying,
): boolean =>
  [schoolUrn, ...otherUrns].some((urn) => (everSaid?.(`enrolment ${urn} ${row.startDate} ${of}`) ?? []).length > 0);

/** A row that begins while the enrolment goes on: the same one, or a stretch of it in which something else holds. */
function goesOn(
  all: readonly EnrolmentRow[],
  row: EnrolmentRow,
  proposal: EnrolmentSaid,
  saying: Saying,
): readonly EnrolmentRow[] {
  const { start, end, ncYear, partTimeSessions, alternativeProvision, kind } = proposal;
  const endDate = saidOr(end, row.endDate);
  const saysOther = <Value>(value: Said<Value>, is: Value | null) => value.said && value.value !== is;
  const otherYear = row.ncYear !== null && saysOther(ncYear, yearOn(row, start));
  const otherTimetable =
    saysOther(partTimeSessions, row.partTimeSessions) || saysOther(alternativeProvision, row.alternativeProvision);
  const otherKind = saysOther(kind, row.kind);
  if (!otherYear && !otherTimetable && !otherKind) {
    const firstYear =
      row.ncYear === null && ncYear.said && ncYear.value !== null
        ? { ncYear: yearWhenBegun(ncYear.value, start, row.startDate) }
        : {};
    return withChanged(all, row.id, { endDate, ...firstYear });
  }
  const isGuess =
    isNear(row.startDate, start) &&
    row.partTimeSessions === null &&
    !row.alternativeProvision &&
    !isSaidOf(row, 'sessions', proposal, saying) &&
    !isSaidOf(row, 'provision', proposal, saying);
  if (isGuess) return withChanged(all, row.id, { ...saidOf<EnrolmentRow>(proposalColumns(proposal)), endDate });
  const ended = withChanged(all, row.id, { endDate: addDays(start, -1) });
  const own = aNew({ enrolments: all }, proposal, row, saying);
  // A newer file said which timetable the child has on its own day: what an older one says in that year holds until then.
  const until = (of: string): PlainDate | null => {
    const day = saying.saidLater(`enrolment ${proposal.schoolUrn} ${row.startDate} ${of}`);
    return day !== null && day > start && academicYearOf(day) === academicYearOf(row.startDate) ? day : null;
  };
  const [sessions, provision] = [until('sessions'), until('provision')];
  const day = otherTimetable ? latest([sessions, provision]) : null;
  if (day === null || (own.endDate !== null && own.endDate < day)) return [...ended, own];
  const since: EnrolmentRow = {
    ...{ ...own, id: saying.fresh(), startDate: day, ncYear: yearOn(own, day) },
    partTimeSessions: sessions === null ? own.partTimeSessions : row.partTimeSessions,
    alternativeProvision: provision === null ? own.alternativeProvision : row.alternativeProvision,
  };
  const isSame =
    since.partTimeSessions === own.partTimeSessions && since.alternativeProvision === own.alternativeProvision;
  return isSame ? [...ended, own] : [...ended, { ...own, endDate: addDays(day, -1) }, since];
}

const yearOn = (row: EnrolmentRow, day: PlainDate): number | null =>
  ncYearOn(day, { start: row.startDate, ncYear: row.ncYear }, null);

/** A row that begins before an enrolment that is held: the same one, or the stretch before it in which something else held. */
function before(
  all: readonly EnrolmentRow[],
  row: EnrolmentRow,
  proposal: EnrolmentSaid,
  saying: Saying,
): readonly EnrolmentRow[] {
  const { start, schoolUrn, ncYear, partTimeSessions, alternativeProvision } = proposal;
  const timetable = saidOr(partTimeSessions, null);
  const provision = saidOr(alternativeProvision, null);
  const year = saidOr(ncYear, null);
  const isSaid =
    saying.saidLater(`enrolment ${schoolUrn} ${row.startDate}`) !== null ||
    (proposal.alsoFrom?.includes(row.startDate) ?? false);
  const saidNone = !row.alternativeProvision && isSaidOf(row, 'provision', proposal, saying);
  const saidFull = row.partTimeSessions === null && isSaidOf(row, 'sessions', proposal, saying);
  const yearThen = year === null ? null : ncYearOn(row.startDate, { start, ncYear: year }, null);
  const otherYear = isSaid && row.ncYear !== null && yearThen !== null && yearThen !== row.ncYear;
  const otherTimetable =
    (timetable !== null && row.partTimeSessions !== null && timetable !== row.partTimeSessions) ||
    (timetable !== null && saidFull) ||
    (partTimeSessions.said && timetable === null && row.partTimeSessions !== null) ||
    (provision === false && row.alternativeProvision) ||
    (provision === true && saidNone) ||
    (!isNear(start, row.startDate) &&
      ((timetable === null && row.partTimeSessions !== null) || (provision === null && row.alternativeProvision)));
  const endDate = lastEnd(proposal, saying)(row, saidOr(proposal.end, row.endDate));
  if (!otherYear && !otherTimetable)
    return withChanged(all, row.id, { ...said(row, proposal), startDate: start, endDate });
  const goesOver: Partial<EnrolmentRow> = {
    endDate,
    ncYear: row.ncYear ?? yearThen,
    partTimeSessions: saidFull ? null : (row.partTimeSessions ?? timetable),
    alternativeProvision: row.alternativeProvision || (provision === true && !saidNone),
  };
  const own = aNew(
    { enrolments: all },
    proposal,
    { ...row, partTimeSessions: null, alternativeProvision: false },
    saying,
  );
  return [...withChanged(all, row.id, goesOver), { ...own, ncYear: year, endDate: addDays(row.startDate, -1) }];
}

const proposalColumns = ({ kind, ncYear, partTimeSessions, alternativeProvision }: EnrolmentSaid) => ({
  kind,
  ncYear,
  partTimeSessions,
  alternativeProvision,
});

/** A new enrolment; what is not said of one that goes on in it is as it was. */
function aNew(
  held: Pick<Facts, 'enrolments'> & Partial<Pick<Facts, 'child'>>,
  proposal: EnrolmentSaid,
  before: EnrolmentRow | null,
  saying: Saying,
): EnrolmentRow {
  const { schoolId, start, end, kind, ncYear, partTimeSessions, alternativeProvision } = proposal;
  return {
    id: saying.fresh(),
    childId: before?.childId ?? held.child?.[0]?.id ?? '',
    schoolId,
    ncYear: saidOr(ncYear, before ? yearOn(before, start) : recordedYearOn(held.enrolments, start)),
    kind: saidOr(kind, before?.kind ?? null) ?? 'main',
    partTimeSessions: saidOr(partTimeSessions, before?.partTimeSessions ?? null),
    alternativeProvision: saidOr(alternativeProvision, before?.alternativeProvision ?? null) ?? false,
    startDate: start,
    endDate: saidOr(end, before?.endDate ?? null),
  };
}

/** Main registrations elsewhere that go on while this one does: listed, and left as they are. */
function otherMains(enrolments: readonly EnrolmentRow[], { schoolId, start, end }: EnrolmentSaid): Remark[] {
  const own = enrolments.find((row) => row.schoolId === schoolId && row.startDate <= start && row.kind === 'main');
  if (!own) return [];
  const last = end.said ? end.value : null;
  return enrolments
    .filter(
      (row) =>
        row.kind === 'main' &&
        row.schoolId !== schoolId &&
        (row.endDate === null || row.endDate >= start) &&
        (last === null || row.startDate <= last),
    )
    .map((row) => ({
      field: 'kind',
      value: 'main',
      reason: `Two main registrations: another one, from ${row.startDate}${row.endDate === null ? '' : ` to ${row.endDate}`}, goes on beside it. Both are kept; end one of them, or make it dual`,
    }));
}
