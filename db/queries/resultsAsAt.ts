import type { ReadConnection } from '#db/open.ts';
import type { AttainmentResult } from '#domain/attainment/result.ts';
import { standsFrom } from '#domain/attainment/standsFrom.ts';
import type { AcademicYear } from '#domain/calendar/academicYear.ts';
import { publicationDays } from './publicationDays.ts';

type Issued = { dateReceived: string; issuedOn: string | null };

/** The results that stood on a date, of any rows: one rule for the record, the pack, the reports and the overview. */
export function issuedBy<Row extends Issued & Omit<AttainmentResult, 'dateReceived'>>(
  reader: Pick<ReadConnection, 'prepare'>,
  asAt: string,
): (rows: readonly Row[]) => Row[] {
  const days = publicationDays(reader);
  return (rows) => rows.filter((row) => standsFrom(row, days(row.academicYear)).day <= asAt);
}

export type ResultOfChild = AttainmentResult & Issued & { childId: string };

export const laterResultsSql = `SELECT DISTINCT child_id, academic_year FROM attainment_result
  WHERE key_stage = ? AND academic_year BETWEEN ? AND ? AND coalesce(issued_on, received_on) > ?`;

/**
 * The results that stood on a date, of all years asked for and before, of the children and years of a key stage in which some
 * did not yet; children whose results all stood are left out, for whom what is kept by measure says it already.
 */
export function resultsBeforeLater(
  reader: ReadConnection,
  keyStage: string,
  years: readonly [AcademicYear, AcademicYear],
  asAt: string,
): { childId: string; academicYear: AcademicYear; results: ResultOfChild[] }[] {
  // At key stage 4 the first entry counts, so that a result of an earlier year is one of the years after it too.
  const carries = keyStage === 'KS4';
  const [from, to] = years;
  // An assumed day never lies after the day received, so nobody is missed here; some are worked out for nothing.
  const later = reader
    .prepare(laterResultsSql)
    .raw()
    .all(keyStage, carries ? '' : from, to, asAt) as [string, AcademicYear][];
  if (later.length === 0) return [];
  const select = reader.prepare(
    `SELECT child_id AS childId, id, academic_year AS academicYear, key_stage AS keyStage, subject, component, value, status, entry,
       received_on AS dateReceived, issued_on AS issuedOn, supersedes_id AS supersedes, qualification
     FROM attainment_result WHERE child_id = ? AND academic_year <= ? AND key_stage = ?`,
  );
  const known = issuedBy<ResultOfChild>(reader, asAt);
  return [...Map.groupBy(later, ([childId]) => childId)].flatMap(([childId, ofChild]) => {
    const all = select.all(childId, to, keyStage) as ResultOfChild[];
    const results = known(all);
    const touched = ofChild.map(([, academicYear]) => academicYear);
    const isTouched = (year: AcademicYear): boolean =>
      year >= from && (carries ? touched.some((each) => each <= year) : touched.includes(year));
    const own = new Set(all.map(({ academicYear }) => academicYear).filter(isTouched));
    return [...own].map((academicYear) => ({ childId, academicYear, results }));
  });
}

/** The academic years in which results of a key stage stood by a date, the latest first. */
export function* yearsWithResults(
  reader: ReadConnection,
  keyStage: AttainmentResult['keyStage'],
  asAt: string,
): Generator<AcademicYear> {
  const years = reader
    .prepare('SELECT DISTINCT academic_year FROM attainment_result WHERE key_stage = ? ORDER BY academic_year DESC')
    .pluck()
    .all(keyStage) as AcademicYear[];
  const versions = reader.prepare(
    `SELECT DISTINCT status, received_on AS dateReceived, issued_on AS issuedOn FROM attainment_result
     WHERE key_stage = ? AND academic_year = ?`,
  );
  const days = publicationDays(reader);
  for (const academicYear of years) {
    const found = versions.all(keyStage, academicYear) as (Issued & Pick<AttainmentResult, 'status'>)[];
    if (found.some((row) => standsFrom({ ...row, keyStage, academicYear }, days(academicYear)).day <= asAt))
      yield academicYear;
  }
}
