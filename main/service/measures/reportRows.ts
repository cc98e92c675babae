import { type CohortRow, cohortOf, type SessionsRow, sessionsOfYears } from '#db/queries/cohorts.ts';
import type { AcademicYear } from '#domain/calendar/academicYear.ts';
import type { ServiceContext } from '../context.ts';
import { factsVersion } from '../factsVersion.ts';
import { schoolYears } from './attendanceMembers.ts';

/** What a report needs of the service: where to read, and where to keep what it read. */
export type ReportContext = Pick<ServiceContext, 'reader' | 'clock' | 'memory'>;

type Kept = {
  version: string;
  cohorts: Map<string, Map<AcademicYear, CohortRow[]>>;
  sessions: Map<AcademicYear, Map<string, SessionsRow[]>> | null;
};
const place = 'reports.rows';

function kept({ reader, memory }: ReportContext): Kept {
  const version = factsVersion(reader);
  const known = memory.get(place) as Kept | undefined;
  if (known?.version === version) return known;
  const fresh: Kept = { version, cohorts: new Map(), sessions: null };
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
export function sessionsByChild(context: ReportContext): Map<AcademicYear, Map<string, SessionsRow[]>> {
  const state = kept(context);
  state.sessions ??= groupedByChild(sessionsOfYears(context.reader, '0000/00', '9999/99'));
  return state.sessions;
}

/** Rows of sessions by year and child. */
export function groupedByChild(rows: readonly SessionsRow[]): Map<AcademicYear, Map<string, SessionsRow[]>> {
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
