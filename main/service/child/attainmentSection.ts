import type { ChildRecord } from '#contract/children.ts';
import type { Sourced } from '#db/queries/childRecord.ts';
import type { PublicationDays } from '#db/queries/publicationDays.ts';
import type { ResultRow, TargetRow } from '#db/queries/results.ts';
import { onTrack } from '#domain/attainment/onTrack.ts';
import { ownResult, placesOfEntries } from '#domain/attainment/ownResult.ts';
import { termOf } from '#domain/attainment/resultMeant.ts';
import { standingResult, standingResults } from '#domain/attainment/standingResult.ts';
import { standsFrom } from '#domain/attainment/standsFrom.ts';
import { type AcademicYear, academicYearOf } from '#domain/calendar/academicYear.ts';
import type { PlainDate } from '#domain/calendar/plainDate.ts';

type Attainment = ChildRecord['attainment'];

/** The results that stand. Assessments of one year's terms are results of their own, not versions of each other. */
function standingOf(results: readonly (ResultRow & Sourced)[]): (ResultRow & Sourced)[] {
  const termly = results.filter((result) => result.keyStage === 'termly');
  const byId = new Map(termly.map((result) => [result.id, result]));
  const replaced = new Set(
    termly.flatMap(({ supersedes, dateReceived }) => {
      const older = byId.get(supersedes ?? '');
      return older && termOf(older.dateReceived) === termOf(dateReceived) ? [older.id] : [];
    }),
  );
  const ofOneDay = Map.groupBy(
    termly.filter((result) => !replaced.has(result.id)),
    (result) => [result.subject, result.component, result.dateReceived, result.qualification].join('|'),
  );
  return [
    ...(standingResults(results.filter((result) => result.keyStage !== 'termly')) as (ResultRow & Sourced)[]),
    ...[...ofOneDay.values()].map(standingResult).filter((result) => result !== null),
  ];
}

const laterOf = <Row extends { academicYear: string; day: string }>(a: Row | undefined, b: Row): Row =>
  a === undefined || b.academicYear > a.academicYear || (b.academicYear === a.academicYear && b.day >= a.day) ? b : a;

/** Steps to a target are told by the stage it was set for, or by the stage of the latest result. */
function outlookOf(
  standing: readonly (ResultRow & Sourced)[],
  targets: readonly TargetRow[],
  asAt: PlainDate,
): Attainment['outlook'] {
  type Latest = { academicYear: string; day: string; value: string; keyStage: string };
  const subjects = new Map<string, { result?: Latest; target?: Latest; prediction?: Latest }>();
  const known = (subject: string) => {
    const found = subjects.get(subject) ?? {};
    subjects.set(subject, found);
    return found;
  };
  for (const { subject, component, academicYear, dateReceived: day, value, keyStage } of standing) {
    // A headline is a whole measure's outcome, not a subject's result.
    if (component === 'headline') continue;
    const entry = known(subject);
    entry.result = laterOf(entry.result, { academicYear, day, value, keyStage });
  }
  // A resit does not take a better first entry away.
  const grades = standing.filter(({ keyStage, component }) => keyStage === 'KS4' && component === 'grade');
  for (const [subject, entries] of Map.groupBy(grades, (grade) => grade.subject)) {
    const [entry, own] = [known(subject), ownResult(entries)];
    if (own && entry.result?.keyStage === 'KS4') entry.result = { ...entry.result, value: own.value };
  }
  for (const { kind, subject, component, academicYear, setOn: day, value, keyStage } of targets) {
    if (component === 'headline' || day > asAt) continue;
    const entry = known(subject);
    entry[kind] = laterOf(entry[kind], { academicYear, day, value, keyStage });
  }
  const rows = [...subjects].map(([subject, { result, target, prediction }]) => ({
    subject,
    keyStage: (target ?? prediction ?? result)?.keyStage ?? '',
    latest: result?.value ?? null,
    target: target?.value ?? null,
    prediction: prediction?.value ?? null,
    onTrack: onTrack({ target: target?.value ?? null, prediction: prediction?.value ?? null }),
    asked: target !== undefined || prediction !== undefined,
    year: (target ?? prediction ?? result)?.academicYear ?? '',
  }));
  // With targets set, a subject nobody has set one for and nobody has assessed lately is history, not outlook.
  const current = rows.some((row) => row.asked) ? rows.filter((row) => row.asked) : lastYearOnly(rows);
  return current
    .sort((a, b) => a.subject.localeCompare(b.subject, 'en-GB'))
    .map(({ asked: _asked, year: _year, ...row }) => row);
}

const lastYearOnly = <Row extends { year: string }>(rows: Row[]): Row[] => {
  const last = rows.reduce((latest, row) => (row.year > latest ? row.year : latest), '');
  return rows.filter((row) => row.year === last);
};

/**
 * A child's results that stood on the date, as now known, with the versions that stand, and for each subject the latest result, target and prediction.
 * Source: domain.md section 5 ("A result has a life"; "termly teacher assessments with targets").
 * @param year11 the academic year in which the child is in year 11, whose measures count first entries; null where nobody knows
 */
export function attainmentSection(
  results: readonly (ResultRow & Sourced)[],
  targets: readonly TargetRow[],
  asAt: PlainDate,
  published: PublicationDays,
  year11: AcademicYear | null,
): Attainment {
  const known = results.flatMap(({ issuedOn, ...result }) => {
    const stands = standsFrom({ ...result, issuedOn }, published(result.academicYear));
    return stands.day <= asAt
      ? [{ ...result, issuedOn, standsFrom: stands.day, standsFromAssumed: stands.assumed }]
      : [];
  });
  const standing = standingOf(known);
  const stands = new Set(standing.map((result) => result.id));
  const places = placesOfEntries(standing, year11);
  const provisional = standing.filter((result) => result.status !== 'final').length;
  const thisYear = academicYearOf(asAt);
  const missing = known.some((result) => result.academicYear === thisYear) ? '' : ` No result of ${thisYear} yet.`;
  return {
    results: known
      .map(({ issuedOn: _issuedOn, childId: _childId, ...result }) => ({
        ...result,
        qualification: result.qualification ?? null,
        standing: stands.has(result.id),
        place: places.get(result.id) ?? null,
      }))
      .sort((a, b) => (a.academicYear === b.academicYear ? 0 : a.academicYear < b.academicYear ? 1 : -1)),
    outlook: outlookOf(standing, targets, asAt),
    note:
      known.length === 0
        ? ''
        : `Latest result that stands, with the target and prediction set last.${provisional > 0 ? ` ${provisional} not final yet.` : ''}${missing}`,
  };
}
