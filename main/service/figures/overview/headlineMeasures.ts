import type { AcademicYear } from '#domain/calendar/academicYear.ts';
import type { MeasureId } from '#domain/measures/measure.ts';

/** The measure the overview shows for a key stage in a year: what was published as the headline then (domain.md section 5). */
export function headlineMeasure(keyStage: 2 | 4, year: AcademicYear): MeasureId {
  if (keyStage === 2) return year >= '2015/16' ? 'ks2-rwm-expected' : 'ks2-english-maths-level4';
  return year >= '2015/16' ? 'ks4-attainment8' : 'ks4-5ac-english-maths';
}
