import type { AcademicYear } from '#domain/calendar/academicYear.ts';
import { keyStage2OutcomeCodes, type OutcomeCodeTable } from './keyStage2OutcomeCodes.ts';
import { outcomeOfCode } from './levelFourOrAbove.ts';
import type { ChildOutcome } from './result.ts';

/** Scaled scores run from 80 to 120; 100 is the expected standard. */
export const EXPECTED_SCALED_SCORE = 100;

/**
 * The scaled score in a text; null when it is not one of 80 to 120.
 *
 * @example scaledScoreOf('104') // 104
 * @example scaledScoreOf('79') // null
 */
export function scaledScoreOf(value: string): number | null {
  const score = /^\d{2,3}$/.test(value.trim()) ? Number(value.trim()) : Number.NaN;
  return score >= 80 && score <= 120 ? score : null;
}

/**
 * Whether a child reached the expected standard in reading, maths or GPS, from the standing value of the test: a scaled
 * score, an outcome code of that year, or null for no record.
 *
 * Source: domain.md section 5 (2015/16 on: scaled score 80-120, expected >= 100).
 *
 * @example expectedStandardByTest('100', '2023/24') // 'met'
 * @example expectedStandardByTest('99', '2023/24') // 'notMet'
 * @example expectedStandardByTest('B', '2023/24') // 'notMet'
 * @example expectedStandardByTest('M', '2023/24') // { excluded: 'M missing test script' }
 */
export function expectedStandardByTest(
  value: string | null,
  year: AcademicYear,
  tables: readonly OutcomeCodeTable[] = keyStage2OutcomeCodes,
): ChildOutcome {
  if (value === null || value.trim() === '') return 'missing';
  const score = scaledScoreOf(value);
  if (score !== null) return score >= EXPECTED_SCALED_SCORE ? 'met' : 'notMet';
  return outcomeOfCode(value, year, 'test', tables);
}

/**
 * Whether a child reached the expected standard in writing, from the standing teacher assessment: EXS and GDS are met.
 *
 * @example expectedStandardByTeacher('GDS', '2023/24') // 'met'
 * @example expectedStandardByTeacher('WTS', '2023/24') // 'notMet'
 * @example expectedStandardByTeacher(null, '2023/24') // 'missing'
 */
export function expectedStandardByTeacher(
  value: string | null,
  year: AcademicYear,
  tables: readonly OutcomeCodeTable[] = keyStage2OutcomeCodes,
): ChildOutcome {
  if (value === null || value.trim() === '') return 'missing';
  return outcomeOfCode(value, year, 'teacherAssessment', tables);
}
