import { fifthHalfTermEnds } from '#db/queries/attendanceCalendar.ts';
import { type CohortRow, cohortOf, type SessionsRow, sessionsOfYears } from '#db/queries/cohorts.ts';
import { type LocalityHistory, lastLocalityIn, localityHistory } from '#db/queries/localityHistory.ts';
import { halfTermsCounted } from '#domain/attendance/halfTermsCounted.ts';
import { type AcademicYear, endOfAcademicYear } from '#domain/calendar/academicYear.ts';
import { earlierOf, type PlainDate } from '#domain/calendar/plainDate.ts';
import type { ServiceContext } from '#service/context/context.ts';
import { factsVersion } from '#service/context/factsVersion.ts';
import { type AttendanceMeasureId, schoolYears } from './attendanceMembers.ts';
import { sessionsToDate } from './sessionTotals.ts';

/** What a report needs of the service: where to read, and where to keep what it read. */
export type ReportContext = Pick<ServiceContext, 'reader' | 'clock' | 'memory'>;

type Kept = {
  version: string;
  cohorts: Map<string, Map<AcademicYear, CohortRow[]>>;
  sessions: Map<AcademicYear, Map<string, SessionsRow[]>> | null;
  /** The same of the first five half-terms, by year. */
  fiveHalfTerms: Map<AcademicYear, ReadonlyMap<string, readonly SessionsRow[]>>;
  localities: LocalityHistory | null;
  /** Cohorts with each child in its last locality, by the day until which. */
  placed: WeakMap<readonly CohortRow[], Map<PlainDate, CohortRow[]>>;
};
const place = 'reports.rows';

function kept({ reader, memory }: ReportContext): Kept {
  const version = factsVersion(reader);
  const known = memory.get(place) as Kept | undefined;
  if (known?.version === version) return known;
  const fresh: Kept = {
    version,
    cohorts: new Map(),
    sessions: null,
    fiveHalfTerms: new Map(),
    localities: null,
    placed: new WeakMap(),
  };
  memory.set(place, fresh);
  return fresh;
}

/** The school-age outcomes cohorts of every year, read once for as long as no fact changes. */
export function schoolAgeCohorts(
  context: ReportContext,
  question: { lac12Only: boolean; withUasc: boolean },
): Map<AcademicYear, CohortRow[]> {
  const { cohorts } = kept(context);
  const key = `${question.lac12Only} ${question.withUasc}`;
  const known = cohorts.get(key);
  if (known) return known;
  const rows = cohortOf(context.reader, {
    lac12Only: question.lac12Only,
    withUasc: question.withUasc,
    fromYear: '0000/00',
    toYear: '9999/99',
    ncYears: schoolYears,
  });
  const byYear = Map.groupBy(rows, (row) => row.academicYear);
  cohorts.set(key, byYear);
  return byYear;
}

/** Sessions of whole academic years by year and child, read once for as long as no fact changes. */
function sessionsByChild(context: ReportContext): Map<AcademicYear, Map<string, SessionsRow[]>> {
  const state = kept(context);
  state.sessions ??= groupedByChild(sessionsOfYears(context.reader, '0000/00', '9999/99'));
  return state.sessions;
}

/**
 * Sessions by child of what a measure counts of an academic year: all of it, or five half-terms where its peers count five,
 * and up to a date where one is given.
 */
export function sessionsCounted(
  context: ReportContext,
  measure: AttendanceMeasureId,
  academicYear: AcademicYear,
  asAt: PlainDate | null,
): ReadonlyMap<string, readonly SessionsRow[]> {
  const end = endOfAcademicYear(academicYear);
  const fifth =
    halfTermsCounted(measure, academicYear) === 5 ? fifthHalfTermEnds(context.reader).get(academicYear) : null;
  const until = earlierOf(fifth ?? end, asAt ?? end);
  if (until === end) return sessionsByChild(context).get(academicYear) ?? new Map();
  const { fiveHalfTerms } = kept(context);
  const known = until === fifth ? fiveHalfTerms.get(academicYear) : undefined;
  if (known) return known;
  const rows = Map.groupBy(sessionsToDate(context.reader, academicYear, until), (row) => row.childId);
  if (until === fifth) fiveHalfTerms.set(academicYear, rows);
  return rows;
}

/**
 * The cohort with each child in the locality of its last day in care up to a date: where it counts in measures of children
 * of attendance and suspensions. A child who was not in care until then stays where its row has it.
 *
 * Source: domain.md section 6 (a leaver stays in the locality of the last day in care); `reviews/figures.md`, D9.
 */
export function inLastLocality(context: ReportContext, cohort: readonly CohortRow[], until: PlainDate): CohortRow[] {
  const state = kept(context);
  const ofCohort = state.placed.get(cohort) ?? new Map<PlainDate, CohortRow[]>();
  state.placed.set(cohort, ofCohort);
  const known = ofCohort.get(until);
  if (known) return known;
  state.localities ??= localityHistory(context.reader);
  const { localities } = state;
  const placed = cohort.map((child) => {
    const locality = lastLocalityIn(localities, child.childId, until) ?? child.locality;
    return locality === child.locality ? child : { ...child, locality };
  });
  ofCohort.set(until, placed);
  return placed;
}

/** Rows of sessions by year and child. */
function groupedByChild(rows: readonly SessionsRow[]): Map<AcademicYear, Map<string, SessionsRow[]>> {
  const years = new Map<AcademicYear, Map<string, SessionsRow[]>>();
  for (const row of rows) {
    let children = years.get(row.academicYear);
    if (!children) {
      children = new Map();
      years.set(row.academicYear, children);
    }
    const list = children.get(row.childId);
    if (list) list.push(row);
    else children.set(row.childId, [row]);
  }
  return years;
}
