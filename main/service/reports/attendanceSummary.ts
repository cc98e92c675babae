import type { CallOutput, ParsedInput } from '#contract/calls.ts';
import { localitiesBetween } from '#db/queries/localities.ts';
import { authorityName } from '#db/queries/peers.ts';
import {
  academicYearOf,
  academicYearsBetween,
  endOfAcademicYear,
  startOfAcademicYear,
} from '#domain/calendar/academicYear.ts';
import { measureOf } from '#domain/measures/catalogue.ts';
import { aggregate, byLocality } from '../measures/aggregate.ts';
import { type AttendanceMeasureId, attendanceKind, attendanceMembers } from '../measures/attendanceMembers.ts';
import { groupedByChild, type ReportContext, schoolAgeCohorts, sessionsByChild } from '../measures/reportRows.ts';
import { sessionsToDate } from '../measures/sessionTotals.ts';
import { figureOf } from '../overview/figureOf.ts';

const columns = {
  absence: 'absence-overall',
  unauthorised: 'absence-unauthorised',
  persistent: 'absence-persistent-10',
  severe: 'absence-severe-50',
  missed25Days: 'absence-missed-25-days',
} as const satisfies Record<string, AttendanceMeasureId>;

/** Absence of the 12-month cohort by academic year, for each locality and the county; the last year up to the date. */
export function attendanceSummary(
  context: ReportContext,
  input: ParsedInput<'reports.attendanceSummary'>,
): CallOutput<'reports.attendanceSummary'> {
  const { reader } = context;
  const years = academicYearsBetween(input.fromYear, input.toYear);
  const cohorts = schoolAgeCohorts(context, { lac12Only: true, withUasc: true });
  const sessions = new Map(sessionsByChild(context));
  const current = academicYearOf(input.asAt);
  if (years.includes(current) && input.asAt < endOfAcademicYear(current))
    sessions.set(current, groupedByChild(sessionsToDate(reader, current, input.asAt)).get(current) ?? new Map());
  const county = authorityName(reader);
  const list = localitiesBetween(reader, startOfAcademicYear(input.fromYear), input.asAt);
  const groups = [
    ...list.map(({ id, name }) => ({ localityId: id as string | null, name, isCounty: false })),
    { localityId: 'unallocated', name: 'Unallocated', isCounty: false },
    { localityId: null, name: county, isCounty: true },
  ];
  const rows = years.flatMap((year) => {
    const figures = (Object.keys(columns) as (keyof typeof columns)[]).map((key) => {
      const measure = columns[key];
      const members = attendanceMembers(measure, year, cohorts.get(year) ?? [], sessions.get(year) ?? new Map());
      return {
        key,
        measure,
        all: members,
        parts: byLocality(
          members,
          list.map((locality) => locality.id),
        ),
      };
    });
    return groups.map((group) => {
      const made = figures.map(({ key, measure, all, parts }) => [
        key,
        figureOf(
          aggregate(group.localityId === null ? all : (parts.get(group.localityId) ?? []), attendanceKind(measure)),
          {
            cohort: `${county}'s own school-age children looked after for 12 months or more`,
            definition: measureOf(measure).definition,
            source: `Session marks in this store, ${year}${year === current ? ` to ${input.asAt}` : ''}`,
            coverageWords: 'marks',
            drill: {
              figure: 'measure',
              asAt: year === current ? input.asAt : endOfAcademicYear(year),
              academicYear: year,
              localityId: group.localityId,
              measure,
            },
          },
        ),
      ]);
      return {
        academicYear: year,
        ...group,
        ...(Object.fromEntries(made) as Record<keyof typeof columns, ReturnType<typeof figureOf>>),
      };
    });
  });
  return {
    rows,
    notes: [
      "The whole school year, also the part before a child came into care; 'while in our care' is shown on each child's record.",
    ],
  };
}
