import type { CallOutput, ParsedInput } from '#contract/calls.ts';
import { localitiesBetween } from '#db/queries/localities.ts';
import { authorityName } from '#db/queries/peers.ts';
import {
  type AcademicYear,
  academicYearOf,
  academicYearsBetween,
  endOfAcademicYear,
  startOfAcademicYear,
} from '#domain/calendar/academicYear.ts';
import { outcomesCohortDate } from '#domain/cohorts/outcomesCohortDate.ts';
import { measureOf } from '#domain/measures/catalogue.ts';
import { measureInYear } from '#domain/measures/measureInYear.ts';
import { dateInWords } from '#service/documents/dateInWords.ts';
import { aggregate, byLocality } from '../measures/aggregate.ts';
import { type AttendanceMeasureId, attendanceKind, attendanceMembers } from '../measures/attendanceMembers.ts';
import type { Member } from '../measures/member.ts';
import { inLastLocality, type ReportContext, schoolAgeCohorts, sessionsCounted } from '../measures/reportRows.ts';
import { figureOf } from '../overview/figureOf.ts';
import { Snapshot } from '../overview/snapshot.ts';

const columns = {
  absence: 'absence-overall',
  unauthorised: 'absence-unauthorised',
  persistent: 'absence-persistent-10',
  severe: 'absence-severe-50',
  missed25Days: 'absence-missed-25-days',
} as const satisfies Record<string, AttendanceMeasureId>;

/**
 * Absence of the 12-month cohort by academic year, for each locality and the county. Finished years whole, of the cohort of
 * their 31 March; the year of the date up to it, of the children in care for twelve months on the date, as the overview has
 * it; years after the date not at all.
 */
export function attendanceSummary(
  context: ReportContext,
  input: ParsedInput<'reports.attendanceSummary'>,
): CallOutput<'reports.attendanceSummary'> {
  const { reader } = context;
  const current = academicYearOf(input.asAt);
  const years = academicYearsBetween(input.fromYear, input.toYear).filter((year) => year <= current);
  const cohorts = schoolAgeCohorts(context, { lac12Only: true, withUasc: true });
  const snapshot = new Snapshot(reader, input.asAt);
  const membersOf = (measure: AttendanceMeasureId, year: AcademicYear): readonly Member[] => {
    if (year === current) return snapshot.attendance(measure);
    if (!measureInYear(measureOf(measure), year).applies) return [];
    const cohort = inLastLocality(context, cohorts.get(year) ?? [], endOfAcademicYear(year));
    return attendanceMembers(measure, year, cohort, sessionsCounted(context, measure, year, null));
  };
  const county = authorityName(reader);
  const list = localitiesBetween(reader, startOfAcademicYear(input.fromYear), input.asAt);
  const groups = [
    ...list.map(({ id, name }) => ({ localityId: id as string | null, name, isCounty: false })),
    { localityId: 'unallocated', name: 'Unallocated', isCounty: false },
    { localityId: null, name: county, isCounty: true },
  ];
  const date = dateInWords(input.asAt);
  const rows = years.flatMap((year) => {
    const toDate = year === current;
    const figures = (Object.keys(columns) as (keyof typeof columns)[]).map((key) => {
      const measure = columns[key];
      const members = membersOf(measure, year);
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
            cohort: `${county}'s own school-age children looked after for 12 months or more on ${toDate ? date : dateInWords(outcomesCohortDate(year))}`,
            definition: measureOf(measure).definition,
            source: `Session marks in this store, ${year}${toDate ? ` to ${date}` : ''}`,
            coverageWords: 'marks',
            drill: {
              figure: 'measure',
              asAt: toDate ? input.asAt : endOfAcademicYear(year),
              academicYear: year,
              localityId: group.localityId,
              measure,
              ...(toDate ? { toDate } : {}),
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
      `${current} to ${date}: children in care for 12 months on ${date}, as on the overview. Finished years: children in care for 12 months on 31 March of the year (30 September to 2009/10).`,
      'Sessions of days in care count in the locality of the day; a child, and its sessions of days not in care, in the locality of its last day in care.',
    ],
  };
}
