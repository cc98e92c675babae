import type { ReadConnection } from '#db/open.ts';
import type { AcademicYear } from '#domain/calendar/academicYear.ts';
import type { MeasureId } from '#domain/measures/measure.ts';

/** The measure the overview shows for a key stage in a year: what was published as the headline then (domain.md section 5). */
export function headlineMeasure(keyStage: 2 | 4, year: AcademicYear): MeasureId {
  if (keyStage === 2) return year >= '2015/16' ? 'ks2-rwm-expected' : 'ks2-english-maths-level4';
  return year >= '2015/16' ? 'ks4-attainment8' : 'ks4-5ac-english-maths';
}

/** The latest academic year with results of a key stage received by a date; null when there are none. */
export function latestResultsYear(reader: ReadConnection, keyStage: 2 | 4, asAt: string): AcademicYear | null {
  const row = reader
    .prepare('SELECT max(academic_year) AS year FROM attainment_result WHERE key_stage = ? AND received_on <= ?')
    .get(`KS${keyStage}`, asAt) as { year: AcademicYear | null };
  return row.year;
}
